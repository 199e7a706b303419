"""The same clashes that a slow and simple model finds, and quickly."""

import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.agenda.rules import (
    ClashKind,
    Engagement,
    ItemKind,
    Known,
    Plan,
    PlannedItem,
    clashes,
)
from planner.core.language import Words
from tests.agenda.plans import (
    ANNA,
    BARN,
    BO,
    CARL,
    FARM,
    HALL,
    SMALL,
    TEN,
    WATER,
    a_plan,
    item,
)

ROOMS = (HALL, SMALL, BARN, FARM)
MODEL_KINDS = {
    ClashKind.ROOM,
    ClashKind.SPEAKER,
    ClashKind.SAME_THEME,
    ClashKind.ELSEWHERE,
    ClashKind.AWAY,
    ClashKind.CROWDED,
    ClashKind.NO_ROOM,
    ClashKind.NO_PLACE,
    ClashKind.NO_PAUSE,
}
some_items = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.integers(1, 6),
        st.sampled_from([None, *ROOMS]),
        st.sets(st.sampled_from([ANNA, BO, CARL]), max_size=2),
        st.sampled_from([None, 7, 8]),
        st.sampled_from([ItemKind.TALK, ItemKind.TALK, ItemKind.MEAL, ItemKind.BREAK, ItemKind.TRAVEL]),
        st.sampled_from([None, None, 40]),
    ),
    max_size=10,
)


@given(some_items, st.dictionaries(st.integers(1, 10), st.integers(0, 130), max_size=3), st.integers(0, 130))
def test_the_same_as_comparing_each_with_each(
    chosen_items: list[tuple[Any, ...]], chosen: dict[int, int], coming: int
) -> None:
    items = [
        item(n, start * 5, long * 5, room=room, speakers=tuple(sorted(people)), theme_id=theme, kind=kind, capacity=own)
        for n, (start, long, room, people, theme, kind, own) in enumerate(chosen_items, 1)
    ]
    busy = (TEN + timedelta(minutes=30), TEN + timedelta(minutes=50))
    plan = a_plan(
        *items,
        rooms=ROOMS,
        elsewhere={1: (Engagement(*busy, Words("En annan"), Words("Tal")),)},
        known=Known(away={2: (busy,)}, chosen=chosen, coming={date(2026, 10, 14): coming}),
    )
    expected = {
        (kind, each.item_id, others, name)
        for each in items
        for kind, others, name in model(plan, each, sorted(items, key=lambda other: other.order), busy)
    }
    seen = [
        (c.kind, c.item_id, frozenset(c.item_ids[1:]), c.words.blanks.get("name"))
        for c in clashes(plan)
        if c.kind in MODEL_KINDS
    ]
    assert set(seen) == expected
    assert len(seen) == len(expected)


def model(
    plan: Plan, one: PlannedItem, items: list[PlannedItem], busy: tuple[datetime, datetime]
) -> Iterable[tuple[ClashKind, frozenset[int], str | None]]:
    """What is to be said of one item, found by looking at all the others."""
    others = [other for other in items if other is not one]
    at_once = [other for other in others if other.starts_at < one.ends_at and one.starts_at < other.ends_at]
    earlier = [other for other in at_once if (other.starts_at, other.item_id) < (one.starts_at, one.item_id)]
    if same := [other for other in earlier if one.room and other.room == one.room]:
        yield ClashKind.ROOM, ids(same), None
    alike = [other for other in earlier if one.theme_id == other.theme_id and one.is_content and other.is_content]
    if alike and one.theme_id:
        yield ClashKind.SAME_THEME, ids(alike), None
    for person in one.speakers:
        if same := [other for other in earlier if person in other.speakers]:
            yield ClashKind.SPEAKER, ids(same), person[1]
        if one.starts_at < busy[1] and busy[0] < one.ends_at and person in (ANNA, BO):
            yield ClashKind.ELSEWHERE if person == ANNA else ClashKind.AWAY, frozenset(), person[1]
    content = [other for other in at_once if other.is_content]
    eating = [other for other in at_once if other.kind is ItemKind.MEAL]
    if one.is_content and one.room is None:
        roomed = ids([other for other in content if other.room])
        yield ClashKind.NO_PLACE if roomed else ClashKind.NO_ROOM, roomed, None
    if one.room and one.room.capacity:
        everybody = (one.is_content or one.kind is ItemKind.MEAL) and one.capacity is None and not content + eating
        come = plan.known.coming[date(2026, 10, 14)] if everybody else 0
        if plan.known.chosen.get(one.item_id, come) > one.room.capacity:
            yield ClashKind.CROWDED, frozenset(), None
    yield from model_of_pauses(one, items)


def model_of_pauses(
    one: PlannedItem, items: list[PlannedItem]
) -> Iterable[tuple[ClashKind, frozenset[int], str | None]]:
    def alone(who: PlannedItem) -> bool:
        beside = [o for o in items if o is not who and o.is_content and o.meets(who.starts_at, who.ends_at)]
        return who.is_content and who.capacity is None and not beside

    def far(a: PlannedItem) -> bool:
        if a.room is None or one.room is None or ItemKind.TRAVEL in (a.kind, one.kind) or a.room == one.room:
            return False
        ridden = [t for t in items if t.kind is ItemKind.TRAVEL and a.ends_at <= t.starts_at]
        if any(t.ends_at <= one.starts_at for t in ridden):
            return False
        return {a.room, one.room} != {HALL, SMALL}

    just = [o for o in items if o is not one and o.ends_at <= one.starts_at < o.ends_at + timedelta(minutes=10)]
    last = [o for o in sorted(just, key=lambda o: (o.ends_at, o.item_id)) if far(o)]
    plenary = [o for o in last if alone(o)] if alone(one) else []
    if plenary:
        yield ClashKind.NO_PAUSE, ids(plenary[-1:]), None
    for person in one.speakers:
        theirs = [o for o in last if person in o.speakers]
        if theirs and theirs[-1:] != plenary[-1:]:
            yield ClashKind.NO_PAUSE, ids(theirs[-1:]), person[1]


def ids(items: Iterable[PlannedItem]) -> frozenset[int]:
    return frozenset(each.item_id for each in items)


def test_four_hundred_items_are_quick_even_where_everything_clashes() -> None:
    apart = [item(n, n % 48 * 10, 30, speakers=((n, f"Demo {n}"),)) for n in range(400)]
    together = [item(n, n % 40, 600, room=HALL, speakers=(ANNA, BO), **WATER) for n in range(400)]
    begun = time.process_time()
    clashes(a_plan(*apart))
    clashes(a_plan(*together))
    assert time.process_time() - begun < 0.5
