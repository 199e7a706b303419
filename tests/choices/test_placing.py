"""Wishing, placing people by their wishes, and undoing it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from sqlalchemy import select

from planner.agenda.models import Item
from planner.choices import services
from planner.choices.models import Assignment
from planner.choices.rules.terms import BlockAnswer
from planner.core.actor import Actor
from planner.core.errors import Conflict, Invalid
from planner.core.work import Work
from planner.registrations.services import cancel
from tests.builders import Cast
from tests.choices.scene import (
    FARM,
    SECOND,
    SOIL,
    WATER,
    a_block,
    a_ranked_block,
    a_workshop,
    a_workshop_day,
    board,
    choose,
    guests,
    holding,
    letters_since,
    option_ids,
    place,
    republish,
    who_has_what,
    wish,
)

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def work(work_as: WorkAs, cast: Cast) -> Any:
    with work_as(cast.alice) as opened:
        yield opened


def test_wishes_are_kept_in_their_order_and_replaced(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    ids = option_ids(work, day.slug, block_id)
    wish(work, day.slug, block_id, anna, WATER, FARM)
    assert board(work, day.slug, block_id).wishes_of(anna) == (ids[WATER], ids[FARM])
    answer = BlockAnswer(block_id, wishes=((ids[SOIL], 3), (ids[WATER], 1)))
    services.answer(holding(work, anna), anna, [answer])
    assert board(work, day.slug, block_id).wishes_of(anna) == (ids[WATER], ids[SOIL])
    services.answer(holding(work, anna), anna, [BlockAnswer(block_id)])
    assert board(work, day.slug, block_id).wishes_of(anna) == ()


def test_a_rank_is_given_once(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    ids = option_ids(work, day.slug, block_id)
    answer = BlockAnswer(block_id, wishes=((ids[SOIL], 1), (ids[WATER], 1)))
    with pytest.raises(Invalid) as refused:
        services.answer(holding(work, anna), anna, [answer])
    assert refused.value.fields == {f"block_{block_id}": "Two items have the same rank. Give each rank once."}


def a_placed_day(work: Work) -> tuple[str, int, dict[str, int]]:
    """Four people who wish, before anybody is placed: two want the farm, which holds one."""
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo", "cia", "dan", lang="en")
    wish(work, day.slug, block_id, people["anna"], FARM)
    wish(work, day.slug, block_id, people["bo"], FARM, SOIL)
    wish(work, day.slug, block_id, people["cia"], WATER)
    return day.slug, block_id, people


def test_looking_at_a_placing_changes_nothing_and_gives_the_same_each_time(work: Work) -> None:
    slug, block_id, _ = a_placed_day(work)
    work.db.flush()
    runs = [services.propose(work, block_id) for _ in range(2)]
    assert runs[0] == runs[1]
    assert (who_has_what(work, slug, block_id), letters_since(work)) == ({}, {})
    assert runs[0].outcome.summary == "2 of 3 persons with wishes get their first one."
    assert runs[0].outcome.ranks == (
        ("First wish", 2),
        ("Wish number 2", 1),
        ("Had no wish, placed where there was room", 1),
    )


def test_people_are_placed_and_told_why(work: Work) -> None:
    slug, block_id, _ = a_placed_day(work)
    made = work.db.get_one(Assignment, place(work, block_id))
    got = who_has_what(work, slug, block_id)
    assert {name: got[name] for name in ("Anna", "Bo", "Cia")} == {"Anna": FARM, "Bo": SOIL, "Cia": WATER}
    assert (made.made_by, made.made_at, made.undone_at) == ("Alice", work.now, None)
    told = letters_since(work)
    assert set(told) == {"anna", "bo", "cia", "dan"}
    assert [line for line in told["bo"].splitlines() if "was full" in line] == [
        "“Gården” was full: 1 of 1 place went to somebody with it as first wish."
    ]
    assert f"Item: {SOIL}" in told["bo"]
    assert "When: Wednesday 14 October 2026 13:30–15:00" in told["bo"]
    assert told["bo"].count("}}/choices") == 1


def test_who_finds_no_room_is_told_so_too(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug, (FARM, SOIL))
    people = guests(work, day.slug, "anna", "bo", "cia", "dan", lang="en")
    for registration_id in people.values():
        wish(work, day.slug, block_id, registration_id, FARM, SOIL)
    place(work, block_id)
    without = {p.name.removeprefix("Demo ").lower() for p in board(work, day.slug, block_id).undecided}
    told = letters_since(work)
    assert len(without) == 1
    assert "no room left for you in any of the parallel items" in told[without.pop()]


def test_a_placing_looked_at_before_a_wish_changed_is_not_applied(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    mark = services.propose(work, block_id).mark
    wish(work, slug, block_id, people["dan"], FARM)
    with pytest.raises(Conflict):
        services.apply_placing(work, block_id, mark)
    assert who_has_what(work, slug, block_id) == {}


def test_nobody_is_placed_twice_or_where_people_choose_themselves(work: Work) -> None:
    slug, block_id, _ = a_placed_day(work)
    place(work, block_id)
    with pytest.raises(Conflict):
        place(work, block_id)
    for title in ("Skogen", "Åkern"):
        a_workshop(work, slug, title, held_on=SECOND, starts=time(9))
    republish(work, slug)
    with pytest.raises(Conflict):
        services.propose(work, a_block(work, slug, ("Skogen", "Åkern")))


def test_who_was_placed_by_hand_stays(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    services.move_person(work, block_id, people["dan"], option_ids(work, slug, block_id)[FARM])
    place(work, block_id)
    got = who_has_what(work, slug, block_id)
    assert (got["Dan"], got["Bo"]) == (FARM, SOIL)
    assert "“Gården” was full" not in letters_since(work)["dan"]


def test_undoing_gives_back_what_stood_before_and_tells(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    services.move_person(work, block_id, people["dan"], option_ids(work, slug, block_id)[WATER])
    place(work, block_id)
    services.undo_placing(work, block_id)
    assert who_has_what(work, slug, block_id) == {"Dan": WATER}
    assert board(work, slug, block_id).placing is None
    assert "are given anew" in letters_since(work)["anna"]
    assert "are given anew" not in letters_since(work)["dan"]
    first = services.propose(work, block_id)
    place(work, block_id)  # and it can be done again, by another draw
    seeds = list(work.db.scalars(select(Assignment.seed).order_by(Assignment.id)))
    assert (len(set(seeds)), seeds[1]) == (2, first.seed)


def test_what_changed_since_the_placing_is_not_undone(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    place(work, block_id)
    other = WATER if who_has_what(work, slug, block_id)["Dan"] == SOIL else SOIL
    services.move_person(work, block_id, people["dan"], option_ids(work, slug, block_id)[other])
    with pytest.raises(Conflict):
        services.undo_placing(work, block_id)
    assert who_has_what(work, slug, block_id)["Dan"] == other


def test_who_had_a_gone_item_and_finds_no_room_has_none(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo", "cia", "dan")
    services.move_person(work, block_id, people["anna"], option_ids(work, day.slug, block_id)[WATER])
    for name in ("bo", "cia", "dan"):
        wish(work, day.slug, block_id, people[name], SOIL, FARM)
    work.db.delete(work.db.get_one(Item, day.items[WATER]))
    republish(work, day.slug)
    place(work, block_id)
    assert sorted(who_has_what(work, day.slug, block_id)) == ["Bo", "Cia", "Dan"]


def test_undoing_passes_over_who_has_left_meanwhile(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    place(work, block_id)
    cancel(work, people["anna"])
    services.undo_placing(work, block_id)
    assert who_has_what(work, slug, block_id) == {}


def test_a_placing_is_undone_until_the_gathering_begins(work: Work) -> None:
    _slug, block_id, _ = a_placed_day(work)
    place(work, block_id)
    with pytest.raises(Conflict):
        services.undo_placing(replace(work, now=datetime(2026, 10, 14, 8, 0, tzinfo=UTC)), block_id)
    services.undo_placing(replace(work, now=datetime(2026, 10, 14, 7, 59, tzinfo=UTC)), block_id)
    with pytest.raises(Conflict):
        services.undo_placing(work, block_id)


def test_after_the_placing_only_those_without_an_item_choose(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    place(work, block_id)
    late = guests(work, slug, "eva")["eva"]
    with pytest.raises(Invalid) as refused:
        choose(work, slug, block_id, people["cia"], SOIL)
    assert refused.value.fields[f"block_{block_id}"].startswith("Everybody has been placed.")
    free = next(o for o in board(work, slug, block_id).block.standing if board(work, slug, block_id).places_left(o))
    choose(work, slug, block_id, late, free.title.sv)
    assert who_has_what(work, slug, block_id)["Eva"] == free.title.sv


def test_bad_luck_in_one_block_goes_first_in_the_next(work: Work) -> None:
    day = a_workshop_day(work, is_published=False)
    for title in ("Skogen", "Åkern"):
        a_workshop(work, day.slug, title, held_on=SECOND, starts=time(9), capacity=1)
    first, second = a_ranked_block(work, day.slug), a_ranked_block(work, day.slug, ("Skogen", "Åkern"))
    people = guests(work, day.slug, "anna", "bo")
    for registration_id in people.values():
        wish(work, day.slug, first, registration_id, FARM, SOIL)
        wish(work, day.slug, second, registration_id, "Skogen", "Åkern")
    place(work, first)
    unlucky = next(name for name, title in who_has_what(work, day.slug, first).items() if title == SOIL)
    place(work, second)
    assert who_has_what(work, day.slug, second)[unlucky] == "Skogen"
