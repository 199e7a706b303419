"""Swaps of parallel items: never worse, nothing broken, the same each time, and the best there is where few move."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, permutations, product

from hypothesis import given
from hypothesis import strategies as st

from planner.agenda.rules import (
    Engagement,
    Known,
    Plan,
    PlannedItem,
    Proposed,
    Swap,
    Wants,
    as_proposed,
    suggest_parallel,
)
from planner.agenda.rules.suggest.losses import Losses
from planner.core.language import Words
from tests.agenda.plans import ANNA, BARN, BO, CARL, HALL, LINK, SMALL, TEN, a_meal, a_plan, item

AN_HOUR = timedelta(hours=1)
BIG = replace(BARN, capacity=100)


def two_blocks(**more: object) -> list[PlannedItem]:
    """Items 1 and 2 at ten, 3 and 4 at eleven, in two rooms."""
    return [
        item(n, (n - 1) // 2 * 60, room=(HALL, BIG)[(n - 1) % 2], **more)  # type: ignore[arg-type]
        for n in range(1, 5)
    ]


def wants(*pairs: tuple[int, ...]) -> Wants:
    """Each person wants these items, all as much."""
    return {person: tuple((item_id, 1) for item_id in wanted) for person, wanted in enumerate(pairs)}


BOTH_AT_TEN = wants((1, 2), (1, 2), (3, 4), (1, 3))
ALL = (1, 2, 3, 4)


def test_two_that_many_want_both_of_do_not_stay_at_the_same_time() -> None:
    suggestion = suggest_parallel(a_plan(*two_blocks()), ALL, BOTH_AT_TEN)
    (swap,) = suggestion.swaps
    assert swap == Swap(
        item_ids=(2, 4),
        words=swap.words,
        before=3,
        after=0,
        placements=(
            Proposed(2, TEN + AN_HOUR, BIG.room_id),
            Proposed(4, TEN, BIG.room_id),
        ),
    )
    assert swap.words.in_("en") == "“Punkt 2” and “Punkt 4” swap: 3 → 0 people lose a choice."
    assert swap.words.in_("sv") == "”Punkt 2” och ”Punkt 4” byter plats: 3 → 0 personer går miste om ett val."
    assert (suggestion.before, suggestion.after, suggestion.people, suggestion.is_best) == (3, 0, 4, True)
    assert [str(note) for note in suggestion.notes] == ["No swaps of equally long items can do better than this."]
    assert suggestion.placements == swap.placements


def test_where_as_many_lose_they_lose_what_they_want_less() -> None:
    everything = {1: ((1, 5), (2, 4), (3, 1))}
    suggestion = suggest_parallel(a_plan(*two_blocks()), ALL, {**everything, 2: ((1, 1), (2, 1), (3, 1))})
    assert (suggestion.before, suggestion.after) == (2, 2)
    assert [str(swap.words) for swap in suggestion.swaps] == [
        "“Punkt 2” and “Punkt 4” change places: still 2 lose a choice, but of what they want less."
    ]


def test_items_that_stay_count_too() -> None:
    lecture = item(9, 0, 45, room=SMALL)
    suggestion = suggest_parallel(a_plan(*two_blocks(), lecture), ALL, wants((1, 9), (1, 9), (4, 9)))
    assert [(swap.item_ids, swap.before, swap.after) for swap in suggestion.swaps] == [((1, 3), 2, 0)]
    alone = suggest_parallel(a_plan(*two_blocks(), lecture), (), wants((1, 9)))
    assert [str(note) for note in alone.notes] == ["There are no items to swap."]


def test_what_there_is_to_say_when_nothing_is_swapped() -> None:
    plan = a_plan(*two_blocks())
    one_block = a_plan(item(1), item(2))
    long = a_plan(item(1, 0, 45), item(2, 0, 60), item(3, 60, 90))
    said = {
        "unknown": suggest_parallel(plan, ALL, {}),
        "empty": suggest_parallel(plan, ALL, {1: ()}),
        "nobody": suggest_parallel(plan, ALL, wants((1, 3), (2, 4))),
        "one block": suggest_parallel(one_block, (1, 2), wants((1, 2))),
        "no equals": suggest_parallel(long, (1, 2, 3), wants((1, 2))),
        "best": suggest_parallel(plan, ALL, wants((1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4))),
    }
    assert {name: [str(note) for note in each.notes] for name, each in said.items()} == {
        "unknown": ["Nobody's wishes are known yet, so there is nothing to go by."],
        "empty": ["Nobody's wishes are known yet, so there is nothing to go by."],
        "nobody": ["Nobody loses a choice as it is."],
        "one block": ["No two of these items are equally long and at different times, so there is nothing to swap."],
        "no equals": ["No two of these items are equally long and at different times, so there is nothing to swap."],
        "best": ["No swap helps: it is the best there is already."],
    }
    assert all(each.swaps == () for each in said.values())


def test_a_speaker_stays_out_of_two_places_at_once() -> None:
    items = two_blocks()
    assert [swap.item_ids for swap in suggest_parallel(a_plan(*items), ALL, BOTH_AT_TEN).swaps] == [(2, 4)]
    # 2 and 4 cannot change places when Bo gives 2 and 3, and then 1 and 3 cannot either.
    items[1], items[2] = replace(items[1], speakers=(BO,)), replace(items[2], speakers=(BO,))
    suggestion = suggest_parallel(a_plan(*items), ALL, BOTH_AT_TEN)
    assert [(swap.item_ids, swap.after) for swap in suggestion.swaps] == [((2, 3), 1)]


def test_a_speaker_who_is_away_or_elsewhere_is_not_moved_there() -> None:
    later = (TEN + AN_HOUR, TEN + 2 * AN_HOUR)
    items = [replace(each, speakers=((n, f"Demo {n}"),)) for n, each in enumerate(two_blocks(), 1)]
    there = {2: (Engagement(*later, Words("Vårträffen"), Words("Jord")),)}
    plan = a_plan(*items, known=Known(away={1: (later,)}), elsewhere=there)
    assert suggest_parallel(plan, ALL, BOTH_AT_TEN).swaps == ()
    assert suggest_parallel(replace(plan, elsewhere={}), ALL, BOTH_AT_TEN).after == 0
    busy = a_plan(*items, item(9, 60, 45, speakers=((1, "Demo 1"), (2, "Demo 2"))))
    assert suggest_parallel(busy, ALL, BOTH_AT_TEN).swaps == ()


def rooms_after(plan: Plan, wanted: Wants) -> dict[int, str]:
    """Item → its room once all that is suggested is done; fewer must lose a choice then."""
    suggestion = suggest_parallel(plan, [each.item_id for each in plan.items if each.item_id < 9], wanted)
    assert suggestion.after < suggestion.before
    after = as_proposed(plan, suggestion.placements).items
    return {each.item_id: each.room.name for each in after if each.room}


def test_who_comes_to_a_taken_room_changes_it_with_whoever_is_there() -> None:
    items = [
        item(1, room=HALL),
        item(2, room=SMALL, speakers=(ANNA,)),
        item(3, 60, room=HALL),
        item(4, 60, room=SMALL, speakers=(BO,)),
        item(9, 60, room=LINK, speakers=(ANNA,)),
        item(10, 0, room=LINK, speakers=(CARL,)),
    ]
    # Only 1 can leave 2, and 50 want it. At eleven the hall is taken by 3, if that is not what goes to ten.
    crowd = wants(*[(1, 2)] * 50, *[(2, 3)] * 9)
    assert rooms_after(a_plan(*items), crowd) == {
        1: "Stora salen", 2: "Lilla salen", 3: "Lilla salen", 4: "Stora salen", 9: "Länken", 10: "Länken"
    }  # fmt: skip


def test_a_room_holds_those_who_want_the_item_or_as_many_as_its_own_did() -> None:
    """Both small rooms are taken at eleven, so that one of the two at ten must come to another room there."""
    attic = replace(SMALL, room_id=8, name="Vinden", capacity=20)

    def fits(capacity: int | None, number: int, own: int | None, chosen: int | None = None) -> bool:
        first = item(1, room=replace(HALL, capacity=own), capacity=capacity, speakers=(BO,))
        plan = a_plan(
            first,
            item(2, room=BARN, speakers=(ANNA,)),
            item(3, 60, room=attic),
            item(9, 60, speakers=(ANNA,), room=LINK),
            a_meal(10, 60, 45, room=HALL),
            a_meal(11, 60, 45, room=BARN),
            known=Known(chosen={1: chosen} if chosen else {}),
        )
        return suggest_parallel(plan, (1, 2, 3), wants(*[(1, 2)] * number)).after == 0

    assert (fits(None, 20, 120), fits(None, 21, 120)) == (True, False)
    assert (fits(20, 21, 120), fits(21, 22, 120)) == (True, False)
    assert (fits(None, 21, 20), fits(None, 21, None)) == (True, False)
    assert (fits(None, 21, 120, chosen=20), fits(None, 5, 120, chosen=21)) == (True, False)


def test_a_room_that_something_else_is_in_is_not_taken_and_nobody_is_sent_online() -> None:
    items = [item(1, room=HALL), item(2, room=SMALL), item(3, 60, room=LINK)]
    taken = a_meal(8, 60, 45, room=SMALL)
    one = suggest_parallel(a_plan(*items, taken), (1, 2, 3), wants((1, 2)))
    assert set(one.placements) == {Proposed(2, TEN + AN_HOUR, HALL.room_id), Proposed(3, TEN, LINK.room_id)}
    both = suggest_parallel(a_plan(*items, taken, a_meal(9, 60, 45, room=HALL)), (1, 2, 3), wants((1, 2)))
    assert both.swaps == ()


def test_parked_items_stay_parked() -> None:
    items = [*two_blocks()[:3], replace(two_blocks()[3], parked=True)]
    assert suggest_parallel(a_plan(*items), (4,), BOTH_AT_TEN).swaps == ()
    assert {p.item_id for p in suggest_parallel(a_plan(*items), ALL, BOTH_AT_TEN).placements} <= {1, 2, 3}


def test_of_too_many_items_the_first_swaps_that_help_are_taken_and_it_is_said() -> None:
    items = [item(n, n // 10 * 60) for n in range(41)]
    suggestion = suggest_parallel(a_plan(*items), range(41), wants(*[(n, n + 1) for n in range(40)]))
    assert suggestion.after < suggestion.before
    assert str(suggestion.notes[0]) == (
        "These are 41 items. Of more than 40 the first swaps that help are taken; there may be better ones."
    )


def test_more_items_than_can_all_be_looked_at_are_searched_and_it_is_said() -> None:
    items = [item(n, n // 10 * 60) for n in range(40)]
    crowded = wants(*[(n, (n * 7 + 3) % 40) for n in range(40)], *[(n, (n * 3 + 1) % 40) for n in range(40)])
    everything = {**crowded, 100: tuple((n, 1) for n in range(40))}
    suggestion = suggest_parallel(a_plan(*items), range(40), everything)
    assert 1 <= suggestion.after < suggestion.before
    assert [str(note) for note in suggestion.notes] == [
        "This is the best that was found; there are too many ways to look at all of them."
    ]
    assert suggestion == suggest_parallel(a_plan(*items), range(40), everything)


ROOMS = (HALL, SMALL, LINK)
BUSY = (TEN + AN_HOUR, TEN + AN_HOUR + timedelta(minutes=30))
some_items = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from([30, 30, 60]),
        st.sampled_from([None, *ROOMS]),
        st.sets(st.sampled_from([ANNA, BO, CARL]), max_size=1),
        st.sampled_from([None, None, 1]),
    ),
    min_size=2,
    max_size=6,
)
some_wants = st.lists(st.dictionaries(st.integers(1, 6), st.integers(1, 3), max_size=4), max_size=6)


def plan_from(chosen: list[tuple[int, int, object, set[tuple[int, str]], int | None]]) -> Plan:
    items = [
        item(n, start * 30, long, room=room, speakers=tuple(people), capacity=capacity)
        for n, (start, long, room, people, capacity) in enumerate(chosen, 1)
    ]
    hall = replace(HALL, capacity=3)
    small = replace(SMALL, capacity=1)
    swapped = {HALL: hall, SMALL: small}
    return a_plan(
        *(replace(each, room=swapped.get(each.room, each.room) if each.room else None) for each in items),
        known=Known(away={ANNA[0]: (BUSY,)}),
        elsewhere={BO[0]: (Engagement(*BUSY, Words("Vårträffen"), Words("Jord")),)},
    )


def losing(items: Sequence[PlannedItem], wanted: Wants) -> tuple[int, int]:
    """(people, weight) lost, by looking at each person and each pair."""
    by_id = {each.item_id: each for each in items}
    people, weight = 0, 0
    for pairs in wanted.values():
        known = [(by_id[item_id], heavy) for item_id, heavy in pairs if item_id in by_id]
        lost = [
            min(a_weight, b_weight)
            for n, (a, a_weight) in enumerate(known)
            for b, b_weight in known[:n]
            if a.meets(b.starts_at, b.ends_at)
        ]
        people, weight = people + bool(lost), weight + sum(lost)
    return people, weight


def is_allowed(plan: Plan, after: Sequence[PlannedItem], wanted: Wants) -> bool:
    """Whether all that has moved stands well."""
    before = {each.item_id: each for each in plan.items}
    wanting = [sum(n == item_id for pairs in wanted.values() for item_id, _ in pairs) for n in range(8)]
    for one in after:
        was = before[one.item_id]
        others = [o for o in after if o is not one and o.meets(one.starts_at, one.ends_at)]
        if one.starts_at != was.starts_at:
            if any(set(o.speakers) & set(one.speakers) for o in others):
                return False
            if {ANNA, BO} & set(one.speakers) and one.meets(*BUSY):
                return False
        if one.room != was.room:
            if one.room is None or was.room is None or one.room.kind is not was.room.kind:
                return False
            need = min(wanting[one.item_id], one.capacity or 99, was.room.capacity or 99)
            if one.room.capacity is not None and one.room.capacity < need:
                return False
        moved = (one.starts_at, one.room) != (was.starts_at, was.room)
        if moved and one.room and any(o.room == one.room for o in others):
            return False
    return True


def ways(plan: Plan, movable: int) -> Iterator[list[PlannedItem]]:
    """Every way to deal out the times of the first items among equally long ones, with every choice of rooms."""
    moving, staying = plan.items[:movable], plan.items[movable:]
    pool = {each.room for each in moving if each.room}
    for order in permutations(moving):
        pairs = list(zip(moving, order, strict=True))
        if any(a.ends_at - a.starts_at != b.ends_at - b.starts_at for a, b in pairs):
            continue
        timed = [replace(a, starts_at=b.starts_at, ends_at=b.ends_at) for a, b in pairs]
        for rooms in product(*([None] if a.room is None else sorted(pool, key=lambda r: r.room_id) for a in timed)):
            yield [*(replace(a, room=room) for a, room in zip(timed, rooms, strict=True)), *staying]


@given(some_items, some_wants, st.integers(1, 4))
def test_it_is_the_best_of_all_ways_where_few_items_move(
    chosen: list[tuple[int, int, object, set[tuple[int, str]], int | None]],
    wished: list[dict[int, int]],
    movable: int,
) -> None:
    plan = plan_from(chosen)
    wanted: Wants = {person: tuple(heavy.items()) for person, heavy in enumerate(wished)}
    ids = [each.item_id for each in plan.items[:movable]]
    suggestion = suggest_parallel(plan, ids, wanted)
    now = losing(plan.items, wanted)
    best = min(
        (losing(after, wanted) for after in ways(plan, len(ids)) if is_allowed(plan, after, wanted)), default=now
    )
    after = as_proposed(plan, suggestion.placements).items
    assert losing(after, wanted) == min(best, now)
    assert suggestion.is_best
    assert (suggestion.before, suggestion.after) == ((now[0], min(best, now)[0]) if any(wanted.values()) else (0, 0))


@given(some_items, some_wants)
def test_each_swap_helps_and_breaks_nothing_and_it_is_the_same_each_time(
    chosen: list[tuple[int, int, object, set[tuple[int, str]], int | None]], wished: list[dict[int, int]]
) -> None:
    plan = plan_from(chosen)
    wanted: Wants = {person: tuple(heavy.items()) for person, heavy in enumerate(wished)}
    suggestion = suggest_parallel(plan, range(1, 7), wanted)
    assert suggestion == suggest_parallel(replace(plan, items=plan.items[::-1]), range(6, 0, -1), wanted)
    now = plan
    for swap in suggestion.swaps:
        after = as_proposed(now, swap.placements)
        assert losing(after.items, wanted) < losing(now.items, wanted)
        assert (swap.before, swap.after) == (losing(now.items, wanted)[0], losing(after.items, wanted)[0])
        assert is_allowed(plan, after.items, wanted)
        assert set(swap.item_ids) <= {place.item_id for place in swap.placements}
        assert sorted(each.ends_at - each.starts_at for each in after.items) == sorted(
            each.ends_at - each.starts_at for each in plan.items
        )
        now = after
    assert as_proposed(plan, suggestion.placements) == now


def test_two_that_overlap_and_swap_still_overlap() -> None:
    items = [item(1, 0, 60), item(2, 30, 60), item(3, 30, 60)]
    losses = Losses(items, [], wants((1, 2), (1, 3)))
    assert [swap[:3] for swap in losses.swaps(losses.starts)] == [((2, 2), 0, 1), ((2, 2), 0, 2)]


@given(some_items, some_wants)
def test_what_a_swap_costs_is_what_it_costs_to_have_swapped(
    chosen: list[tuple[int, int, object, set[tuple[int, str]], int | None]], wished: list[dict[int, int]]
) -> None:
    movable, staying = plan_from(chosen).items[:-1], plan_from(chosen).items[-1:]
    wanted: Wants = {person: tuple(heavy.items()) for person, heavy in enumerate(wished)}
    losses = Losses(movable, staying, wanted)
    assert losses.cost(losses.starts) == losing(plan_from(chosen).items, wanted)
    told = {(a, b): cost for cost, a, b, _ in losses.swaps(losses.starts)}
    for a, b in combinations(range(len(movable)), 2):
        if losses.can_swap(a, b):
            starts = list(losses.starts)
            starts[a], starts[b] = starts[b], starts[a]
            # What is not told cannot help.
            assert told.get((a, b), losses.cost(starts)) == losses.cost(starts)
            assert (a, b) in told or losses.cost(starts) >= losses.cost(losses.starts)
