"""Letters reach a mail server once, in order, and none is lost; what they look like when they do."""

import email
import email.policy
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import select, update

from planner.core.actor import SYSTEM
from planner.core.language import say
from planner.core.outbox import MOST_TRIES, Errand, ErrandState
from planner.mail.letter import Button, CalendarPart, Paragraph
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import send_again
from planner.web.entry import parts, reading
from planner.web.errands import run_due
from tests.builders import Cast
from tests.conftest import Clock
from tests.mail.fake_smtp import Behaviour

Posted = Callable[..., int]
WorkAs = Callable[..., Any]
INVITATION = "\r\n".join(
    ("BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", "SUMMARY:Höstträffen", "END:VEVENT", "END:VCALENDAR", "")
).encode()


def parsed(message: bytes) -> EmailMessage:
    return email.message_from_bytes(message, policy=email.policy.default)


def states() -> list[Any]:
    """How the letters stand, oldest first."""
    with reading(SYSTEM) as work:
        return list(work.db.scalars(select(PostedLetter.state).order_by(PostedLetter.id)))


def the_letter() -> PostedLetter:
    with reading(SYSTEM) as work:
        return work.db.scalars(select(PostedLetter)).one()


def test_a_letter_is_sent_once_and_booked(server: Behaviour, posted: Posted, clock: Clock) -> None:
    posted("Anna@Example.org")
    assert run_due() == 1
    clock.forward(days=1)
    assert run_due() == 0
    letter = the_letter()
    assert [to for to, _ in server.taken] == ["anna@example.org"]
    assert (letter.state, letter.tries, letter.trouble) == (LetterState.SENT, 1, "")
    assert letter.settled_at == letter.posted_at


def test_a_letter_that_was_sent_is_not_sent_again_when_its_errand_repeats(
    server: Behaviour, posted: Posted, work_as: WorkAs
) -> None:
    posted()
    run_due()
    with work_as(SYSTEM) as work:
        work.db.execute(update(Errand).values(state=ErrandState.WAITING))
    assert run_due() == 1
    assert len(server.taken) == 1


def test_a_crash_between_sending_and_booking_sends_the_same_message_id(
    server: Behaviour, posted: Posted, clock: Clock
) -> None:
    # The server accepts and the line breaks before its answer: exactly what a crash after sending looks like.
    posted()
    server.drops_after_data = True
    run_due()
    assert the_letter().state == LetterState.DEFERRED
    server.drops_after_data = False
    clock.forward(minutes=1)
    run_due()
    first, second = (parsed(message) for _, message in server.taken)
    assert first["Message-ID"] == second["Message-ID"] == the_letter().message_id
    assert first["Date"] == second["Date"]
    assert the_letter().state == LetterState.SENT


def test_a_server_without_farewell_gets_the_letter_once(server: Behaviour, posted: Posted) -> None:
    server.says_goodbye = False
    posted()
    run_due()
    assert (len(server.taken), the_letter().state) == (1, LetterState.SENT)


def test_calendar_entries_to_one_address_keep_their_order_when_the_first_is_deferred(
    server: Behaviour, posted: Posted, clock: Clock
) -> None:
    server.deferred.add("anna@example.org")
    posted(subject=say("Come"), calendar=CalendarPart("REQUEST", INVITATION))
    posted(subject=say("Called off"), calendar=CalendarPart("CANCEL", INVITATION))
    posted("bo@example.org", subject=say("Welcome"))
    run_due()
    assert [to for to, _ in server.taken] == ["bo@example.org"]
    assert states() == [LetterState.DEFERRED, LetterState.WAITING, LetterState.SENT]
    server.deferred.clear()
    for _ in range(2):
        clock.forward(minutes=1, seconds=1)
        run_due()
    assert [str(parsed(message)["Subject"]) for to, message in server.taken[1:]] == ["Come", "Called off"]
    assert states() == [LetterState.SENT] * 3


@pytest.mark.parametrize("first", [None, CalendarPart("REQUEST", b"BEGIN:VCALENDAR")])
@pytest.mark.parametrize("kind", ["sign-in", "cancelled"])
def test_a_letter_without_an_entry_waits_for_no_other_to_the_same_address(
    server: Behaviour, posted: Posted, clock: Clock, first: CalendarPart | None, kind: str
) -> None:
    # A link to sign in by lives for twenty minutes; a letter that was tried seven times is tried again in four hours.
    server.deferred.add("anna@example.org")
    posted(calendar=first)
    for _ in range(7):
        run_due()
        clock.forward(hours=2, minutes=1)
    server.deferred.clear()
    posted(kind=kind)
    run_due()
    assert states() == [LetterState.DEFERRED, LetterState.SENT]


