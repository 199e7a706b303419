"""A first place for parked items: in free time, a free room, when speakers can come; or why there is none."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.agenda.rules import (
    ClashKind,
    Engagement,
    ItemKind,
    Known,
    ParkedSuggestion,
    Plan,
    PlannedItem,
    PlannedRoom,
    Proposed,
    as_proposed,
    clashes,
    place_parked,
)
from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.network.rules import RoomKind
from tests.agenda.plans import (
    ANNA,
    BARN,
    BO,
    FARM,
    HALL,
    LINK,
    SMALL,
    TEN,
    WATER,
    a_break,
    a_meal,
    a_plan,
    item,
)

NINE = TEN - timedelta(hours=1)
FIVE = timedelta(minutes=5)
ROOMS = (HALL, SMALL)
MORNING = (DayHours(date(2026, 10, 14), time(9), time(12)),)


def parked(number: int, long: int = 45, **more: Any) -> PlannedItem:
    """An item that was never on one of the days."""
    return item(number, -24 * 60, long, **({"room": None, "parked": True} | more))


def placed(suggestion: ParkedSuggestion) -> list[tuple[int, int, int | None]]:
    """(item, minutes after nine, room)"""
    return [(p.item_id, (p.starts_at - NINE) // timedelta(minutes=1), p.room_id) for p in suggestion.placements]


def why_not(suggestion: ParkedSuggestion) -> list[str]:
    return [str(each.words) for each in suggestion.unplaced]


def test_the_first_free_time_of_the_first_day_in_the_first_room() -> None:
    one = parked(1, 60, speakers=(ANNA,), **WATER)
    suggestion = place_parked([one], a_plan(one, rooms=ROOMS))
    (found,) = suggestion.placed
    assert found.placement == Proposed(1, NINE, HALL.room_id)
    assert found.words.in_("en") == "“Punkt 1”: Wednesday 14 October 09:00–10:00 in Stora salen."
    assert [reason.in_("en") for reason in found.reasons] == ["Nothing else is on then.", "Demo Anna is free then."]
    assert [reason.in_("sv") for reason in found.reasons] == ["Inget annat pågår då.", "Demo Anna är ledig då."]
    assert (suggestion.unplaced, suggestion.notes) == ((), ())


def test_nothing_is_put_beside_what_is_for_everybody() -> None:
    welcome, lunch = item(1, -60, 60, room=HALL), a_meal(2, 60, 30)
    plan = a_plan(welcome, lunch, a_break(3, 105, 10), days=MORNING, rooms=ROOMS)
    assert placed(place_parked([parked(4, 60)], plan)) == [(4, 60, HALL.room_id)]
    assert why_not(place_parked([parked(4, 65)], plan)) == [
        "“Punkt 4” lasts 1 h 5 min, and nowhere in the days' hours is so much free."
    ]


def test_beside_parallel_items_only_when_no_time_is_left_alone() -> None:
    workshop = item(1, -60, 120, room=HALL, capacity=30)
    plan = a_plan(workshop, item(3, 115, 5, room=HALL), days=MORNING, rooms=ROOMS)
    assert placed(place_parked([parked(2, 55)], plan)) == [(2, 120, HALL.room_id)]
    beside = place_parked([parked(2, 90)], plan)
    assert placed(beside) == [(2, 0, SMALL.room_id)]
    assert [str(reason) for reason in beside.placed[0].reasons] == ["At the same time: “Punkt 1”."]


def test_an_item_goes_back_to_where_it_was_if_that_is_free() -> None:
    one = parked(1, 60, starts_at=TEN, ends_at=TEN + timedelta(hours=1), room=SMALL)
    assert placed(place_parked([one], a_plan(one, rooms=ROOMS))) == [(1, 60, SMALL.room_id)]
    late = replace(one, starts_at=TEN + 7 * timedelta(hours=1), ends_at=TEN + 8 * timedelta(hours=1))
    closing = item(2, 300, 30, room=HALL)
    assert placed(place_parked([late], a_plan(closing, rooms=ROOMS))) == [(1, 480, SMALL.room_id)]


@pytest.mark.parametrize(
    "there",
    [
        item(2, 30, 45, room=SMALL, capacity=20),
        a_break(2, 45),
        item(2, 30, 45, room=HALL, capacity=20, speakers=(ANNA,)),
        item(2, 30, 45, room=HALL, capacity=20, **WATER),
    ],
    ids=["room taken", "something for everybody", "speaker taken", "its theme beside it"],
)
def test_an_item_does_not_go_back_to_where_it_cannot_be(there: PlannedItem) -> None:
    one = parked(1, 60, starts_at=TEN, ends_at=TEN + timedelta(hours=1), room=SMALL, speakers=(ANNA,), **WATER)
    assert placed(place_parked([one], a_plan(there, rooms=ROOMS))) == [(1, 0, SMALL.room_id)]


def test_what_closes_a_day_stays_its_last_item_as_long_as_there_is_another_time() -> None:
    closing = item(1, 0, 60, room=HALL)
    assert placed(place_parked([parked(2, 60)], a_plan(closing, rooms=ROOMS))) == [(2, 0, HALL.room_id)]
    other_day = place_parked([parked(2, 90)], a_plan(closing, rooms=ROOMS))
    assert placed(other_day) == [(2, 24 * 60, HALL.room_id)]
    nowhere_else = place_parked([parked(2, 65)], a_plan(item(1, -60, 60), days=MORNING, rooms=ROOMS))
    assert placed(nowhere_else) == [(2, 60, HALL.room_id)]


def test_two_of_one_theme_are_not_put_beside_each_other_where_that_can_be_avoided() -> None:
    water, soil = item(1, -60, 90, room=HALL, capacity=30, **WATER), item(2, 30, 90, room=HALL, capacity=30)
    plan = a_plan(water, soil, days=MORNING, rooms=ROOMS)
    other = place_parked([parked(3, 60, **WATER)], plan)
    assert placed(other) == [(3, 90, SMALL.room_id)]
    assert "Nothing else on Water is on then." in map(str, other.placed[0].reasons)
    same = place_parked([parked(3, 120, **WATER)], plan)
    assert placed(same) == [(3, 0, SMALL.room_id)]
    assert "On Water too: “Punkt 1”. There was no other time for all of them." in map(str, same.placed[0].reasons)


def test_a_speaker_is_in_one_place_at_a_time_and_only_when_they_can_come() -> None:
    giving = item(1, -60, 60, room=HALL, capacity=10, speakers=(ANNA,))
    later = Engagement(TEN + 12 * FIVE, TEN + 18 * FIVE, Words("Vårträffen"), Words("Jord"))
    plan = a_plan(
        giving,
        days=MORNING,
        rooms=ROOMS,
        known=Known(away={ANNA[0]: ((TEN, TEN + timedelta(minutes=31)),)}),
        elsewhere={ANNA[0]: (later,)},
    )
    assert placed(place_parked([parked(2, 25, speakers=(ANNA,))], plan)) == [(2, 95, HALL.room_id)]
    two = place_parked([parked(2, 35, speakers=(ANNA, BO))], plan)
    assert why_not(two) == [
        "Demo Anna and Demo Bo cannot be there at any time that is free and long enough for “Punkt 2”."
    ]


def test_the_smallest_room_that_holds_those_who_are_wanted() -> None:
    rooms = (HALL, BARN, SMALL)
    fits = place_parked([parked(1, capacity=40)], a_plan(rooms=rooms))
    assert placed(fits) == [(1, 0, BARN.room_id)]
    assert "Loftet holds 60, and 40 places are wanted." in map(str, fits.placed[0].reasons)
    chosen = a_plan(rooms=rooms, known=Known(chosen={1: 30}))
    assert placed(place_parked([parked(1, capacity=40)], chosen)) == [(1, 0, SMALL.room_id)]
    assert why_not(place_parked([parked(1, capacity=121)], a_plan(rooms=rooms))) == [
        "No room holds the 121 people that “Punkt 1” is for."
    ]


def test_what_is_for_everybody_goes_where_all_who_come_have_room() -> None:
    coming = Known(coming={date(2026, 10, 14): 80})
    assert placed(place_parked([parked(1)], a_plan(rooms=(SMALL, HALL), known=coming))) == [(1, 0, HALL.room_id)]
    assert placed(place_parked([parked(1)], a_plan(rooms=(SMALL, HALL)))) == [(1, 0, SMALL.room_id)]


@pytest.mark.parametrize(
    ("kind", "rooms", "gets"),
    [
        (ItemKind.TALK, (FARM, LINK, SMALL), SMALL),
        (ItemKind.TALK, (LINK,), LINK),
        (ItemKind.VISIT, (SMALL, FARM), FARM),
        (ItemKind.VISIT, (LINK, SMALL), SMALL),
        (ItemKind.BREAK, (SMALL,), None),
        (ItemKind.TALK, (), None),
    ],
)
def test_a_room_of_a_kind_that_suits(kind: ItemKind, rooms: tuple[PlannedRoom, ...], gets: PlannedRoom | None) -> None:
    suggestion = place_parked([parked(1, kind=kind)], a_plan(rooms=rooms))
    assert placed(suggestion) == [(1, 0, gets.room_id if gets else None)]
    assert suggestion.placed[0].words.in_("en").endswith("09:45." if gets is None else f"in {gets.name}.")


def test_an_item_keeps_a_room_of_its_own_as_long_as_there_is_time_in_it() -> None:
    long = item(1, -60, 120, room=BARN, capacity=30)
    plan = a_plan(long, item(3, 115, 5, room=HALL), days=MORNING, rooms=ROOMS)
    assert placed(place_parked([parked(2, 55, room=BARN)], plan)) == [(2, 120, BARN.room_id)]
    moved = place_parked([parked(2, 90, room=BARN)], plan)
    assert placed(moved) == [(2, 0, HALL.room_id)]
    assert "Loftet is too small, or never free when there is time." in map(str, moved.placed[0].reasons)


def test_when_every_room_is_taken() -> None:
    plan = a_plan(item(1, -60, 180, room=HALL, capacity=30), days=MORNING, rooms=(HALL,))
    assert why_not(place_parked([parked(2)], plan)) == [
        "Whenever there is time for “Punkt 2”, every room that suits it is taken."
    ]


def test_another_order_is_tried_when_the_longest_first_leaves_one_over() -> None:
    # Anna can come to the first hour only; the longer item would take it.
    away = Known(away={ANNA[0]: ((TEN, TEN + timedelta(hours=9)),)})
    days = (DayHours(date(2026, 10, 14), time(9), time(11, 10)),)
    items = [parked(1, 65), parked(2, 60, speakers=(ANNA,))]
    plan = a_plan(*items, days=days, rooms=(HALL,), known=away)
    assert placed(place_parked(items, plan)) == [(2, 0, HALL.room_id), (1, 60, HALL.room_id)]


def test_a_meal_or_a_break_has_nothing_beside_it() -> None:
    plan = a_plan(item(1, -60, 60, room=HALL, capacity=30), days=MORNING, rooms=ROOMS)
    assert placed(place_parked([parked(2, 60, kind=ItemKind.MEAL)], plan)) == [(2, 60, None)]
    assert placed(place_parked([parked(2, 125, kind=ItemKind.MEAL)], plan)) == []


def test_the_longest_come_first_where_only_one_order_is_tried() -> None:
    # There are three hours in a row before noon only, and many short ones would fill them.
    days = (DayHours(date(2026, 10, 14), time(9), time(16)),)
    many = [*(parked(n, 5) for n in range(2, 42)), parked(42, 180)]
    plan = a_plan(a_meal(1, 120, 15), a_break(50, 240, 15), days=days, rooms=(HALL,))
    assert place_parked(many, plan).unplaced == ()


def test_times_are_full_five_minutes_of_the_wall_clock() -> None:
    days = (DayHours(date(2026, 10, 14), time(9, 7), time(12)),)
    odd = item(1, -47, 33, room=HALL)  # 9.13–9.46
    assert placed(place_parked([parked(2, 42)], a_plan(odd, days=days, rooms=ROOMS))) == [(2, 50, HALL.room_id)]


def test_a_day_of_25_hours_is_filled_to_its_end() -> None:
    night = (DayHours(date(2026, 10, 25), time(0), time(23, 59)),)
    (whole,) = place_parked([parked(1, 25 * 60)], a_plan(days=night, rooms=ROOMS)).placements
    assert whole.starts_at == datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    assert place_parked([parked(1, 25 * 60 + 5)], a_plan(days=night, rooms=ROOMS)).placements == ()


def test_nothing_parked_gives_nothing_and_very_much_is_placed_once() -> None:
    assert place_parked([], a_plan(rooms=ROOMS)) == ParkedSuggestion((), ())
    many = [parked(n, 20) for n in range(41)]
    suggestion = place_parked(many, a_plan(*many, rooms=ROOMS))
    assert len(suggestion.placed) == 41
    assert [str(note) for note in suggestion.notes] == [
        "Of more than 40 items only one order is tried: another may place more."
    ]


SMALL_DAYS = (
    DayHours(date(2026, 10, 14), time(9), time(10, 30)),
    DayHours(date(2026, 10, 15), time(9, 5), time(10)),
)
HERE = (HALL, SMALL, replace(SMALL, room_id=9, name="Länken", kind=RoomKind.ONLINE))
some_standing = st.lists(
    st.tuples(
        st.integers(-12, 6),
        st.integers(1, 8),
        st.sampled_from([None, HALL, SMALL]),
        st.sampled_from([(), (ANNA,), (BO,)]),
        st.sampled_from([None, 7]),
        st.sampled_from([ItemKind.WORKSHOP, ItemKind.WORKSHOP, ItemKind.BREAK]),
        st.sampled_from([None, 20, 20]),
    ),
    max_size=5,
)
some_parked = st.lists(
    st.tuples(
        st.integers(1, 14),
        st.sampled_from([(), (ANNA,), (ANNA, BO)]),
        st.sampled_from([None, 7]),
        st.sampled_from([None, 20, 40, 200]),
    ),
    max_size=5,
)
BUSY = (NINE + 3 * FIVE, NINE + 9 * FIVE)


def plan_from(standing: list[tuple[Any, ...]], waiting: list[tuple[Any, ...]]) -> Plan:
    items = [
        item(n, start * 5, long * 5, room=room, speakers=people, theme_id=theme, kind=kind, capacity=own)
        for n, (start, long, room, people, theme, kind, own) in enumerate(standing, 1)
    ]
    items += [
        parked(n, long * 5, speakers=people, theme_id=theme, capacity=own)
        for n, (long, people, theme, own) in enumerate(waiting, 11)
    ]
    known = Known(away={BO[0]: (BUSY,)})
    there = {ANNA[0]: (Engagement(*BUSY, Words("Vårträffen"), Words("Jord")),)}
    return a_plan(*items, days=SMALL_DAYS, rooms=HERE, known=known, elsewhere=there)


NEVER = {
    ClashKind.ROOM,
    ClashKind.SPEAKER,
    ClashKind.ELSEWHERE,
    ClashKind.AWAY,
    ClashKind.CROWDED,
    ClashKind.OUTSIDE_DAYS,
    ClashKind.OUTSIDE_HOURS,
    ClashKind.SMALL_ROOM,
    ClashKind.NO_ROOM,
    ClashKind.NO_PLACE,
}


def candidates(plan: Plan, one: PlannedItem) -> list[tuple[PlannedItem, bool]]:
    """Every place an item could have beside all that stands, found step by step; and whether its theme is beside it."""
    found = []
    for day, first in ((SMALL_DAYS[0], NINE), (SMALL_DAYS[1], NINE + timedelta(days=1, minutes=5))):
        closes = first.replace(hour=day.closes.hour - 2, minute=day.closes.minute)
        for step in range(20):
            starts_at = first + step * FIVE
            for room in (HALL, SMALL):
                stands = replace(one, starts_at=starts_at, ends_at=starts_at + (one.ends_at - one.starts_at), room=room)
                if stands.ends_at <= closes and fits(plan, stands):
                    alike = [o for o in beside(plan, stands) if one.theme_id and o.theme_id == one.theme_id]
                    found.append((stands, bool([o for o in alike if o.is_content])))
    return found


def is_late(plan: Plan, one: PlannedItem) -> bool:
    """Whether it would end after all other content of its day."""
    hours = ((NINE, NINE + timedelta(minutes=90)), (NINE + timedelta(hours=24, minutes=5), NINE + timedelta(hours=25)))
    ((opens, closes),) = [each for each in hours if each[0] <= one.starts_at < each[1]]
    ends = [o.ends_at for o in plan.standing if o.is_content and o.meets(opens, closes)]
    return bool(ends) and one.ends_at > max(ends)


def beside(plan: Plan, one: PlannedItem) -> list[PlannedItem]:
    return [o for o in plan.standing if o.item_id != one.item_id and o.meets(one.starts_at, one.ends_at)]


def fits(plan: Plan, one: PlannedItem) -> bool:
    others = beside(plan, one)
    was = [each for each in plan.standing if each.item_id < 10]
    for_all = [
        each
        for each in others
        if each.item_id < 10
        and (
            not each.is_content
            or (
                each.capacity is None
                and not any(o.is_content and o is not each and o.meets(each.starts_at, each.ends_at) for o in was)
            )
        )
    ]
    return not (
        for_all
        or any(o.room == one.room or set(o.speakers) & set(one.speakers) for o in others)
        or (one.speakers and one.meets(*BUSY))
        or (one.room and one.room.capacity and (one.capacity or 0) > one.room.capacity)
    )


@given(some_standing, some_parked)
def test_what_is_placed_breaks_nothing_and_what_is_not_fits_nowhere(
    standing: list[tuple[Any, ...]], waiting: list[tuple[Any, ...]]
) -> None:
    plan = plan_from(standing, waiting)
    waits = [each for each in plan.items if each.parked]
    suggestion = place_parked(waits, plan)
    after = as_proposed(plan, suggestion.placements)
    placed_ids = {place.item_id for place in suggestion.placements}
    assert sorted([*placed_ids, *(each.item_id for each in suggestion.unplaced)]) == [each.item_id for each in waits]
    broken = [clash for clash in clashes(after) if clash.kind in NEVER and placed_ids & set(clash.item_ids)]
    # An item that stands there without a room lacks it more, once something beside it has one.
    assert [clash for clash in broken if clash.kind is not ClashKind.NO_PLACE or clash.item_id in placed_ids] == []
    by_id = {each.item_id: each for each in after.items}
    assert all(fits(after, by_id[item_id]) for item_id in placed_ids)
    assert all(candidates(after, by_id[each.item_id]) == [] for each in suggestion.unplaced)
    assert suggestion == place_parked(waits[::-1], replace(plan, items=plan.items[::-1]))


@given(some_standing, some_parked.filter(lambda waiting: len(waiting) == 1))
def test_one_item_alone_gets_the_earliest_place_with_nothing_of_its_theme_beside_it(
    standing: list[tuple[Any, ...]], waiting: list[tuple[Any, ...]]
) -> None:
    plan = plan_from(standing, waiting)
    one = plan.items[-1]
    suggestion = place_parked([one], plan)
    could = candidates(plan, one)
    assert bool(suggestion.placed) == bool(could)
    if could:
        alike = {stands.starts_at: themed for stands, themed in could}
        best = min(
            (themed, is_late(plan, stands), bool([o for o in beside(plan, stands) if o.is_content]), stands.starts_at)
            for stands, themed in could
        )
        assert suggestion.placements[0].starts_at == best[3]
        assert alike[best[3]] == best[0]
