"""Who gets which item when people have ranked them: an exact assignment, the same each time. Pure.

Best is, in this order: fewest who get none of their wishes; the lowest sum of ranks; fewest with the worst rank, then
with the next worst, and so on. Where that leaves several ways, those who come first in priority() get the better one,
one after the other. Everything is packed into one whole number a person and item, so that comparing sums compares
all of it at once; then each person in turn is put in at the least cost (successive shortest paths over the items).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

NOWHERE = 0
"""Stands for no item among the options, whose ids begin at 1."""


@dataclass(frozen=True)
class Seeker:
    """Somebody to place. `wishes`: options, the most wanted first, each once."""

    registration_id: int
    wishes: tuple[int, ...] = ()
    takes_seat: bool = True
    bad_luck: int = 0
    """How far from their first wishes they were placed in other blocks of the gathering."""
    pinned: int | None = None
    """The option that a lead has given them."""


@dataclass(frozen=True)
class Offer:
    """An option and its seats; None: no limit."""

    option_id: int
    capacity: int | None


@dataclass(frozen=True)
class Placement:
    """What somebody gets. `rank` counts their wishes from 1; None: it was none of them."""

    registration_id: int
    option_id: int | None
    rank: int | None
    pinned: bool = False


def assign(seekers: Sequence[Seeker], offers: Sequence[Offer], seed: str) -> tuple[Placement, ...]:
    """Place everybody as well as can be, in the order of their ids; see the module for what is best.

    Who is pinned stays. Who takes no seat gets the first wish. Who got no wish, and then who has none, is placed where
    most room is; without an option is who finds none.
    """
    left = {offer.option_id: offer.capacity for offer in offers}
    got: dict[int, int] = {}
    for seeker in seekers:
        if seeker.pinned is not None:
            _put(seeker, seeker.pinned, got, left)
        elif seeker.wishes and not seeker.takes_seat:
            got[seeker.registration_id] = seeker.wishes[0]
    ordered = [seeker for seeker in sorted(seekers, key=lambda s: priority(s, seed)) if _is_free(seeker, got)]
    wishing = [seeker for seeker in ordered if seeker.wishes]
    for seeker, option_id in zip(wishing, _cheapest(_costs(wishing), left), strict=True):
        if option_id != NOWHERE:
            _put(seeker, option_id, got, left)
    _fill(sorted((s for s in ordered if _is_free(s, got)), key=lambda s: not s.wishes), got, left)
    return tuple(_placement(s, got.get(s.registration_id)) for s in sorted(seekers, key=lambda s: s.registration_id))


def priority(seeker: Seeker, seed: str) -> tuple[int, str]:
    """Who goes first where it is even: whoever had most bad luck before, then by a draw that `seed` settles."""
    return -seeker.bad_luck, sha256(f"{seed}:{seeker.registration_id}".encode()).hexdigest()


def _is_free(seeker: Seeker, got: Mapping[int, int]) -> bool:
    return seeker.registration_id not in got


def _put(seeker: Seeker, option_id: int, got: dict[int, int], left: dict[int, int | None]) -> None:
    got[seeker.registration_id] = option_id
    room = left.get(option_id)
    if seeker.takes_seat and room is not None:
        left[option_id] = max(0, room - 1)  # pinned people may be more than the seats


def _costs(wishing: Sequence[Seeker]) -> list[dict[int, int]]:
    """For each, in order of priority, what each wish costs, and what it costs to get none."""
    people, worst = len(wishing), max((len(seeker.wishes) for seeker in wishing), default=1)
    one = people + 1  # the base of a number each of whose digits counts people
    ranks = [rank * one**worst + one ** (rank - 1) for rank in range(1, worst + 1)]
    none = one**worst * one * (worst + 1)
    even = worst + 2  # the base of the digits that decide where it is even, one for each person
    costs = []
    for number, seeker in enumerate(wishing):
        digit = even ** (people - 1 - number)
        wished = {o: ranks[r] * even**people + (r + 1) * digit for r, o in enumerate(seeker.wishes)}
        costs.append({**wished, NOWHERE: none * even**people + (worst + 1) * digit})
    return costs


def _cheapest(costs: Sequence[Mapping[int, int]], left: Mapping[int, int | None]) -> list[int]:
    """An option for each, such that the sum of costs is least and no option is given oftener than it has seats left."""
    got: list[int] = []
    seats = {**left, NOWHERE: None}
    for mine in costs:
        reached, came_by = _shortest(mine, _steps(costs, got))
        free = [option for option in reached if _has_room(option, got, seats)]
        at = min(free, key=lambda option: (reached[option], option))
        while at in came_by:
            giving, mover = came_by[at]
            got[mover] = at
            at = giving
        got.append(at)
    return got


def _has_room(option: int, got: Sequence[int], seats: Mapping[int, int | None]) -> bool:
    room = seats.get(option, 0)
    return room is None or got.count(option) < room


def _steps(costs: Sequence[Mapping[int, int]], got: Sequence[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """(from, to) → (what it costs more to move somebody so, whom), where that is cheapest."""
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for person, here in enumerate(got):
        theirs = costs[person]
        now = theirs[here]
        for there, cost in theirs.items():
            step = cost - now
            if there != here and ((here, there) not in steps or step < steps[here, there][0]):
                steps[here, there] = (step, person)
    return steps


def _shortest(
    mine: Mapping[int, int], steps: Mapping[tuple[int, int], tuple[int, int]]
) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
    """The least cost to take a seat and have each next person move on, by where it ends; and how it got there.

    Bellman and Ford's: steps may cost less than nothing, but never a round trip, for what is given is the cheapest.
    """
    reached = dict(mine)
    came_by: dict[int, tuple[int, int]] = {}
    changed = True
    while changed:
        changed = False
        for (here, there), (step, person) in steps.items():
            if here in reached and (there not in reached or reached[here] + step < reached[there]):
                reached[there] = reached[here] + step
                came_by[there] = (here, person)
                changed = True
    return reached, came_by


def _fill(seekers: Sequence[Seeker], got: dict[int, int], left: dict[int, int | None]) -> None:
    for seeker in seekers:
        given = list(got.values())
        roomy = [option for option, room in left.items() if room != 0 or not seeker.takes_seat]
        if roomy:
            _put(seeker, min(roomy, key=lambda option: (*_roominess(left[option]), given.count(option))), got, left)


def _roominess(room: int | None) -> tuple[bool, int]:
    return (False, 0) if room is None else (True, -room)


def _placement(seeker: Seeker, option_id: int | None) -> Placement:
    rank = seeker.wishes.index(option_id) + 1 if option_id in seeker.wishes else None
    return Placement(seeker.registration_id, option_id, rank, pinned=seeker.pinned is not None)
