"""Who came, counted: by day and part, by cluster, and the days of each person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from planner.checkin.queries.roll import roll_of
from planner.checkin.rules import DoorPart, Roll, TickState, Who
from planner.meetings.queries import gate_by_id


@dataclass(frozen=True)
class PartAttendance:
    """A day, or another part."""

    part: DoorPart
    registered: int
    """Registered to come to it on site; where it is held online, at all."""
    present: int
    """Came with a seat: also those who had said another day, and who gave the seat to a colleague afterwards."""
    absent: int
    """Noted as not there."""
    visitors: int
    """Came unannounced; not among `present`."""

    @property
    def came(self) -> int:
        return self.present + self.visitors


@dataclass(frozen=True)
class ClusterAttendance:
    """Those of one cluster, counted once however many days they came. None: from no cluster."""

    cluster_id: int | None
    registered: int
    present: int
    visitors: int

    @property
    def is_reached(self) -> bool:
        return self.present + self.visitors > 0


@dataclass(frozen=True)
class PersonAttendance:
    """One person, and the days they were there."""

    who: Who
    name: str
    comes_from: str
    cluster_id: int | None
    days: tuple[date, ...]
    """On which they were there."""
    is_unannounced: bool


@dataclass(frozen=True)
class Attendance:
    """Who came to a gathering."""

    parts: tuple[PartAttendance, ...]
    """In the order of time."""
    clusters: tuple[ClusterAttendance, ...]
    """Those from which somebody is registered or came."""
    people: tuple[PersonAttendance, ...]
    """By name; everybody who has a place, and everybody who came without one."""
    days: tuple[date, ...]
    is_noted: bool
    """Whether anybody was ticked at all: a gathering where nobody came, and one where nobody noted it, differ."""

    @property
    def came(self) -> int:
        """How many were there on some day."""
        return sum(bool(person.days) for person in self.people)

    @property
    def reached(self) -> frozenset[int]:
        """The clusters from which somebody came."""
        return frozenset(c.cluster_id for c in self.clusters if c.cluster_id is not None and c.is_reached)

    def reached_of(self, asked: Collection[int]) -> int:
        """Of how many of the clusters that were asked somebody came."""
        return len(self.reached & frozenset(asked))


def attendance_of(db: Session, meeting_id: int) -> Attendance:
    """Everything of one gathering, in six statements. Raises NotFound if there is no such gathering."""
    return counted(roll_of(db, gate_by_id(db, meeting_id)))


def counted(roll: Roll) -> Attendance:
    """Who came, of a list that is at hand already."""
    people = [
        PersonAttendance(p.who, p.name, p.comes_from, p.cluster_id, roll.days_of(p), p.is_unannounced)
        for p in roll.people
    ]
    return Attendance(
        parts=tuple(_part(roll, part) for part in roll.parts),
        clusters=_clusters(people),
        people=tuple(people),
        days=tuple(sorted({part.held_on for part in roll.parts if part.is_day})),
        is_noted=bool(roll.states),
    )


def _part(roll: Roll, part: DoorPart) -> PartAttendance:
    here = [person for person in roll.people if roll.is_present(person, part.part_id)]
    absent = (roll.states.get((person.who, part.part_id)) for person in roll.people)
    return PartAttendance(
        part=part,
        registered=sum(part.part_id in person.part_ids for person in roll.people if person.is_registered),
        present=sum(not person.is_unannounced for person in here),
        absent=sum(state is TickState.ABSENT for state in absent),
        visitors=sum(person.is_unannounced for person in here),
    )


def _clusters(people: Iterable[PersonAttendance]) -> tuple[ClusterAttendance, ...]:
    groups: dict[int | None, list[PersonAttendance]] = {}
    for person in people:
        groups.setdefault(person.cluster_id, []).append(person)
    return tuple(_cluster(key, groups[key]) for key in sorted(groups, key=lambda key: (key is None, key or 0)))


def _cluster(cluster_id: int | None, people: list[PersonAttendance]) -> ClusterAttendance:
    return ClusterAttendance(
        cluster_id=cluster_id,
        registered=sum(person.who.kind == "r" for person in people),
        present=sum(bool(person.days) for person in people if not person.is_unannounced),
        visitors=sum(bool(person.days) for person in people if person.is_unannounced),
    )