def test_a_letter_that_fails_in_an_unexpected_way_is_given_up_and_can_be_sent_again(
    server: Behaviour, posted: Posted, work_as: WorkAs, clock: Clock, cast: Cast
) -> None:
    letter_id = posted()
    right = parts().settings
    # No name of a host: neither smtplib nor the system says so in a way of theirs.
    parts().settings = replace(right, mail=replace(right.mail, host="a" * 64 + ".example.org"))
    for _ in range(MOST_TRIES + 2):
        run_due()
        clock.forward(hours=4, minutes=1)
    found = the_letter()
    assert (found.state, found.tries) == (LetterState.GIVEN_UP, MOST_TRIES)
    assert found.trouble.startswith("UnicodeError: ")
    parts().settings = right
    with work_as(cast.alice) as work:
        send_again(work, letter_id)
    run_due()
    assert (states(), len(server.taken)) == ([LetterState.SENT], 1)


def test_a_letter_whose_errand_is_lost_does_not_hold_up_the_next(
    server: Behaviour, posted: Posted, work_as: WorkAs
) -> None:
    posted(calendar=CalendarPart("REQUEST", INVITATION))
    with work_as(SYSTEM) as work:
        work.db.execute(update(Errand).values(state=ErrandState.FAILED))
    posted(subject=say("Called off"), calendar=CalendarPart("CANCEL", INVITATION))
    run_due()
    assert states() == [LetterState.WAITING, LetterState.SENT]


def test_a_refused_recipient_is_bounced_and_not_tried_again(server: Behaviour, posted: Posted, clock: Clock) -> None:
    server.refused.add("anna@example.org")
    posted()
    run_due()
    clock.forward(days=2)
    assert run_due() == 0
    letter = the_letter()
    assert (letter.state, letter.trouble, letter.tries) == (LetterState.BOUNCED, "550 no such mailbox", 1)


def test_the_next_letter_leaves_when_the_first_was_refused(server: Behaviour, posted: Posted) -> None:
    server.refused.add("anna@example.org")
    posted()
    run_due()
    server.refused.clear()
    posted()
    run_due()
    assert states() == [LetterState.BOUNCED, LetterState.SENT]


def test_a_deferred_letter_is_given_up_in_the_end(server: Behaviour, posted: Posted, clock: Clock) -> None:
    server.deferred.add("anna@example.org")
    posted()
    for _ in range(MOST_TRIES):
        run_due()
        clock.forward(hours=4)
    assert run_due() == 0
    letter = the_letter()
    assert (letter.state, letter.trouble) == (LetterState.GIVEN_UP, "451 come back later")
    assert letter.tries == MOST_TRIES == sum(c.startswith("rcpt") for c in server.commands)


def test_a_refusal_of_our_own_sender_defers_since_it_is_not_the_letters_fault(
    server: Behaviour, posted: Posted
) -> None:
    server.refuses_sender = True
    posted()
    run_due()
    letter = the_letter()
    assert (letter.state, letter.trouble) == (LetterState.DEFERRED, "553 sender not known here")


def test_nothing_is_lost_while_no_server_answers(app: Flask, posted: Posted, clock: Clock) -> None:
    usual = parts().settings
    parts().settings = replace(usual, mail=replace(usual.mail, delivery="smtp", port=1))
    try:
        posted()
        run_due()
    finally:
        parts().settings = usual
    letter = the_letter()
    assert letter.state == LetterState.DEFERRED
    assert letter.trouble.startswith("ConnectionRefusedError")


def test_letters_are_kept_where_nothing_is_sent(app: Flask, posted: Posted) -> None:
    posted()
    assert run_due() == 1
    assert the_letter().state == LetterState.KEPT


def test_an_address_that_is_none_is_bounced(server: Behaviour, posted: Posted) -> None:
    for address in ("anna@", "@example.org", "anna@example.org, bo@example.org", "anna bo@example.org", "a@b@c.se"):
        posted(address)
    run_due()
    assert (states(), server.taken) == ([LetterState.BOUNCED] * 5, [])


def test_a_domain_with_swedish_letters_is_written_as_the_name_system_knows_it(
    server: Behaviour, posted: Posted
) -> None:
    posted("anna@örby.example")
    run_due()
    assert [to for to, _ in server.taken] == ["anna@xn--rby-rna.example"]


def test_a_mailbox_with_swedish_letters_is_bounced_where_the_server_cannot(server: Behaviour, posted: Posted) -> None:
    posted("örjan@example.org")
    run_due()
    assert states() == [LetterState.BOUNCED]


