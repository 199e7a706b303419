"""What mails are found to say, and which of several answers counts."""

import base64
import quopri
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from planner.replies.rules import (
    Answer,
    MailKind,
    Passed,
    Reason,
    ReplyState,
    Report,
    Returned,
    found_in,
    is_dated_ahead,
    replaces,
)
from tests.replies.mails import A_LETTER, ANNA, AWAY, HOST, UID, a_report, an_answer, answering, calendar, folded

AT = datetime(2026, 9, 1, 7, 0, tzinfo=UTC)
YES = Answer(f"{UID}@{HOST}", ANNA, ANNA, ReplyState.ACCEPTED, AT, 0)


def refused(reason: Reason) -> Passed:
    return Passed(MailKind.REFUSED, reason)


def test_an_answer_is_read() -> None:
    assert found_in(answering()) == YES
    assert found_in(an_answer("declined", at="20260901T080000Z", sequence=3)) == Answer(
        f"{UID}@{HOST}", ANNA, ANNA, ReplyState.DECLINED, AT + timedelta(hours=1), 3
    )


def single(content: bytes, head: str = "") -> bytes:
    """A mail that is nothing but a calendar."""
    return f"From: {ANNA}\r\nContent-Type: text/calendar{head}\r\n\r\n".encode() + content


