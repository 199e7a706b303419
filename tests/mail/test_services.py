"""Posting a letter writes what will be sent, in the caller's transaction."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from planner.core.actor import ANONYMOUS, SYSTEM
from planner.core.errors import Conflict, NotAllowed, NotSignedIn
from planner.core.language import say
from planner.core.outbox import Errand
from planner.mail import queries
from planner.mail.letter import CalendarPart
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import book, forget_letters, note_bounce, post, post_all, send_again
from planner.web.entry import reading
from tests.builders import Cast
from tests.conftest import START
from tests.mail.conftest import a_letter

WorkAs = Callable[..., Any]


def test_a_posted_letter_waits_with_all_that_was_said(app: Flask, work_as: WorkAs) -> None:
    letter = a_letter(" Anna@Example.org ", meeting_id=7, calendar=CalendarPart("REQUEST", b"BEGIN"))
    with work_as(SYSTEM) as work:
        letter_id = post(work, letter)
        assert work.handover == [work.db.scalar(select(Errand.id))]
    with reading(SYSTEM) as work:
        kept = queries.letter(work.db, letter_id)
    assert (kept.recipient, kept.lang, kept.kind, kept.about, kept.meeting_id) == (
        "anna@example.org",
        "sv",
        "registered",
        "Höstträffen",
        7,
    )
    assert (kept.state, kept.tries, kept.posted_at, kept.settled_at) == (LetterState.WAITING, 0, START, None)
    assert (kept.calendar_method, kept.calendar) == ("REQUEST", b"BEGIN")
    assert kept.message_id.endswith("@localhost>")
    assert kept.plain.startswith("Hej Anna!\n\nOrt: Östersund\n\n-- \nHöstträffen")


def test_many_letters_take_two_statements_and_keep_their_order(
    app: Flask, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    letters = [a_letter(f"demo{n % 2}@example.org", subject=say("No. %(n)s", n=n)) for n in range(6)]
    with work_as(SYSTEM) as work:
        post(work, a_letter())
        work.handover.clear()
        with statements() as seen:
            letter_ids = post_all(work, letters)
        assert len(seen) == 2
        handed_over = list(work.handover)
    with reading(SYSTEM) as work:
        kept = work.db.execute(
            select(PostedLetter.id, PostedLetter.recipient, PostedLetter.subject)
            .where(PostedLetter.id.in_(letter_ids))
            .order_by(PostedLetter.id)
        ).all()
        errands = work.db.execute(select(Errand.id, Errand.payload).order_by(Errand.id)).all()[1:]
    assert [tuple(row) for row in kept] == [
        (letter_id, f"demo{n % 2}@example.org", f"No. {n}") for n, letter_id in enumerate(letter_ids)
    ]
    assert [tuple(row) for row in errands] == [
        (errand_id, str(letter_id)) for errand_id, letter_id in zip(handed_over, letter_ids, strict=True)
    ]


def test_no_letters_take_no_statement(app: Flask, work_as: WorkAs, statements: Callable[[], Any]) -> None:
    with work_as(SYSTEM) as work, statements() as seen:
        assert post_all(work, []) == []
        assert (len(seen), work.handover) == (0, [])


def test_a_letter_is_gone_when_its_use_case_fails(app: Flask, work_as: WorkAs) -> None:
    def fail_after_posting() -> None:
        with work_as(SYSTEM) as work:
            post(work, a_letter())
            raise Conflict

    with pytest.raises(Conflict):
        fail_after_posting()
    with reading(SYSTEM) as work:
        assert work.db.scalar(select(func.count()).select_from(PostedLetter)) == 0
        assert work.db.scalar(select(func.count()).select_from(Errand)) == 0


def test_the_subject_is_in_the_letters_language(app: Flask, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        post(work, a_letter(lang="en", subject=say("Nothing here")))
        post(work, a_letter(lang="sv", subject=say("Nothing here")))
    with reading(SYSTEM) as work:
        english, swedish = work.db.scalars(select(PostedLetter.subject).order_by(PostedLetter.id))
    assert (english, swedish) == ("Nothing here", say("Nothing here").in_("sv"))


@pytest.mark.parametrize("state", [LetterState.BOUNCED, LetterState.GIVEN_UP])
def test_a_failed_letter_is_sent_again(cast: Cast, work_as: WorkAs, state: LetterState) -> None:
    with work_as(SYSTEM) as work:
        letter_id = post(work, a_letter())
        work.db.execute(update(PostedLetter).values(state=state, tries=12, settled_at=work.now))
    with work_as(cast.alice) as work:
        send_again(work, letter_id)
        assert len(work.handover) == 1
    with reading(SYSTEM) as work:
        again = queries.letter(work.db, letter_id)
    assert (again.state, again.tries, again.settled_at) == (LetterState.WAITING, 0, None)


@pytest.mark.parametrize("state", [LetterState.SENT, LetterState.WAITING, LetterState.DEFERRED, LetterState.KEPT])
def test_no_other_letter_is_sent_again(cast: Cast, work_as: WorkAs, state: LetterState) -> None:
    with work_as(SYSTEM) as work:
        letter_id = post(work, a_letter())
        work.db.execute(update(PostedLetter).values(state=state))
    with pytest.raises(Conflict), work_as(cast.alice) as work:
        send_again(work, letter_id)


def test_only_leads_and_admins_have_letters_sent_again(cast: Cast, work_as: WorkAs) -> None:
    with pytest.raises(NotAllowed), work_as(cast.bob) as work:
        send_again(work, 1)
    with pytest.raises(NotSignedIn), work_as(ANONYMOUS) as work:
        send_again(work, 1)


def test_letters_about_a_gathering_are_forgotten_and_one_that_waits_leaves_first(app: Flask, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        sent, bounced, waiting = (post(work, a_letter("anna@example.org", meeting_id=7)) for _ in range(3))
        other, elsewhere = (
            post(work, a_letter("bo@example.org", meeting_id=7)),
            post(work, a_letter("anna@example.org")),
        )
        book(work, sent, LetterState.SENT)
        book(work, bounced, LetterState.BOUNCED, "550 no anna@example.org here")
    with work_as(SYSTEM) as work:
        assert forget_letters(work, 7, "anna@example.org") == 3
    with work_as(SYSTEM) as work:
        assert forget_letters(work, 7, "anna@example.org") == 0
        kept = [queries.letter(work.db, letter_id) for letter_id in (sent, bounced, waiting, other, elsewhere)]
        assert [(x.recipient, x.subject == "–", bool(x.plain), bool(x.html), x.trouble) for x in kept] == [
            ("erased@erased.invalid", True, False, False, ""),
            ("erased@erased.invalid", True, False, False, ""),
            ("anna@example.org", False, True, True, ""),
            ("bo@example.org", False, True, True, ""),
            ("anna@example.org", False, True, True, ""),
        ]
        with pytest.raises(Conflict):
            send_again(work, bounced)
        book(work, waiting, LetterState.DEFERRED)
        assert queries.letter(work.db, waiting).recipient == "anna@example.org"
    with work_as(SYSTEM) as work:
        book(work, waiting, LetterState.SENT)
    with reading(SYSTEM) as work:
        gone = queries.letter(work.db, waiting)
    assert (gone.recipient, gone.plain, gone.state) == ("erased@erased.invalid", "", LetterState.SENT)


def test_everybodys_letters_about_a_gathering_are_forgotten_at_once(app: Flask, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        for name, meeting_id in (("anna", 7), ("bo", 7), ("cia", 8)):
            book(work, post(work, a_letter(f"{name}@example.org", meeting_id=meeting_id)), LetterState.KEPT)
        assert forget_letters(work, 7) == 2
        recipients = work.db.scalars(select(PostedLetter.recipient).order_by(PostedLetter.id)).all()
    assert recipients == ["erased@erased.invalid", "erased@erased.invalid", "cia@example.org"]


@pytest.mark.parametrize("state", [LetterState.WAITING, LetterState.DEFERRED, LetterState.SENT])
@pytest.mark.parametrize("written", ["{}", " {} ", "{}x"])
def test_a_letter_that_came_back_is_noted_by_its_message_id(
    app: Flask, work_as: WorkAs, state: LetterState, written: str
) -> None:
    with work_as(SYSTEM) as work:
        letter_id = post(work, a_letter())
        work.db.execute(update(PostedLetter).values(state=state))
        message_id = queries.letter(work.db, letter_id).message_id
        bare = message_id.strip("<>") if written == "{}x" else message_id
        assert note_bounce(work, written.rstrip("x").format(bare), "550 5.1.1 no\0 such user") == letter_id
    with reading(SYSTEM) as work:
        came_back = queries.letter(work.db, letter_id)
    assert (came_back.state, came_back.trouble, came_back.settled_at) == (
        LetterState.BOUNCED,
        "550 5.1.1 no such user",
        START,
    )


def test_what_came_back_twice_keeps_what_was_said_first(app: Flask, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        letter_id = post(work, a_letter())
        message_id = queries.letter(work.db, letter_id).message_id
        assert [note_bounce(work, message_id, words) for words in ("550 first", "550 second")] == [letter_id] * 2
        assert queries.letter(work.db, letter_id).trouble == "550 first"


def test_what_is_none_of_ours_is_noted_nowhere(app: Flask, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        letter_id = post(work, a_letter())
        assert note_bounce(work, "<somebody-elses@example.org>", "550") is None
        assert queries.letter(work.db, letter_id).state == LetterState.WAITING


def test_only_the_system_notes_what_came_back(cast: Cast, work_as: WorkAs) -> None:
    with pytest.raises(NotAllowed), work_as(cast.dora) as work:
        note_bounce(work, "<x@localhost>", "550")


def test_an_erased_letter_that_comes_back_keeps_no_words(app: Flask, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        letter_id = post(work, a_letter(meeting_id=7))
        message_id = queries.letter(work.db, letter_id).message_id
        book(work, letter_id, LetterState.SENT)
        forget_letters(work, 7)
        note_bounce(work, message_id, "550 no anna@example.org here")
        assert (queries.letter(work.db, letter_id).state, queries.letter(work.db, letter_id).trouble) == (
            LetterState.BOUNCED,
            "",
        )


def test_whatever_was_said_can_be_kept(posted: Callable[..., int], work_as: Callable[..., Any]) -> None:
    letter_id = posted()
    with work_as(SYSTEM) as work:
        book(work, letter_id, LetterState.DEFERRED, "out\0 of \udce5 order" + "!" * 3000)
    with work_as(SYSTEM) as work:
        assert queries.letter(work.db, letter_id).trouble == ("out of ? order" + "!" * 3000)[:2000]
