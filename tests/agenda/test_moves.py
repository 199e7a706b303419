"""Moving much of an agenda at once: what moves, what stays, and what cannot be."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.agenda.rules import (
    ItemKind,
    ItemState,
    Placement,
    filled,
    free_rooms,
    moved_to_day,
    placed,
    rooms_swapped,
    shifted_after,
    split,
    swapped,
    with_break,
)
from planner.core.errors import Invalid
from planner.core.language import Words
from planner.core.timespan import local

ZONE = "Europe/Stockholm"
FIRST, SECOND = date(2026, 10, 14), date(2026, 10, 15)
TEN = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
"""10.00 in Gamleby."""


def item(number: int, start: int = 0, long: int = 45, **more: object) -> ItemState:
    """Item `number`, so many minutes after ten, so many minutes long."""
    state = ItemState(
        number, f"{number:032x}", ItemKind.TALK, Words(f"Punkt {number}"), TEN + timedelta(minutes=start), long
    )
    return replace(state, **more)  # type: ignore[arg-type]


def at(state: ItemState) -> tuple[int, int]:
    """(minutes after ten, length)"""
    return int((state.starts_at - TEN).total_seconds() // 60), state.minutes


def test_everything_from_an_instant_on_moves_and_earlier_and_other_days_stay() -> None:
    states = [item(1), item(2, 60), item(3, 90), item(4, 1440), item(5, 95, parked=True)]
    later = shifted_after(states, TEN + timedelta(minutes=60), 10, ZONE)
    assert [(s.item_id, at(s)) for s in later] == [(2, (70, 45)), (3, (100, 45))]


def test_nothing_is_shifted_onto_another_day() -> None:
    with pytest.raises(Invalid) as refusal:
        shifted_after([item(1, 780)], TEN, 120, ZONE)
    assert set(refusal.value.fields) == {"minutes"}


def test_neighbours_that_swap_follow_right_on_each_other() -> None:
    swap = swapped(item(1, 0, 30, room_id=7), item(2, 30, 60, room_id=8))
    assert {s.item_id: (at(s), s.room_id) for s in swap} == {1: ((60, 30), 8), 2: ((0, 60), 7)}


def test_items_apart_take_each_others_start() -> None:
    swap = swapped(item(1, 15, 35, room_id=7), item(2, 210, 60, room_id=8))
    assert {s.item_id: (at(s), s.room_id) for s in swap} == {1: ((210, 35), 8), 2: ((15, 60), 7)}


def test_parallel_items_that_swap_change_rooms() -> None:
    swap = swapped(item(1, 0, 30, room_id=7), item(2, 0, 45, room_id=8))
    assert {s.item_id: (at(s), s.room_id) for s in swap} == {1: ((0, 30), 8), 2: ((0, 45), 7)}


def test_a_parked_item_takes_the_place_of_one_that_is_parked_instead() -> None:
    swap = swapped(item(1, 0, 30, room_id=7), item(2, 60, 45, parked=True))
    assert {s.item_id: (at(s), s.room_id, s.parked) for s in swap} == {
        1: ((60, 30), None, True),
        2: ((0, 45), 7, False),
    }


@given(st.integers(0, 60), st.integers(1, 12), st.integers(0, 60), st.integers(1, 12))
def test_swapping_twice_changes_nothing_unless_it_made_neighbours(
    start: int, long: int, other_start: int, other_long: int
) -> None:
    first, second = item(1, start * 5, long * 5, room_id=1), item(2, other_start * 5, other_long * 5, room_id=2)
    there = swapped(first, second)
    touch = {s.ends_at for s in there} & {s.starts_at for s in there}
    were_neighbours = bool({first.ends_at, second.ends_at} & {first.starts_at, second.starts_at})
    assume(bool(touch) is were_neighbours)
    assert {s.item_id: s for s in swapped(*there)} == {1: first, 2: second}


def test_an_item_is_not_swapped_with_itself() -> None:
    with pytest.raises(Invalid):
        swapped(item(1), item(1))


def test_rooms_swap_on_one_day_or_on_all() -> None:
    states = [item(1, room_id=7), item(2, room_id=8), item(3, 1440, room_id=7), item(4, room_id=9)]
    assert [(s.item_id, s.room_id) for s in rooms_swapped(states, 7, 8, FIRST, ZONE)] == [(1, 8), (2, 7)]
    assert [(s.item_id, s.room_id) for s in rooms_swapped(states, 7, 8, None, ZONE)] == [(1, 8), (2, 7), (3, 8)]


def test_a_block_keeps_its_clock_on_another_day() -> None:
    moved = moved_to_day([item(1), item(2, 60)], SECOND, ZONE)
    assert [(s.item_id, s.starts_at - TEN) for s in moved] == [(1, timedelta(days=1)), (2, timedelta(days=1, hours=1))]


def test_a_block_keeps_its_clock_when_summer_time_ends_in_between() -> None:
    (moved,) = moved_to_day([item(1)], date(2026, 10, 28), ZONE)
    there = local(moved.starts_at, ZONE)
    assert (there.date(), there.time()) == (date(2026, 10, 28), time(10))


def test_an_item_is_stretched_to_the_next_in_its_room_or_to_the_end_of_the_day() -> None:
    first, other_room, next_one = item(1, room_id=7), item(2, 60, room_id=8), item(3, 90, room_id=7)
    assert filled(first, [first, other_room, next_one], time(17), ZONE).minutes == 90
    assert filled(first, [first, other_room], time(17), ZONE).minutes == 420


def test_a_break_ends_the_stretch_whatever_its_room() -> None:
    first = item(1, room_id=7)
    assert filled(first, [first, item(2, 60, kind=ItemKind.BREAK, room_id=8)], time(17), ZONE).minutes == 60


def test_an_item_with_another_right_after_it_is_not_stretched() -> None:
    with pytest.raises(Invalid):
        filled(item(1), [item(1), item(2, 45)], time(17), ZONE)


def test_a_break_moves_what_comes_after_it() -> None:
    pause, later = with_break([item(1), item(2, 45)], TEN + timedelta(minutes=45), 20, "b" * 32, ZONE)
    assert (pause.kind, at(pause), pause.title.sv) == (ItemKind.BREAK, (45, 20), "Paus")
    assert [(s.item_id, at(s)) for s in later] == [(2, (65, 45))]


def test_an_item_is_split_into_rooms_as_far_as_there_are_any() -> None:
    whole = item(1, room_id=7, theme_id=3, title=Words("Vatten", "Water"))
    second, third = split(whole, ["b" * 32, "c" * 32], [8])
    assert [(s.title, s.room_id, s.theme_id, at(s)) for s in (second, third)] == [
        (Words("Vatten (2)", "Water (2)"), 8, 3, (0, 45)),
        (Words("Vatten (3)", "Water (3)"), None, 3, (0, 45)),
    ]


def test_a_long_title_is_cut_for_its_number() -> None:
    (second,) = split(item(1, title=Words("å" * 200)), ["b" * 32], [])
    assert (len(second.title.sv), second.title.sv[-4:], second.title.en) == (200, " (2)"[-4:], "")


def test_rooms_are_free_when_nothing_overlaps() -> None:
    states = [item(1, room_id=7), item(2, 30, room_id=8), item(3, 45, room_id=9), item(4, room_id=6, parked=True)]
    assert free_rooms(states, states[0], [6, 7, 8, 9]) == [6, 9]


def test_an_item_is_placed_on_the_clock_of_the_zone() -> None:
    there = placed(item(1), Placement(SECOND, time(9, 30), 30, 8), ZONE)
    assert (there.starts_at, there.minutes, there.room_id) == (datetime(2026, 10, 15, 7, 30, tzinfo=UTC), 30, 8)


@pytest.mark.parametrize(
    ("placement", "field"),
    [
        (Placement(date(2026, 3, 29), time(2, 30), 30), "starts"),
        (Placement(FIRST, time(10), 0), "minutes"),
        (Placement(FIRST, time(10), 1445), "minutes"),
    ],
    ids=["an hour that is skipped", "no time at all", "more than a day"],
)
def test_what_cannot_be_is_refused_by_its_field(placement: Placement, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        placed(item(1), placement, ZONE)
    assert set(refusal.value.fields) == {field}
