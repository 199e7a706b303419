"""Letters that did not arrive are sent once more: one, many, or to another address."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from planner.core.actor import ANONYMOUS, SYSTEM
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.outbox import Errand, ErrandState
from planner.mail import queries
from planner.mail.letter import CalendarPart, Sort
from planner.mail.models import PostedLetter
from planner.mail.queries import Wanted
from planner.mail.rules import LetterState, mark_of
from planner.mail.services import book, forget_letters, send_all_again, send_elsewhere
from planner.web.entry import reading
from planner.web.errands import run_due
from tests.builders import Cast
from tests.mail.fake_smtp import Behaviour

Posted = Callable[..., int]
WorkAs = Callable[..., Any]


def bounced(posted: Posted, work_as: WorkAs, to: str = "anna@example.org", **more: Any) -> int:
    letter_id = posted(to, **more)
    with work_as(SYSTEM) as work:
        book(work, letter_id, LetterState.BOUNCED, "550 no such mailbox")
        work.db.execute(update(Errand).where(Errand.payload == str(letter_id)).values(state=ErrandState.FAILED))
    return letter_id


def states() -> list[LetterState]:
    with reading(SYSTEM) as work:
        return list(work.db.scalars(select(PostedLetter.state).order_by(PostedLetter.id)))


def test_all_that_failed_are_sent_again_in_order_and_no_others(
    server: Behaviour, cast: Cast, posted: Posted, work_as: WorkAs
) -> None:
    posted("cia@example.org")
    run_due()
    first, second = (bounced(posted, work_as, meeting_id=7) for _ in range(2))
    bounced(posted, work_as, "bo@example.org", meeting_id=8)
    with work_as(cast.alice) as work:
        assert send_all_again(work, Wanted(meeting_id=7)) == 2
        assert send_all_again(work, Wanted(meeting_id=7)) == 0
    run_due()
    assert states() == [LetterState.SENT] * 3 + [LetterState.BOUNCED]
    with reading(SYSTEM) as work:
        ids = [queries.letter(work.db, n).message_id.encode() for n in (first, second)]
    assert [(to, number in content) for (to, content), number in zip(server.taken[1:], ids, strict=True)] == [
        ("anna@example.org", True),
        ("anna@example.org", True),
    ]
    with work_as(cast.alice) as work:
        assert send_all_again(work, Wanted()) == 1
    run_due()
    assert [to for to, _ in server.taken][3:] == ["bo@example.org"]


def test_only_leads_and_admins_send_again_or_elsewhere(cast: Cast, posted: Posted, work_as: WorkAs) -> None:
    bounced(posted, work_as)
    for actor, refusal in ((cast.bob, NotAllowed), (ANONYMOUS, NotSignedIn)):
        with pytest.raises(refusal), work_as(actor) as work:
            send_all_again(work, Wanted())
        with pytest.raises(refusal), work_as(actor) as work:
            send_elsewhere(work, 1, "bo@example.org")


def test_a_letter_goes_to_another_address_and_the_record_keeps_both(
    server: Behaviour, cast: Cast, posted: Posted, work_as: WorkAs
) -> None:
    old_id = bounced(posted, work_as, meeting_id=7, sort=Sort.CHANGES)
    with work_as(cast.alice) as work:
        new_id = send_elsewhere(work, old_id, " Anna@Another.example.org ")
    run_due()
    with reading(SYSTEM) as work:
        old, new = queries.letter(work.db, old_id), queries.letter(work.db, new_id)
        anew = queries.sent_anew(work.db, old_id)
    assert (old.recipient, old.state, old.trouble) == ("anna@example.org", LetterState.BOUNCED, "550 no such mailbox")
    assert [(one.id, one.recipient, one.asked_by) for one in anew] == [(new_id, "anna@another.example.org", "Alice")]
    assert (new.recipient, new.state, new.anew_of_id, new.asked_by) == (
        "anna@another.example.org",
        LetterState.SENT,
        old_id,
        "Alice",
    )
    mark = mark_of(new.message_id)
    assert mark != mark_of(old.message_id)
    assert new == replace(
        old,
        id=new_id,
        message_id=new.message_id,
        recipient="anna@another.example.org",
        plain=old.plain.replace(mark_of(old.message_id), mark),
        html=old.html.replace(mark_of(old.message_id), mark),
        state=LetterState.SENT,
        settled_at=new.settled_at,
        trouble="",
        anew_of_id=old_id,
        asked_by="Alice",
    )
    assert [to for to, _ in server.taken] == ["anna@another.example.org"]


@pytest.mark.parametrize(
    "address", ["", "anna", "anna@", "a@b", "anna@example.org, bo@example.org", "anna@example.org\r\nBcc: x@y.se"]
)
def test_what_is_no_address_is_refused(cast: Cast, posted: Posted, work_as: WorkAs, address: str) -> None:
    letter_id = bounced(posted, work_as)
    with pytest.raises(Invalid), work_as(cast.alice) as work:
        send_elsewhere(work, letter_id, address)


def test_the_same_address_is_no_other(cast: Cast, posted: Posted, work_as: WorkAs) -> None:
    letter_id = bounced(posted, work_as)
    with pytest.raises(Invalid), work_as(cast.alice) as work:
        send_elsewhere(work, letter_id, "ANNA@example.org")


@pytest.mark.parametrize("state", [s for s in LetterState if s not in (LetterState.BOUNCED, LetterState.GIVEN_UP)])
def test_a_letter_that_may_have_arrived_goes_nowhere_else(
    cast: Cast, posted: Posted, work_as: WorkAs, state: LetterState
) -> None:
    letter_id = posted()
    with work_as(SYSTEM) as work:
        work.db.execute(update(PostedLetter).values(state=state))
    with pytest.raises(Conflict), work_as(cast.alice) as work:
        send_elsewhere(work, letter_id, "bo@example.org")


def test_a_calendar_entry_is_made_out_to_one_address(cast: Cast, posted: Posted, work_as: WorkAs) -> None:
    letter_id = bounced(posted, work_as, calendar=CalendarPart("REQUEST", b"ATTENDEE:mailto:anna@example.org"))
    with pytest.raises(Conflict), work_as(cast.alice) as work:
        send_elsewhere(work, letter_id, "bo@example.org")


def test_an_erased_letter_goes_nowhere_else(cast: Cast, posted: Posted, work_as: WorkAs) -> None:
    letter_id = bounced(posted, work_as, meeting_id=7)
    with work_as(SYSTEM) as work:
        forget_letters(work, 7)
    with pytest.raises(Conflict), work_as(cast.alice) as work:
        send_elsewhere(work, letter_id, "bo@example.org")


def test_a_sign_in_link_lets_nobody_else_in(cast: Cast, posted: Posted, work_as: WorkAs) -> None:
    # A lead could otherwise have an administrator's link sent to themselves.
    letter_id = bounced(posted, work_as, kind="sign-in")
    for actor in (cast.alice, cast.dora):
        with pytest.raises(NotAllowed), work_as(actor) as work:
            send_elsewhere(work, letter_id, "alice@example.org")


def test_a_letter_that_is_not_there_is_not_found(app: Flask, cast: Cast, work_as: WorkAs) -> None:
    with pytest.raises(NotFound), work_as(cast.alice) as work:
        send_elsewhere(work, 99, "bo@example.org")


@pytest.mark.parametrize("known_by", ["anna@example.org", "bo@example.org", "cia@example.org"])
def test_whoever_is_erased_is_erased_under_all_addresses_that_a_letter_went_to(
    cast: Cast, posted: Posted, work_as: WorkAs, known_by: str
) -> None:
    letter_id = bounced(posted, work_as, meeting_id=7)
    other = posted("dan@example.org", meeting_id=7)
    for address in ("bo@example.org", "cia@example.org"):
        with work_as(cast.alice) as work:
            letter_id = send_elsewhere(work, letter_id, address)
        with work_as(SYSTEM) as work:
            book(work, letter_id, LetterState.BOUNCED, "550 no such mailbox")
    with work_as(SYSTEM) as work:
        assert forget_letters(work, 7, known_by) == 3
        recipients = list(work.db.scalars(select(PostedLetter.recipient).order_by(PostedLetter.id)))
        assert recipients == ["erased@erased.invalid", "dan@example.org", *["erased@erased.invalid"] * 2]
        assert queries.letter(work.db, other).plain != ""
