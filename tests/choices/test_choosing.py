"""First come, first served: choosing, changing and giving up, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from planner.choices import services
from planner.choices.rules.terms import BlockAnswer
from planner.core.actor import Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotSignedIn
from planner.core.work import Work
from planner.meetings.rules import Mode, Status
from planner.meetings.services import set_status
from planner.registrations.rules import DayChoice
from tests.builders import Cast
from tests.choices.scene import (
    FARM,
    FIRST,
    SECOND,
    SOIL,
    WATER,
    a_block,
    a_workshop,
    a_workshop_day,
    choose,
    guests,
    holding,
    option_ids,
    who_has_what,
)

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def work(work_as: WorkAs, cast: Cast) -> Any:
    with work_as(cast.alice) as opened:
        yield opened


def test_one_chooses_changes_and_gives_up(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    seen = []
    for title in (FARM, SOIL, SOIL, None):
        choose(work, day.slug, block_id, anna, title)
        seen.append(who_has_what(work, day.slug, block_id))
    assert seen == [{"Anna": FARM}, {"Anna": SOIL}, {"Anna": SOIL}, {}]


def test_a_full_item_is_refused_and_what_has_room_is_named(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo", "cia")
    choose(work, day.slug, block_id, people["anna"], FARM)
    with pytest.raises(Invalid) as refused:
        choose(work, day.slug, block_id, people["bo"], FARM)
    assert refused.value.fields == {f"block_{block_id}": "“Gården” is full. There is room in “Jorden”, “Vattnet”."}
    choose(work, day.slug, block_id, people["anna"], FARM)  # as it was: the place is hers
    choose(work, day.slug, block_id, people["anna"], SOIL)
    choose(work, day.slug, block_id, people["bo"], FARM)
    assert who_has_what(work, day.slug, block_id) == {"Anna": SOIL, "Bo": FARM}


def test_the_room_says_how_many_where_the_item_does_not(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo", "cia")
    for name in ("anna", "bo"):
        choose(work, day.slug, block_id, people[name], WATER)
    with pytest.raises(Invalid):
        choose(work, day.slug, block_id, people["cia"], WATER)


def test_who_is_online_that_day_takes_no_seat(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    ways = (DayChoice(FIRST, Mode.ONLINE), DayChoice(SECOND, Mode.ON_SITE))
    online = guests(work, day.slug, "anna", "bo", days=ways)
    there = guests(work, day.slug, "cia", "dan")
    for registration_id in (*online.values(), there["cia"]):
        choose(work, day.slug, block_id, registration_id, FARM)
    with pytest.raises(Invalid):
        choose(work, day.slug, block_id, there["dan"], FARM)
    assert who_has_what(work, day.slug, block_id) == {"Anna": FARM, "Bo": FARM, "Cia": FARM}


def test_where_everybody_is_online_the_places_count(work: Work) -> None:
    day = a_workshop_day(work, mode=Mode.ONLINE)
    block_id = a_block(work, day.slug)
    days = (DayChoice(FIRST, Mode.ONLINE),)
    people = guests(work, day.slug, "anna", "bo", days=days)
    choose(work, day.slug, block_id, people["anna"], FARM)
    with pytest.raises(Invalid):
        choose(work, day.slug, block_id, people["bo"], FARM)


def test_only_those_with_a_place_on_that_day_choose(work: Work) -> None:
    day = a_workshop_day(work, capacity=1)
    block_id = a_block(work, day.slug)
    away = guests(work, day.slug, "anna", days=(DayChoice(SECOND, Mode.ON_SITE),))["anna"]
    waiting = guests(work, day.slug, "bo")["bo"]
    for registration_id in (away, waiting):
        with pytest.raises(Invalid) as refused:
            choose(work, day.slug, block_id, registration_id, SOIL)
        assert refused.value.fields == {f"block_{block_id}": "You have no place on that day."}


def test_nobody_chooses_for_somebody_else(work: Work, cast: Cast) -> None:
    day = a_workshop_day(work)
    people = guests(work, day.slug, "anna", "bo")
    for actor, error in ((Actor(registration_id=people["bo"]), NotSignedIn), (cast.alice, NotAllowed)):
        with pytest.raises(error):
            services.answer(replace(work, actor=actor), people["anna"], [])


def test_after_the_last_day_and_once_it_has_begun_nobody_chooses(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug, closes_on=date(2026, 10, 1))
    anna = guests(work, day.slug, "anna")["anna"]
    last = datetime(2026, 10, 1, 21, 59, tzinfo=UTC)
    choose(replace(work, now=last), day.slug, block_id, anna, SOIL)
    for now, words in (
        (datetime(2026, 10, 1, 22, 0, tzinfo=UTC), "The last day was Thursday 1 October 2026."),
        (datetime(2026, 10, 14, 11, 30, tzinfo=UTC), "This has begun."),
    ):
        with pytest.raises(Invalid) as refused:
            choose(replace(work, now=now), day.slug, block_id, anna, WATER)
        assert refused.value.fields == {f"block_{block_id}": words}


def test_nobody_chooses_at_a_gathering_that_is_off(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    set_status(work, day.slug, Status.CANCELLED)
    with pytest.raises(Conflict):
        choose(work, day.slug, block_id, anna, SOIL)


def test_all_answers_are_kept_or_none(work: Work) -> None:
    day = a_workshop_day(work, is_published=False)
    for title in ("Skogen", "Åkern"):
        a_workshop(work, day.slug, title, held_on=SECOND, starts=time(9), capacity=1)
    first, second = a_block(work, day.slug), a_block(work, day.slug, ("Skogen", "Åkern"))
    people = guests(work, day.slug, "anna", "bo")
    choose(work, day.slug, second, people["anna"], "Skogen")
    answers = [
        BlockAnswer(first, option_ids(work, day.slug, first)[SOIL]),
        BlockAnswer(second, option_ids(work, day.slug, second)["Skogen"]),
    ]
    with pytest.raises(Invalid) as refused:
        services.answer(holding(work, people["bo"]), people["bo"], answers)
    assert list(refused.value.fields) == [f"block_{second}"]
    assert who_has_what(work, day.slug, first) == {}