LATIN = calendar().encode("iso-8859-1")
ALL_ONE = {
    "alone": single(calendar().encode()),
    "with bare line feeds": single(calendar().replace("\r\n", "\n").encode()),
    "folded": single(folded(calendar()).encode()),
    "with a mark of its byte order": single(b"\xef\xbb\xbf" + calendar().encode()),
    "the method is told by the mail alone": single(calendar(method="").encode(), "; method=reply"),
    "the method is told by the calendar alone": answering(param=""),
    "quoted-printable": single(
        quopri.encodestring(calendar().encode()), "\r\nContent-Transfer-Encoding: quoted-printable"
    ),
    "in Latin 1": single(LATIN, "; charset=iso-8859-1"),
    "in a code that is none": single(calendar().encode(), "; charset=no-such-code"),
    "in a code that is a program": single(calendar().encode(), "; charset=punycode"),
    "twice, shown and as a file": answering().replace(
        b"--b1--", b"--b1\r\nContent-Type: text/calendar; name=svar.ics\r\n\r\n" + calendar().encode() + b"\r\n--b1--"
    ),
    "inside another multipart": (
        f'From: {ANNA}\r\nContent-Type: multipart/mixed; boundary="o"\r\n\r\n--o\r\n'.encode()
        + answering().partition(b"MIME-Version: 1.0\r\n")[2] + b"\r\n--o--\r\n"
    ),
    "without a SEQUENCE, which is 0 then": answering(calendar(sequence="")),
    "stamped without a Z": answering(calendar(dtstamp="DTSTAMP:20260901T070000")),
    "sent by a machine, as some programs do": answering(head="Auto-Submitted: auto-generated\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("how", ALL_ONE)
def test_an_answer_is_read_however_it_is_packed(how: str) -> None:
    assert found_in(ALL_ONE[how]) == YES


SENDERS = {
    "anna@example.org": ANNA,
    "<anna@example.org>": ANNA,
    "Anna@Example.ORG": ANNA,
    '"Demo, Anna <eve@example.net>" <anna@example.org>': ANNA,
    "anna@example.org (Anna, eve@example.net)": ANNA,
    "=?utf-8?q?Demo_=C3=85sa?= <anna@example.org>": ANNA,
    "eve@example.net, anna@example.org": None,
    "eve@example.net <anna@example.org>, Bo <bo@example.org>": None,
    "<eve@example.net> <anna@example.org>": None,
    "anna@example.org\r\nFrom: eve@example.net": None,
    "undisclosed: anna@example.org;": None,
    "anna@example.org <eve@example.net": None,
    "anna@example.org)eve@example.net": None,
    "anna": None,
    "": None,
    f"{'x' * 3000} <anna@example.org>": None,
}


@pytest.mark.parametrize("sender", SENDERS)
def test_whoever_sent_it_is_told_plainly_or_not_at_all(sender: str) -> None:
    there = SENDERS[sender]
    assert found_in(answering(sender=sender)) == (YES if there else refused(Reason.BAD_SENDER))


NOT_SO = {
    "another method": (answering(calendar(method="METHOD:COUNTER"), param=""), Passed(MailKind.OTHER, Reason.METHOD)),
    "methods that differ": (answering(param="; method=REQUEST"), Passed(MailKind.OTHER, Reason.METHOD)),
    "no method": (answering(calendar(method=""), param=""), Passed(MailKind.OTHER, Reason.METHOD)),
    "a method of the event": (
        answering(calendar(method="", more="METHOD:REPLY"), param=""), Passed(MailKind.OTHER, Reason.METHOD)
    ),
    "no event": (single(b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"), refused(Reason.SEVERAL)),
    "two events": (answering(calendar(more="END:VEVENT\r\nBEGIN:VEVENT")), refused(Reason.SEVERAL)),
    "two who answer": (answering(calendar(more="ATTENDEE;PARTSTAT=DECLINED:mailto:bo@example.org")),
                       refused(Reason.SEVERAL)),
    "two entries": (answering(calendar(more="UID:other@localhost")), refused(Reason.SEVERAL)),
    "two answers": (answering().replace(b"--b1--", b"--b1\r\nContent-Type: text/calendar\r\n\r\n" + calendar(
        attendee=f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANNA}"
    ).encode() + b"\r\n--b1--"), refused(Reason.SEVERAL)),
    "very many answers": (answering().replace(b"--b1--", b"--b1\r\nContent-Type: text/calendar\r\n\r\n" * 6),
                          refused(Reason.SEVERAL)),
    "one day of a series": (answering(calendar(more="RECURRENCE-ID:20261014T080000Z")), refused(Reason.RECURRING)),
    "no answer yet": (an_answer("NEEDS-ACTION"), refused(Reason.NO_ANSWER)),
    "given to somebody else": (an_answer("DELEGATED"), refused(Reason.NO_ANSWER)),
    "yes and no": (an_answer("ACCEPTED,DECLINED"), refused(Reason.NO_ANSWER)),
    "nobody who answers": (answering(calendar(attendee="X-NO:1")), refused(Reason.UNREADABLE)),
    "an attendee that is no address": (answering(calendar(attendee="ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail")),
                                       refused(Reason.UNREADABLE)),
    "no entry": (answering(calendar(uid="X-NO:1")), refused(Reason.UNREADABLE)),
    "no stamp": (answering(calendar(dtstamp="X-NO:1")), refused(Reason.UNREADABLE)),
    "a day for a stamp": (answering(calendar(dtstamp="DTSTAMP;VALUE=DATE:20260901")), refused(Reason.UNREADABLE)),
    "a negative sequence": (answering(calendar(sequence="SEQUENCE:-1")), refused(Reason.UNREADABLE)),
    "cut off": (answering(calendar().replace("END:VCALENDAR", "")), refused(Reason.UNREADABLE)),
    "wrongly closed": (answering(calendar().replace("END:VEVENT", "END:VJOURNAL")), refused(Reason.UNREADABLE)),
    "an endless line": (answering(calendar(uid=f"UID:{'x' * 3000}")), refused(Reason.UNREADABLE)),
    "lines without end": (answering(calendar(more="UID:x\r\n" * 50 + "X-A:1")), refused(Reason.UNREADABLE)),
    "forwarded by somebody": (
        b'From: anna@example.org\r\nContent-Type: multipart/mixed; boundary="o"\r\n\r\n'
        b"--o\r\nContent-Type: message/rfc822\r\n\r\n" + answering() + b"\r\n--o--\r\n", Passed(MailKind.OTHER)
    ),
    "an ordinary letter": (A_LETTER, Passed(MailKind.OTHER)),
    "an empty mail": (b"", Passed(MailKind.OTHER)),
    "somebody on holiday": (AWAY, Passed(MailKind.AUTOMATIC)),
    "a robot": (A_LETTER.replace(b"Subject", b"X-Autoreply: yes\r\nSubject"), Passed(MailKind.AUTOMATIC)),
    "a mailing": (A_LETTER.replace(b"Subject", b"Precedence: bulk\r\nSubject"), Passed(MailKind.AUTOMATIC)),
    "nothing automatic": (A_LETTER.replace(b"Subject", b"Auto-Submitted: no\r\nSubject"), Passed(MailKind.OTHER)),
}  # fmt: skip


@pytest.mark.parametrize("what", NOT_SO)
def test_what_is_no_plain_answer_is_passed_over_and_it_is_said_why(what: str) -> None:
    mail, found = NOT_SO[what]
    assert found_in(mail) == found


def test_a_report_of_a_letter_is_read_with_the_servers_words() -> None:
    words = "5.1.1 smtp; 550 5.1.1 <anna@example.org>: Recipient address rejected: User unknown"
    told = Returned("<1@localhost>", (Report((ANNA,), "failed", words),))
    assert found_in(a_report("<1@localhost>")) == told
    assert found_in(a_report("<1@localhost>", "Anna@Example.org", whole=False)) == Returned(
        "<1@localhost>", (Report((ANNA,), "failed", words.replace("anna@e", "Anna@E")),)
    )


@pytest.mark.parametrize(
    ("message_id", "named"),
    [
        ("<1@localhost>", True),
        ("<1@localhost>\r\nMessage-ID: <2@localhost>", False),
        ("1@localhost", False),
        ("<>", False),
        ("<a b@localhost>", False),
        (f"<{'x' * 300}@localhost>", False),
    ],
)
def test_a_report_names_one_letter_or_none(message_id: str, named: bool) -> None:
    found: Any = found_in(a_report(message_id))
    assert getattr(found, "message_id", found) == ("<1@localhost>" if named else refused(Reason.UNKNOWN_LETTER))


def test_that_a_letter_was_read_is_none_of_our_business() -> None:
    read = a_report("<1@localhost>").replace(b"message/delivery-status", b"message/disposition-notification")
    assert found_in(read) == Passed(MailKind.AUTOMATIC)


def test_a_later_answer_counts_but_not_about_an_earlier_time() -> None:
    later = AT + timedelta(seconds=1)
    assert replaces((0, AT), None)
    assert [replaces(new, (1, AT)) for new in ((1, later), (2, AT), (1, AT), (0, later))] == [True, True, False, False]


def test_a_clock_may_be_wrong_by_a_day() -> None:
    assert [is_dated_ahead(AT + timedelta(hours=hours), AT) for hours in (-1000, 0, 24, 25)] == [
        False,
        False,
        False,
        True,
    ]


def test_a_calendar_in_base64_may_be_broken_up_anyhow() -> None:
    packed = base64.b64encode(calendar().encode())
    ragged = b"\r\n".join(packed[n : n + 7] for n in range(0, len(packed), 7))
    assert found_in(single(ragged, "\r\nContent-Transfer-Encoding: base64")) == YES
