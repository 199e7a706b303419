"""Who gets a seat: whatever the hall, the parties and the line, these things hold."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from planner.registrations.rules import Decision, Hall, Seating, Want, next_in_line, seat_party

CLUSTERS = (1, 2, 3)
FROM = st.sampled_from((None, *CLUSTERS))
WANTS = st.builds(Want, FROM, st.booleans())


@dataclass(frozen=True)
class Waiter:
    """Somebody in line, as the rules see them."""

    number: int
    cluster_id: int | None
    takes_place: bool
    group: int | None


@st.composite
def halls(draw: st.DrawFn, *, limited: bool = False) -> Hall:
    """Any hall, also one whose capacity was lowered below what is taken, or below what is kept."""
    some = st.dictionaries(st.sampled_from(CLUSTERS), st.integers(1, 4))
    capacity = draw(st.integers(0, 12) if limited else st.none() | st.integers(0, 12))
    taken = draw(st.dictionaries(FROM, st.integers(1, 4)))
    funded = draw(some)
    funded_taken = {c: min(n, taken.get(c, 0)) for c, n in funded.items() if c in taken}
    return Hall(capacity, draw(some), taken, funded, funded_taken)


@st.composite
def lines(draw: st.DrawFn) -> tuple[Waiter, ...]:
    """A line in its order, with groups that come together among it."""
    group = st.none() | st.sampled_from((7, 8))
    rows = draw(st.lists(st.tuples(FROM, st.booleans(), group), max_size=8))
    return tuple(Waiter(number, *row) for number, row in enumerate(rows))


def with_seats(hall: Hall, wants: Sequence[Want | Waiter], seatings: Sequence[Seating]) -> Hall:
    """The hall once these have sat down."""
    for want, seating in zip(wants, seatings, strict=True):
        if seating.decision.gives_seat and seating.decision is not Decision.NO_SEAT_NEEDED:
            hall = hall.after(want.cluster_id)
    return hall


def bound(hall: Hall) -> int:
    """Seats taken, and seats kept for clusters that have not taken them."""
    return hall.total + sum(hall.own_left(cluster_id) for cluster_id in hall.own)


@given(halls(limited=True), st.lists(WANTS, max_size=8), st.booleans())
def test_never_more_seats_are_given_than_there_are(hall: Hall, wants: list[Want], together: bool) -> None:
    after = with_seats(hall, wants, seat_party(hall, wants, together=together))
    assert after.total <= max(hall.capacity or 0, hall.total)


@given(halls(limited=True), lines())
def test_never_more_seats_go_to_the_line_than_there_are(hall: Hall, line: tuple[Waiter, ...]) -> None:
    chosen = next_in_line(hall, line)
    after = with_seats(hall, [person for person, _ in chosen], [seating for _, seating in chosen])
    assert after.total <= max(hall.capacity or 0, hall.total)


@given(halls(limited=True), st.lists(WANTS, max_size=8))
def test_what_is_kept_for_a_cluster_goes_to_nobody_else(hall: Hall, wants: list[Want]) -> None:
    after = with_seats(hall, wants, seat_party(hall, wants))
    assert bound(after) <= max(hall.capacity or 0, bound(hall))
    for cluster_id in set(hall.own) - {want.cluster_id for want in wants}:
        before = min(hall.seats_for(cluster_id) or 0, hall.own_left(cluster_id))
        # Where more is kept than there are seats, clusters' own seats vie with each other: first come.
        if bound(hall) <= (hall.capacity or 0):
            assert (after.seats_for(cluster_id) or 0) >= before


@given(halls(limited=True), FROM)
def test_once_seats_are_released_anybody_has_what_is_left(hall: Hall, cluster_id: int | None) -> None:
    released = replace(hall, own={})
    left = max(0, (hall.capacity or 0) - hall.total)
    assert (released.pool_left, released.seats_for(cluster_id)) == (left, left)
    assert released.decide(cluster_id) is (Decision.FREE if left else Decision.FULL)


@given(halls(), FROM)
def test_somebody_is_told_no_just_when_no_seat_is_there_for_them(hall: Hall, cluster_id: int | None) -> None:
    assert hall.decide(cluster_id).gives_seat == (hall.seats_for(cluster_id) != 0)


@given(halls(), st.lists(WANTS, min_size=1, max_size=8))
def test_those_who_come_together_come_all_or_not_at_all(hall: Hall, wants: list[Want]) -> None:
    apart, together = seat_party(hall, wants), seat_party(hall, wants, together=True)
    if all(seating.decision.gives_seat for seating in apart):
        assert together == apart
    else:
        assert together == tuple(Seating(Decision.TOGETHER) for _ in wants)


@given(halls(), lines())
def test_groups_in_line_come_all_or_not_at_all(hall: Hall, line: tuple[Waiter, ...]) -> None:
    called = {person.number for person, _ in next_in_line(hall, line)}
    for group in (7, 8):
        members = {person.number for person in line if person.group == group}
        assert members & called in (set(), members)


@given(halls(), lines())
def test_nobody_is_passed_by_somebody_later_for_a_seat_they_could_have_had(
    hall: Hall, line: tuple[Waiter, ...]
) -> None:
    """Whoever was left standing could not have sat down when their turn came, groups with all their members."""
    chosen = next_in_line(hall, line)
    called = {person.number: seating for person, seating in chosen}
    order = [person.number for person, _ in chosen if person.group is None]
    assert order == sorted(order)
    for person in line:
        if person.number in called:
            continue
        members = [other for other in line if other == person or (person.group and other.group == person.group)]
        first = min(member.number for member in members)
        # Those before them, and their groups: nobody else has sat down when it is their turn.
        firsts = {g: min(w.number for w in line if w.group == g) for g in (7, 8) if any(w.group == g for w in line)}
        earlier = [w for w, _ in chosen if (w.number if w.group is None else firsts[w.group]) < first]
        then = with_seats(hall, earlier, [called[w.number] for w in earlier])
        asked = seat_party(then, [Want(m.cluster_id, m.takes_place) for m in members], together=len(members) > 1)
        assert not all(seating.decision.gives_seat for seating in asked)


@given(halls(), lines())
def test_once_the_line_was_served_nobody_waits_beside_a_seat_for_them(hall: Hall, line: tuple[Waiter, ...]) -> None:
    chosen = next_in_line(hall, line)
    after = with_seats(hall, [person for person, _ in chosen], [seating for _, seating in chosen])
    left = [person for person in line if person.number not in {p.number for p, _ in chosen}]
    assert next_in_line(after, left) == ()


@given(halls(), lines())
def test_the_same_line_is_served_in_the_same_way(hall: Hall, line: tuple[Waiter, ...]) -> None:
    again = replace(hall, own=dict(reversed(list(hall.own.items()))), taken=dict(reversed(list(hall.taken.items()))))
    assert next_in_line(hall, line) == next_in_line(again, list(line))


@given(halls(limited=True), lines())
def test_no_more_are_funded_than_the_network_pays_for(hall: Hall, line: tuple[Waiter, ...]) -> None:
    chosen = next_in_line(hall, line)
    paid = Counter(person.cluster_id for person, seating in chosen if seating.is_funded)
    for cluster_id, number in paid.items():
        assert cluster_id is not None
        assert number + hall.funded_taken.get(cluster_id, 0) <= hall.funded.get(cluster_id, 0)


@given(halls(limited=True), st.integers(0, 12))
def test_fewer_places_take_nothing_from_anybody_and_give_nothing_away(hall: Hall, capacity: int) -> None:
    lowered = replace(hall, capacity=min(capacity, hall.total))
    assert (lowered.taken, lowered.total) == (hall.taken, hall.total)
    assert [lowered.decide(cluster_id) for cluster_id in (None, *CLUSTERS)] == [Decision.FULL] * 4
