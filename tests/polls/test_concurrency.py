"""Two answers at once, an answer at the moment of closing, a button pressed again and again."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from planner.core.actor import SYSTEM
from planner.mail.models import PostedLetter
from planner.meetings.queries import meetings_in_order
from planner.meetings.rules import Mode, Status
from planner.meetings.services import set_status
from planner.polls import services
from planner.polls.models import PollEntry, PollMark
from planner.polls.queries import poll_of
from planner.programmes.services import publish
from planner.registrations.rules import DayChoice
from planner.web.entry import reading, writing
from tests.builders import Cast
from tests.polls.scene import SECOND, YES, a_poll, ask_of, poll_token, says
from tests.polls.test_picking import SLUG, picked
from tests.registrations.scene import come

WorkAs = Callable[..., Any]
PEOPLE = 8
COMES = tuple(DayChoice(SECOND + timedelta(days=n), Mode.ON_SITE) for n in (0, 1))


@pytest.fixture
def poll_id(work_as: WorkAs, cast: Cast) -> int:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        return poll_id


def at_once(app: Flask, presses: list[Callable[[], Any]]) -> list[Any]:
    """All at the same moment; gives what each of them gave."""
    barrier = Barrier(len(presses))

    def press(what: Callable[[], Any]) -> Any:
        barrier.wait()
        return what()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(press, presses))


def answering(app: Flask, poll_id: int, cluster_id: int, number: int) -> Callable[[], int]:
    """A press of the button on a cluster's page, by somebody who saw it unanswered."""
    with app.app_context(), reading(SYSTEM) as work:
        token = poll_token(work, ask_of(work, poll_id, cluster_id))
        dates = [each.date_id for each in poll_of(work.db, poll_id).dates]
    mark = ("yes", "if_needed", "no")[number % 3]
    form = {"revision": "0", "answered_by": f"Demo {number}", **{f"date_{date_id}": mark for date_id in dates}}
    browser = app.test_client()
    return lambda: browser.post(f"/d/{token}", data=form).status_code


def test_of_two_colleagues_at_once_one_is_told(app: Flask, cast: Cast, poll_id: int) -> None:
    answers = at_once(app, [answering(app, poll_id, cast.vreta_id, number) for number in range(PEOPLE)])
    with reading(SYSTEM) as work:
        ask = next(each for each in poll_of(work.db, poll_id).asks if each.has_answered)
        marks = work.db.scalar(select(func.count()).select_from(PollMark))
    assert Counter(answers) == {303: 1, 409: PEOPLE - 1}
    winner = int(ask.answered_by.removeprefix("Demo "))
    assert (answers[winner], ask.revision, marks) == (303, 1, 3)
    assert {mark.value for mark in ask.marks.values()} == {("yes", "if_needed", "no")[winner % 3]}


def test_an_answer_at_the_moment_of_closing_is_taken_whole_or_refused(
    app: Flask, as_: Callable[[str], Any], cast: Cast, poll_id: int
) -> None:
    lead = as_("alice")
    closing = lambda: lead.post(f"/plan/polls/{poll_id}/close").status_code  # noqa: E731
    answers = at_once(
        app, [answering(app, poll_id, cast.vreta_id, 0), closing, answering(app, poll_id, cast.agrovast_id, 0)]
    )
    with reading(SYSTEM) as work:
        poll = poll_of(work.db, poll_id)
    taken = {ask.cluster_id: len(ask.marks) for ask in poll.asks if ask.has_answered}
    expected = {cast.vreta_id: answers[0], cast.agrovast_id: answers[2]}
    assert answers[1] == 303
    assert set(expected.values()) <= {303, 409}
    assert taken == {cluster_id: 3 for cluster_id, status in expected.items() if status == 303}
    assert poll.course.closed_at is not None


def test_a_date_picked_again_and_again_is_one_gathering_and_one_letter(
    app: Flask, as_: Callable[[str], Any], work_as: WorkAs, cast: Cast, poll_id: int
) -> None:
    with work_as(cast.alice) as work:
        says(work, poll_id, cast.vreta_id, YES, YES, YES)
        date_id = poll_of(work.db, poll_id).dates[0].date_id
    leads = [as_("alice") for _ in range(PEOPLE)]

    def press(lead: Any) -> tuple[int, str]:
        answer = lead.post(f"/plan/polls/{poll_id}/pick/{date_id}")
        return answer.status_code, answer.location

    answers = at_once(app, [lambda lead=lead: press(lead) for lead in leads])  # type: ignore[misc]
    with reading(SYSTEM) as work:
        meetings = meetings_in_order(work.db, work.now)
        entries = work.db.scalar(select(func.count(PollEntry.id)))
        told = work.db.scalar(select(func.count()).where(PostedLetter.kind == "date-picked"))
    assert answers == [(303, "/plan/meetings/hostens-traff-2026/status")] * PEOPLE
    assert (len(meetings), entries, told) == (1, 1, 1)


def test_two_dates_picked_at_once_are_one_gathering(app: Flask, as_: Callable[[str], Any], poll_id: int) -> None:
    with app.app_context(), reading(SYSTEM) as work:
        dates = [each.date_id for each in poll_of(work.db, poll_id).dates]
    presses = [(as_("alice"), date_id) for date_id in dates]
    answers = at_once(
        app,
        [
            lambda lead=lead, date_id=date_id: lead.post(f"/plan/polls/{poll_id}/pick/{date_id}").status_code  # type: ignore[misc]
            for lead, date_id in presses
        ],
    )
    with reading(SYSTEM) as work:
        assert Counter(answers) == {303: 1, 409: 2}
        assert len(meetings_in_order(work.db, work.now)) == 1


def test_an_entry_gives_way_once_however_many_workers_are_at_it(app: Flask, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        says(work, poll_id, cast.vreta_id, YES, YES, YES)
        picked(work, poll_id)
        publish(work, SLUG, preliminary=True, with_agenda=False)
        set_status(work, SLUG, Status.OPEN)
    with work_as(SYSTEM) as work:
        come(work, SLUG, "bob", days=COMES)

    def give_way() -> int:
        with app.app_context(), writing(SYSTEM) as work:
            given = services.give_way(work)
            time.sleep(0.05)  # both are inside before either commits
            return given

    assert sorted(at_once(app, [give_way] * PEOPLE)) == [0] * (PEOPLE - 1) + [1]
    with reading(SYSTEM) as work:
        written = select(func.count()).where(PostedLetter.subject.startswith("En kalenderpost i stället för två"))
        assert work.db.scalar(written) == 1
