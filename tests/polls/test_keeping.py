"""How long it is kept who answered."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from planner.core.actor import SYSTEM
from planner.core.errors import NotAllowed
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import book
from planner.meetings.rules import Status
from planner.meetings.services import move_meeting, set_status
from planner.polls import hearers, services
from planner.polls.models import PollEntry, PollLetter
from planner.polls.queries import poll_of
from planner.registrations.news import PersonErased
from planner.registrations.queries.privacy import erasures_of
from planner.web.entry import acting
from tests.builders import Cast
from tests.conftest import Clock
from tests.polls.scene import SECOND, YES, a_poll, says
from tests.polls.test_picking import entries
from tests.registrations.scene import letters

WorkAs = Callable[..., Any]


def settle(work: Any) -> None:
    for letter_id in work.db.scalars(select(PostedLetter.id)).all():
        book(acting(work, SYSTEM), letter_id, LetterState.SENT)


def names(work: Any, poll_id: int) -> list[tuple[str, str, list[str]]]:
    """(who answered, comment, marks) of each cluster."""
    return [
        (ask.answered_by, ask.comment, [mark.value for mark in ask.marks.values()])
        for ask in poll_of(work.db, poll_id).asks
    ]


def test_names_go_with_those_who_registered_and_marks_stay(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        says(work, poll_id, cast.vreta_id, YES, YES, YES, comment="Ring Demo Bo.")
        services.pick(work, poll_id, poll_of(work.db, poll_id).dates[1].date_id)
        meeting_id = poll_of(work.db, poll_id).meeting_id or 0
        settle(work)
    with work_as(cast.alice) as work, pytest.raises(NotAllowed):
        services.erase_answerers(work)
    # The last day is 21 October 2026, and 730 days later it is 20 October 2028.
    clock.set(datetime(2028, 10, 19, 21, 59, tzinfo=UTC))
    with work_as(SYSTEM) as work:
        assert services.erase_answerers(work) == 0
    clock.forward(minutes=1)
    with work_as(SYSTEM) as work:
        assert (services.erase_answerers(work), services.erase_answerers(work)) == (2, 0)
        assert names(work, poll_id) == [("", "", []), ("–", "", ["yes", "yes", "yes"])]
        assert letters(work) == [("erased", "forgotten", "")] * 2 + [("erased", "forgotten", "REQUEST")]
        assert work.db.scalar(select(func.count(PollEntry.id))) == 0
        assert [(line.what.value, line.erased) for line in erasures_of(work.db, meeting_id)] == [
            ("letters", 3),
            ("people", 2),
        ]


def test_where_no_gathering_came_of_it_two_years_after_the_last_date(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        answered, silent = a_poll(work, cast), a_poll(work, cast)
        for each in (answered, silent):
            services.send(work, each)
        says(work, answered, cast.vreta_id, YES, YES, YES, comment="Ring Demo Bo.")
        settle(work)
    clock.set(datetime(2028, 11, 3, 22, 59, tzinfo=UTC))  # the last date ends on 5 November 2026
    with work_as(SYSTEM) as work:
        assert services.erase_answerers(work) == 0
        assert ("forgotten" in {kind for _, kind, _ in letters(work)}) is False
    clock.forward(minutes=1)
    with work_as(SYSTEM) as work:
        assert services.erase_answerers(work) == 1
        assert names(work, answered) == [("", "", []), ("–", "", ["yes", "yes", "yes"])]
        assert letters(work) == [("erased", "forgotten", "")] * 4
        assert work.db.scalar(select(func.count(PollLetter.letter_id))) == 0


def test_who_is_erased_on_request_is_told_no_more(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        for each in (cast.vreta_id, cast.agrovast_id):
            says(work, poll_id, each, YES, YES, YES)
        slug = services.pick(work, poll_id, poll_of(work.db, poll_id).dates[1].date_id)
        meeting_id = poll_of(work.db, poll_id).meeting_id or 0
        hearers.forget_erased(work, PersonErased(meeting_id, 1, "bob@example.org"))
        assert [(told["to"], told["method"], told["sequence"]) for told in entries(work)] == [
            ("charlie@example.org", "REQUEST REQUEST", "0"),
            ("bob@example.org", "REQUEST REQUEST", "0"),
            ("bob@example.org", "CANCEL CANCEL", "1"),  # or it would stand in the calendar for good
        ]
        assert letters(work)[-1] == ("bob", "forgotten", "CANCEL")
        set_status(work, slug, Status.SAVE_THE_DATE)
        move_meeting(work, slug, SECOND + timedelta(days=7))
        assert [name for name, kind, _ in letters(work) if kind == "date-picked"] == ["charlie", "bob", "charlie"]
