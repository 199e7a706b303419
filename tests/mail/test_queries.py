"""Finding letters."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import update

from planner.core.actor import SYSTEM
from planner.core.language import say
from planner.mail import queries
from planner.mail.models import PostedLetter
from planner.mail.queries import Wanted
from planner.mail.rules import LetterState
from planner.web.entry import reading
from tests.conftest import START, Clock

Posted = Callable[..., int]
WorkAs = Callable[..., Any]


def test_letters_are_found_by_state_and_by_words(app: Flask, posted: Posted, work_as: WorkAs) -> None:
    anna = posted("anna@example.org", subject=say("Welcome"), about="Höstträffen")
    bo = posted("bo@example.org", subject=say("100 % full"), about="Vårträffen")
    with work_as(SYSTEM) as work:
        work.db.execute(update(PostedLetter).where(PostedLetter.id == bo).values(state=LetterState.BOUNCED))
    with reading(SYSTEM) as work:
        everything = queries.letters(work.db)
        assert [row.id for row in everything.rows] == [bo, anna]
        assert everything.counts == ((LetterState.WAITING, 1), (LetterState.BOUNCED, 1))
        assert [row.id for row in queries.letters(work.db, Wanted(state=LetterState.BOUNCED)).rows] == [bo]
        assert [row.id for row in queries.letters(work.db, Wanted(containing="ANNA@")).rows] == [anna]
        assert [row.id for row in queries.letters(work.db, Wanted(containing="stträff")).rows] == [anna]
        assert [row.id for row in queries.letters(work.db, Wanted(containing="100 % f")).rows] == [bo]
        assert queries.letters(work.db, Wanted(containing="%%")).rows == ()


def test_letters_come_fifty_a_page_and_counts_are_of_all(app: Flask, posted: Posted) -> None:
    for _ in range(queries.PER_PAGE + 1):
        posted()
    with reading(SYSTEM) as work:
        first, second = queries.letters(work.db), queries.letters(work.db, page=2)
        third = queries.letters(work.db, page=3)
    assert (len(first.rows), first.pages, first.all) == (50, 2, 51)
    assert (len(second.rows), second.counts) == (1, ((LetterState.WAITING, 51),))
    assert third.rows == ()


def test_letters_of_a_kind_are_counted_from_a_moment_on(app: Flask, posted: Posted, clock: Clock) -> None:
    posted(kind="feedback")
    clock.forward(minutes=10)
    posted(kind="feedback")
    posted(kind="registered")
    with reading(SYSTEM) as work:
        assert queries.posted_since(work.db, "feedback", START) == 1
