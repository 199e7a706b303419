"""Those who were there and have no seat any more: a colleague has it, or they cancelled what was left."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.checkin.queries import attendance_of
from planner.checkin.rules import Outcome, TickState
from planner.checkin.services import remove_visitor
from planner.core.actor import Actor
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.registrations.services import cancel, hand_over
from tests.builders import Cast
from tests.checkin.scene import MORNING, a_door, days, here, roll, tick, who
from tests.conftest import Clock

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast, clock: Clock) -> str:
    with work_as(cast.alice) as work:
        slug = a_door(work, "anna", "bo")
    clock.set(MORNING)
    return slug


def to_eva(work: Work) -> None:
    hand_over(work, who(work, "anna").number, "Demo Eva", "eva@example.org", "sv")


def test_a_colleague_who_has_the_seat_now_was_not_there(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        tick(work, slug, "anna", TickState.ABSENT)
        to_eva(work)
        assert here(work, slug) == []
        assert [person.name for person in roll(work, slug).people] == ["Demo Bo", "Demo Eva"]
        assert roll(work, slug).states == {}


def test_whoever_was_there_stays_on_the_list(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        assert tick(work, slug, "anna", key="a" * 32) is Outcome.KEPT
        to_eva(work)
        tick(work, slug, "eva", day=1)
        assert (here(work, slug), here(work, slug, 1)) == (["Demo Anna"], ["Demo Eva"])
        first, second, *_ = attendance_of(work.db, gate_of(work.db, slug).meeting_id).parts
        # The seat is counted once a day, and nobody came unannounced.
        assert (first.registered, first.present, first.visitors) == (2, 1, 0)
        assert (second.registered, second.present, second.visitors) == (2, 1, 0)
        # Sent again, it is no tick of the colleague's.
        assert tick(work, slug, "eva", key="a" * 32) is Outcome.KNOWN
        assert here(work, slug) == ["Demo Anna"]


def test_a_tick_that_waited_for_the_network_is_of_whoever_had_the_seat_then(
    slug: str, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        to_eva(work)
    clock.set(MORNING + timedelta(hours=1))
    with work_as(cast.alice) as work:
        assert tick(work, slug, "eva", ago=7200) is Outcome.KEPT
        assert here(work, slug) == ["Demo Anna"]
        assert tick(work, slug, "eva", TickState.UNSET, ago=7100) is Outcome.KEPT
        assert here(work, slug) == []
        tick(work, slug, "eva", ago=60)
        assert here(work, slug) == ["Demo Eva"]


def test_whoever_gave_the_seat_away_can_be_taken_off_the_list(
    slug: str, work_as: WorkAs, cast: Cast, as_: Callable[[str], FlaskClient]
) -> None:
    with work_as(cast.alice) as work:
        tick(work, slug, "anna")
        to_eva(work)
    page = as_("alice").get(f"/plan/meetings/{slug}/checkin/visitors").text
    assert "Demo AB, platsen överlåten" in page
    with work_as(cast.alice) as work:
        first = next(person for person in roll(work, slug).people if person.had_seat)
        remove_visitor(work, slug, first.who.number)
        assert [person.name for person in roll(work, slug).people] == ["Demo Bo", "Demo Eva"]


def test_whoever_was_there_and_cancels_what_is_left_was_there(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        tick(work, slug, "anna")
        cancel(work, who(work, "anna").number)
        cancel(work, who(work, "bo").number)
        people = {person.name: person.part_ids for person in roll(work, slug).people}
        assert people == {"Demo Anna": {days(work, slug)[0]}}
        assert here(work, slug) == ["Demo Anna"]
