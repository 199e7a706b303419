"""The assignment is exactly the best there is, keeps to the seats, loses nobody, and is the same each time."""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.choices.rules.solver import Offer, Placement, Seeker, assign, priority

OPTIONS = (1, 2, 3)


def placed(*expected: tuple[int, int | None, int | None]) -> tuple[Placement, ...]:
    return tuple(Placement(*each) for each in expected)


@st.composite
def seekers(draw: st.DrawFn) -> list[Seeker]:
    """At most six people, with wishes and without, online and on site, lucky and not, some pinned."""
    number = draw(st.integers(0, 6))
    return [
        Seeker(
            registration_id=n,
            wishes=tuple(draw(st.lists(st.sampled_from(OPTIONS), unique=True, max_size=3))),
            takes_seat=draw(st.integers(0, 4)) > 0,
            bad_luck=draw(st.integers(0, 2)),
            pinned=draw(st.sampled_from((None, None, None, None, 1))),
        )
        for n in range(1, number + 1)
    ]


offers = st.tuples(*(st.builds(Offer, st.just(o), st.one_of(st.none(), st.integers(1, 3))) for o in OPTIONS))


def every_way(free: Sequence[Seeker], left: dict[int, int | None]) -> Iterator[dict[int, int | None]]:
    """Each way to give these people one of their wishes, or none, within the seats."""
    for each in product(*((*seeker.wishes, None) for seeker in free)):
        counted = Counter(option for option in each if option is not None)
        if all(left[o] is None or n <= (left[o] or 0) for o, n in counted.items()):
            yield {s.registration_id: o for s, o in zip(free, each, strict=True)}


def worth(free: Sequence[Seeker], way: dict[int, int | None], seed: str) -> tuple[object, ...]:
    """What is compared, plainly: missed, sum of ranks, how many at each rank from the worst, then each in turn."""
    ranks = {
        s.registration_id: s.wishes.index(o) + 1 if (o := way[s.registration_id]) is not None else None for s in free
    }
    worst = max((len(s.wishes) for s in free), default=1)
    had = [rank for rank in ranks.values() if rank is not None]
    in_turn = [ranks[s.registration_id] or worst + 1 for s in sorted(free, key=lambda s: priority(s, seed))]
    return (
        len(free) - len(had),
        sum(had),
        tuple(had.count(rank) for rank in range(worst, 0, -1)),
        tuple(in_turn),
    )


def best_by_trying_all(people: Sequence[Seeker], given: Sequence[Offer], seed: str) -> dict[int, int | None]:
    left = {offer.option_id: offer.capacity for offer in given}
    for seeker in people:
        room = left[seeker.pinned] if seeker.pinned else None
        if seeker.takes_seat and seeker.pinned and room is not None:
            left[seeker.pinned] = max(0, room - 1)
    free = [s for s in people if s.pinned is None and s.wishes and s.takes_seat]
    return min(every_way(free, left), key=lambda way: worth(free, way, seed))


@settings(max_examples=300, deadline=None)
@given(seekers(), offers, st.sampled_from(("a", "b")))
def test_no_other_way_is_better(people: list[Seeker], given: tuple[Offer, ...], seed: str) -> None:
    best = best_by_trying_all(people, given, seed)
    got = {p.registration_id: p.option_id if p.rank else None for p in assign(people, given, seed)}
    assert {who: got[who] for who in best} == best


@settings(max_examples=300, deadline=None)
@given(seekers(), offers)
def test_nobody_is_lost_and_no_item_is_overfilled(people: list[Seeker], given: tuple[Offer, ...]) -> None:
    placements = assign(people, given, "a")
    assert [p.registration_id for p in placements] == sorted(s.registration_id for s in people)
    seated = {s.registration_id for s in people if s.takes_seat}
    pinned = Counter(s.pinned for s in people if s.takes_seat and s.pinned)
    taken = Counter(p.option_id for p in placements if p.registration_id in seated)
    for offer in given:
        if offer.capacity is not None:
            assert taken[offer.option_id] <= max(offer.capacity, pinned[offer.option_id])
    if any(p.option_id is None for p in placements):
        assert all(offer.capacity is not None and taken[offer.option_id] >= offer.capacity for offer in given)
    assert all(p.option_id is not None for p in placements if p.registration_id not in seated)


