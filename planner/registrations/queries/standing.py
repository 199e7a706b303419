"""How seats, parts and the waiting list stand, for the lead's pages."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from planner.core.language import Words
from planner.meetings.queries import Gate
from planner.network.models import Cluster
from planner.network.queries import clusters_in_order
from planner.network.rules import ClusterStatus
from planner.registrations.models import LineMove, Part, Party, Registration, RegistrationPart
from planner.registrations.queries.places import COMING, OFFERED, WAITING, place_column
from planner.registrations.queries.seats import SEATED, Count, hall_from
from planner.registrations.rules import Decision, Hall, PartKind, PartState, RegistrationStatus, Terms


@dataclass(frozen=True)
class ClusterLine:
    """A cluster and its seats."""

    cluster_id: int | None
    """None: those who come from no cluster."""
    name: str
    is_dormant: bool
    own: int
    funded: int
    taken: int
    """Taken or offered, also from the common pool."""
    own_left: int
    waiting: int


@dataclass(frozen=True)
class Standing:
    """How the seats of a gathering stand."""

    hall: Hall
    """By the terms; nothing is kept in it once seats are released."""
    clusters: tuple[ClusterLine, ...]
    """Every cluster that people come from or have seats at, by name; dormant ones only if so."""
    others: ClusterLine
    """Those from no cluster."""

    @property
    def waiting(self) -> int:
        return self.others.waiting + sum(line.waiting for line in self.clusters)

    @property
    def kept(self) -> int:
        """Seats that are still kept for clusters that have not taken them."""
        return sum(self.hall.own_left(cluster_id) for cluster_id in self.hall.own)

    @property
    def lacking(self) -> int:
        """How many more are taken and kept than there are: after fewer places, or more kept than were left."""
        return 0 if self.hall.capacity is None else max(0, self.hall.total + self.kept - self.hall.capacity)


def standing_of(db: Session, gate: Gate, terms: Terms, now: datetime) -> Standing:
    """Two statements."""
    seated = Registration.takes_place & Registration.status.in_(SEATED)
    rows = db.execute(
        select(
            Registration.cluster_id,
            func.count(case((seated, 1))).label("taken"),
            func.count(case((Registration.status == WAITING, 1))).label("waiting"),
        )
        .where(Registration.meeting_id == gate.meeting_id)
        .group_by(Registration.cluster_id)
    )
    counted = {row.cluster_id: (row.taken, row.waiting) for row in rows}
    count = Count()
    count.taken.update({cluster_id: taken for cluster_id, (taken, _) in counted.items() if taken})
    hall = hall_from(gate, terms, count, now)
    shares = {seats.cluster_id: seats for seats in terms.seats}

    def line(cluster_id: int | None, name: str, *, is_dormant: bool = False) -> ClusterLine:
        taken, waiting = counted.get(cluster_id, (0, 0))
        share = shares.get(cluster_id) if cluster_id is not None else None
        own, funded = (share.seats, share.funded) if share else (0, 0)
        return ClusterLine(cluster_id, name, is_dormant, own, funded, taken, hall.own_left(cluster_id), waiting)

    lines = [line(c.id, c.name, is_dormant=c.status is ClusterStatus.DORMANT) for c in clusters_in_order(db)]
    shown = tuple(x for x in lines if not x.is_dormant or x.own or x.taken or x.waiting)
    return Standing(hall, shown, line(None, ""))


@dataclass(frozen=True)
class PartCount:
    """Who said yes to a part, of those who come or wait."""

    yeses: int = 0
    waiting: int = 0
    """In the part's own line."""


def part_counts(db: Session, meeting_id: int) -> dict[int, PartCount]:
    """By part; a part that nobody said yes to is not in it. One statement."""
    rows = db.execute(
        select(
            RegistrationPart.part_id,
            func.count(),
            func.count(case((RegistrationPart.state == PartState.WAITING, 1))),
        )
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(Registration.meeting_id == meeting_id, Registration.status.in_(COMING))
        .group_by(RegistrationPart.part_id)
    )
    return {row[0]: PartCount(row[1], row[2]) for row in rows}


@dataclass(frozen=True)
class Waiter:
    """Somebody who waits, or is offered a place."""

    registration_id: int
    place: int | None
    """From 1; None for those who are offered a place."""
    name: str
    comes_from: str
    status: RegistrationStatus
    decision: Decision
    since: datetime
    offered_until: datetime | None
    party_id: int
    booker: str
    """Who registered them."""
    together: bool
    """Their party comes all or not at all."""


def line_of(db: Session, meeting_id: int) -> tuple[Waiter, ...]:
    """Those who wait, in their order, and those who are offered a place. One statement."""
    rows = db.execute(
        select(
            Registration.id,
            place_column(),
            Registration.name,
            func.coalesce(Cluster.name, Registration.organisation),
            Registration.status,
            Registration.decision,
            Registration.registered_at,
            Registration.offered_until,
            Party.id,
            Party.booker_name,
            Party.together,
        )
        .join(Party, Party.id == Registration.party_id)
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .where(Registration.meeting_id == meeting_id, Registration.status.in_((WAITING, OFFERED)))
        .order_by(Registration.place_in_line, Registration.id)
    )
    return tuple(Waiter(*row) for row in rows)


@dataclass(frozen=True)
class Move:
    """A lead changed somebody's place in line."""

    name: str
    moved_at: datetime
    moved_by: str
    from_place: int
    to_place: int
    reason: str


def moves_of(db: Session, meeting_id: int) -> tuple[Move, ...]:
    """The latest first. One statement."""
    rows = db.execute(
        select(
            Registration.name,
            LineMove.moved_at,
            LineMove.moved_by,
            LineMove.from_place,
            LineMove.to_place,
            LineMove.reason,
        )
        .join(Registration, Registration.id == LineMove.registration_id)
        .where(Registration.meeting_id == meeting_id)
        .order_by(LineMove.id.desc())
    )
    return tuple(Move(*row) for row in rows)


@dataclass(frozen=True)
class PartLine:
    """Those who wait for one part, in their order."""

    kind: PartKind
    name: Words
    held_on: date
    people: tuple[tuple[str, str], ...]
    """(name, where they come from)."""


def part_lines(db: Session, meeting_id: int) -> tuple[PartLine, ...]:
    """The lines of the parts that somebody waits for, in order of time. One statement."""
    rows = db.execute(
        select(
            Part.id,
            Part.kind,
            Part.name_sv,
            Part.name_en,
            Part.held_on,
            Registration.name,
            func.coalesce(Cluster.name, Registration.organisation).label("comes_from"),
        )
        .join(RegistrationPart, RegistrationPart.part_id == Part.id)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .where(Part.meeting_id == meeting_id, RegistrationPart.state == PartState.WAITING)
        .order_by(Part.held_on, Part.position, Part.starts, Part.id, RegistrationPart.place_in_line)
    ).all()
    people: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        people.setdefault(row.id, []).append((row.name, row.comes_from))
    firsts = {row.id: row for row in reversed(rows)}
    return tuple(
        PartLine(firsts[i].kind, Words(firsts[i].name_sv, firsts[i].name_en), firsts[i].held_on, tuple(names))
        for i, names in people.items()
    )