def test_an_invitation_is_the_last_alternative_and_no_attachment(server: Behaviour, posted: Posted) -> None:
    posted(calendar=CalendarPart("REQUEST", INVITATION), reply_to="lead@example.org")
    run_due()
    ((_, sent),) = server.taken
    message = parsed(sent)
    assert message.get_content_type() == "multipart/alternative"
    plain, html, calendar = cast(list[EmailMessage], list(message.iter_parts()))
    assert [part.get_content_type() for part in (plain, html, calendar)] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert (calendar.get_param("method"), calendar.get_content_charset()) == ("REQUEST", "utf-8")
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert calendar["Content-Disposition"] is None
    assert calendar.get_payload(decode=True) == INVITATION
    assert "Hej Anna!" in plain.get_content()
    assert '<html lang="sv">' in html.get_content()


def test_the_headers_say_who_writes_when_and_in_which_language(server: Behaviour, posted: Posted, clock: Clock) -> None:
    posted(reply_to="lead@example.org")
    clock.forward(hours=1)
    run_due()
    message = parsed(server.taken[0][1])
    assert {name: str(message[name]) for name in message if name not in ("Message-ID", "Content-Type")} == {
        "From": "Demonätverket <network@example.org>",
        "To": "anna@example.org",
        "Reply-To": "lead@example.org",
        "Subject": "Welcome to Höstträffen",
        "Date": "Tue, 01 Sep 2026 08:00:00 +0000",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "sv",
        "MIME-Version": "1.0",
    }
    assert all(len(line) <= 998 and line.isascii() for line in server.taken[0][1].split(b"\r\n"))


@pytest.mark.parametrize("nasty", ["Höst\r\nBcc: eve@example.org", "Höst\nBcc: eve@example.org", "Höst\x0bBcc: e@x.y"])
def test_a_name_cannot_add_a_header(server: Behaviour, posted: Posted, nasty: str) -> None:
    posted(subject=say("Welcome to %(meeting)s", meeting=nasty), about=nasty, reply_to=f"lead@example.org{nasty[4:]}")
    posted(subject=say("Welcome to %(meeting)s", meeting=nasty), about=nasty)
    run_due()
    assert states() == [LetterState.BOUNCED, LetterState.SENT]
    ((to, sent),) = server.taken
    assert (to, parsed(sent)["Bcc"]) == ("anna@example.org", None)
    assert str(parsed(sent)["Subject"]).startswith("Welcome to Höst Bcc: e")


def test_a_recipient_cannot_add_a_recipient(server: Behaviour, posted: Posted) -> None:
    posted("anna@example.org\r\nRCPT TO:<eve@example.org>")
    run_due()
    assert (states(), server.taken) == ([LetterState.BOUNCED], [])


def test_a_private_link_gets_its_token_only_on_the_way_out(server: Behaviour, posted: Posted) -> None:
    salt = "0123456789abcdef" * 2
    site = parts().site
    url = site.private_url("/my", "my-page", salt)
    posted(blocks=(Button("Din sida", url),))
    run_due()
    token = site.keys.token("my-page", salt)
    plain, html = cast(list[EmailMessage], list(parsed(server.taken[0][1]).iter_parts()))
    assert f"http://localhost/my/{token}\r\n" in plain.get_content()
    assert f'href="http://localhost/my/{token}"' in html.get_content()
    kept = the_letter()
    assert token not in kept.plain + kept.html
    assert url in kept.plain


def test_nobody_can_write_a_blank_that_becomes_a_token(server: Behaviour, posted: Posted) -> None:
    # Whoever has read a salt in the database could otherwise have its token mailed to themselves.
    salt = "0123456789abcdef" * 2
    blank = f"{{{{private:my-page:{salt}}}}}"
    posted(
        about=blank,
        subject=say("To %(name)s", name=blank),
        blocks=(Paragraph(f"Hej {blank}"), Paragraph(blank.replace("private", "priv\0ate")), Button(blank, "http://x")),
    )
    run_due()
    message = parsed(server.taken[0][1])
    texts = [str(message["Subject"])] + [
        part.get_content() for part in cast(list[EmailMessage], list(message.iter_parts()))
    ]
    assert [parts().site.keys.token("my-page", salt) in text for text in texts] == [False] * 3


def test_a_long_message_id_stands_on_one_line_as_it_is(server: Behaviour, posted: Posted) -> None:
    # Folded it would be encoded, and then it would be another one to whoever reads it.
    usual = parts().site
    parts().site = replace(usual, base_url=f"http://{'a' * 60}.example.org", host=f"{'a' * 60}.example.org")
    try:
        posted()
        run_due()
    finally:
        parts().site = usual
    assert f"\r\nMessage-ID: {the_letter().message_id}\r\n".encode() in server.taken[0][1]