@settings(deadline=None)
@given(seekers(), offers, st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_makes_no_difference(
    people: list[Seeker], given: tuple[Offer, ...], chance: object
) -> None:
    shuffled = list(people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert assign(shuffled, given, "a") == assign(people, given, "a")


@settings(deadline=None)
@given(seekers(), offers)
def test_an_earlier_wish_that_was_not_met_is_full(people: list[Seeker], given: tuple[Offer, ...]) -> None:
    placements = assign(people, given, "a")
    seated = {s.registration_id for s in people if s.takes_seat}
    taken = Counter(p.option_id for p in placements if p.registration_id in seated)
    full = {o.option_id for o in given if o.capacity is not None and taken[o.option_id] >= o.capacity}
    wishes = {s.registration_id: s.wishes for s in people}
    for placement in placements:
        if not placement.pinned:
            theirs = wishes[placement.registration_id]
            assert set(theirs if placement.rank is None else theirs[: placement.rank - 1]) <= full


def test_a_whole_gathering_is_placed_in_less_than_a_second() -> None:
    chance = random.Random(1)
    people = [Seeker(n, tuple(chance.sample(range(1, 9), 8))) for n in range(1, 141)]
    given = [Offer(option_id, 15) for option_id in range(1, 9)]
    began = time.perf_counter()
    placements = assign(people, given, "a")
    assert time.perf_counter() - began < 1
    assert sorted(Counter(p.option_id or 0 for p in placements).items()) == [(0, 20), *((n, 15) for n in range(1, 9))]


def test_more_wishes_met_goes_before_lower_ranks() -> None:
    # Two first wishes met would leave the third with nothing; so one of the first two goes on to the second wish.
    people = [Seeker(1, (1, 2)), Seeker(2, (1,))]
    assert assign(people, [Offer(1, 1), Offer(2, 1)], "a") == placed((1, 2, 2), (2, 1, 1))


def test_two_second_wishes_are_better_than_a_first_and_a_third() -> None:
    people = [Seeker(1, (1, 2, 3)), Seeker(2, (2, 3, 1)), Seeker(3, (1, 3, 2))]
    got = assign(people, [Offer(1, 1), Offer(2, 1), Offer(3, 1)], "a")
    assert sorted(p.rank or 0 for p in got) == [1, 1, 2]


def test_who_had_bad_luck_before_goes_first_where_it_is_even() -> None:
    people = [Seeker(n, (1, 2)) for n in (1, 2, 3)]
    given = [Offer(1, 1), Offer(2, 2)]
    for lucky in (1, 2, 3):
        unlucky = [replace(s, bad_luck=int(s.registration_id == lucky)) for s in people]
        got = {p.registration_id: p.rank for p in assign(unlucky, given, "a")}
        assert got == {n: 1 if n == lucky else 2 for n in (1, 2, 3)}


def test_where_all_is_even_the_draw_decides_and_another_draw_decides_otherwise() -> None:
    people = [Seeker(n, (1,)) for n in range(1, 9)]
    winners = {
        next(p.registration_id for p in assign(people, [Offer(1, 1)], str(seed)) if p.rank) for seed in range(40)
    }
    assert len(winners) > 3


def test_who_has_no_wish_comes_last_and_sits_where_most_room_is() -> None:
    people = [Seeker(1), Seeker(2, (1,)), Seeker(3), Seeker(4)]
    given = [Offer(1, 1), Offer(2, 2)]
    assert assign(people, given, "b")[1] == Placement(2, 1, 1)
    assert Counter(p.option_id for p in assign(people, given, "b")) == {1: 1, 2: 2, None: 1}


def test_who_misses_all_wishes_goes_before_who_has_none() -> None:
    people = [Seeker(1, (1,)), Seeker(2, (1,)), Seeker(3)]
    got = assign(people, [Offer(1, 1), Offer(2, 1)], "a")
    assert (sorted((p.option_id or 0, p.rank) for p in got[:2]), got[2].option_id) == ([(1, 1), (2, None)], None)


def test_who_is_online_takes_nobodys_seat() -> None:
    people = [Seeker(1, (1,), takes_seat=False), Seeker(2, (1,)), Seeker(3, (), takes_seat=False)]
    assert assign(people, [Offer(1, 1)], "a") == placed((1, 1, 1), (2, 1, 1), (3, 1, None))


def test_who_is_pinned_stays_also_in_an_item_that_is_too_small() -> None:
    people = [Seeker(1, (2,), pinned=1), Seeker(2, pinned=1), Seeker(3, (1, 2))]
    assert assign(people, [Offer(1, 1), Offer(2, 1)], "a") == (
        Placement(1, 1, None, pinned=True),
        Placement(2, 1, None, pinned=True),
        Placement(3, 2, 2),
    )


def test_without_limits_everybody_gets_the_first_wish_and_the_rest_spread() -> None:
    people = [Seeker(1, (2,)), Seeker(2, (2, 1)), Seeker(3), Seeker(4)]
    got = assign(people, [Offer(1, None), Offer(2, None)], "a")
    assert [(p.option_id, p.rank) for p in got] == [(2, 1), (2, 1), (1, None), (1, None)]


def test_nobody_and_nothing_is_placed_without_people_or_items() -> None:
    assert assign([], [Offer(1, 1)], "a") == ()
    assert assign([Seeker(1)], [], "a") == placed((1, None, None))
