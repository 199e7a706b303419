"""Who gets a seat and who waits: each cluster's own seats, the common pool, the line. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol, TypeVar

from planner.core.language import Text, say


class Decision(StrEnum):
    """Why somebody has a seat, or waits for one."""

    NO_SEAT_NEEDED = "no_seat_needed"
    FREE = "free"
    OWN = "own"
    POOL = "pool"
    FULL = "full"
    TOGETHER = "together"
    LAPSED = "lapsed"

    @property
    def gives_seat(self) -> bool:
        return self in (Decision.NO_SEAT_NEEDED, Decision.FREE, Decision.OWN, Decision.POOL)


DECISION_WORDS: dict[Decision, Text] = {
    Decision.NO_SEAT_NEEDED: say("This way of taking part needs no place."),
    Decision.FREE: say("There was a place left."),
    Decision.OWN: say("The place is one of the cluster's own."),
    Decision.POOL: say("The place comes from the common pool."),
    Decision.FULL: say("All places that are open to you were taken."),
    Decision.TOGETHER: say("The group comes together or not at all, and there were not places enough for everybody."),
    Decision.LAPSED: say("A place was offered, and the time to take it ran out."),
}


@dataclass(frozen=True)
class Hall:
    """How the seats of one gathering are shared out and taken, at one moment."""

    capacity: int | None
    """None: as many as come."""
    own: Mapping[int, int] = field(default_factory=dict)
    """Seats kept for each cluster; none once they are released."""
    taken: Mapping[int | None, int] = field(default_factory=dict)
    """Taken or offered, by cluster (None: from no cluster)."""
    funded: Mapping[int, int] = field(default_factory=dict)
    """Seats of each cluster that the network pays for. They are not released: a funded seat is money, not a chair."""
    funded_taken: Mapping[int, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Seats taken or offered in all."""
        return sum(self.taken.values())

    def own_left(self, cluster_id: int | None) -> int:
        """Seats still kept for this cluster."""
        return 0 if cluster_id is None else max(0, self.own.get(cluster_id, 0) - self.taken.get(cluster_id, 0))

    @property
    def pool_left(self) -> int | None:
        """Seats that anybody may have; None: no limit. What is kept for clusters is not among them."""
        if self.capacity is None:
            return None
        kept = sum(self.own_left(cluster_id) for cluster_id in self.own)
        return max(0, self.capacity - self.total - kept)

    def seats_for(self, cluster_id: int | None) -> int | None:
        """How many of this cluster could get a seat now; None: no limit."""
        if self.capacity is None or self.pool_left is None:
            return None
        return max(0, min(self.own_left(cluster_id) + self.pool_left, self.capacity - self.total))

    def decide(self, cluster_id: int | None) -> Decision:
        """What the next person of this cluster who needs a seat gets."""
        if self.capacity is None:
            return Decision.FREE
        if self.total >= self.capacity:  # also when the capacity was lowered below what is kept for clusters
            return Decision.FULL
        if self.own_left(cluster_id):
            return Decision.OWN
        if self.pool_left:
            return Decision.POOL if self.own else Decision.FREE
        return Decision.FULL

    def pays_for(self, cluster_id: int | None) -> bool:
        """Whether the next person of this cluster has a funded seat."""
        if cluster_id is None:
            return False
        return self.funded_taken.get(cluster_id, 0) < self.funded.get(cluster_id, 0)

    def after(self, cluster_id: int | None) -> "Hall":
        """The hall once one more of this cluster has a seat."""
        funded = Counter(self.funded_taken)
        if cluster_id is not None and self.pays_for(cluster_id):
            funded[cluster_id] += 1
        return replace(self, taken=Counter(self.taken) + Counter({cluster_id: 1}), funded_taken=funded)


@dataclass(frozen=True)
class Want:
    """Somebody who asks to come."""

    cluster_id: int | None
    takes_place: bool


@dataclass(frozen=True)
class Seating:
    """What somebody got."""

    decision: Decision
    is_funded: bool = False


def seat_party(hall: Hall, wants: Sequence[Want], *, together: bool = False) -> tuple[Seating, ...]:
    """What each of a party gets, in their order; `together`: all of them or nobody."""
    seatings: list[Seating] = []
    for want in wants:
        if not want.takes_place:
            seatings.append(Seating(Decision.NO_SEAT_NEEDED))
            continue
        decision = hall.decide(want.cluster_id)
        seatings.append(Seating(decision, decision.gives_seat and hall.pays_for(want.cluster_id)))
        if decision.gives_seat:
            hall = hall.after(want.cluster_id)
    if together and not all(seating.decision.gives_seat for seating in seatings):
        return tuple(Seating(Decision.TOGETHER) for _ in wants)
    return tuple(seatings)


class InLine(Protocol):
    """Somebody on the waiting list."""

    @property
    def takes_place(self) -> bool: ...
    @property
    def cluster_id(self) -> int | None: ...
    @property
    def group(self) -> int | None:
        """Of those who come together or not at all; None for whoever comes alone."""


Waiter = TypeVar("Waiter", bound=InLine)


def next_in_line(hall: Hall, waiting: Sequence[Waiter]) -> tuple[tuple[Waiter, Seating], ...]:
    """Those of `waiting`, in their order, who get a seat now.

    Each takes a seat of their own cluster first, else one of the pool. A group that comes together takes its turn
    where its first member stands; while there are not seats enough for all of it, those behind may go before.
    Whoever needs no seat (any more) need not wait for one.
    """
    chosen: list[tuple[Waiter, Seating]] = []
    asked: set[int] = set()
    for person in waiting:
        if person.group is not None and person.group in asked:
            continue
        members = [person] if person.group is None else [w for w in waiting if w.group == person.group]
        if person.group is not None:
            asked.add(person.group)
        seatings = seat_party(hall, [Want(m.cluster_id, m.takes_place) for m in members], together=len(members) > 1)
        if not all(seating.decision.gives_seat for seating in seatings):
            continue
        for member, seating in zip(members, seatings, strict=True):
            chosen.append((member, seating))
            if seating.decision is not Decision.NO_SEAT_NEEDED:
                hall = hall.after(member.cluster_id)
    return tuple(chosen)
