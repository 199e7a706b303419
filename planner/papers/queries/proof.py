"""What a funder wants to see of a gathering: everything that can be counted of it, and what was said. Live."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.checkin.models import Tick
from planner.checkin.queries import counted, roll_of
from planner.checkin.rules import Roll
from planner.core.language import Words
from planner.invitations.queries import tiles
from planner.lists.queries.heads import part_counts
from planner.meetings.queries import Gate, logos_of
from planner.meetings.rules import Mode, Status
from planner.network.queries import ClusterName, clusters_in_order
from planner.network.rules import ClusterStatus, by_letters
from planner.papers.queries.inviting import SentInvitation, invitation_as_sent, invitation_as_told
from planner.papers.queries.meals import Meal, meals_in
from planner.papers.queries.note import ProofNote, note_of
from planner.papers.queries.prints import Made
from planner.programmes.queries import newest
from planner.programmes.snapshot import Programme
from planner.registrations.models import Registration
from planner.registrations.rules import PartKind
from planner.registrations.rules.keeping import NOBODY


@dataclass(frozen=True)
class DayCount:
    """One day of the gathering: those who were there at the day itself, or at anything of it."""

    held_on: date
    on_site: int
    """Registered."""
    online: int
    came: int
    unannounced: int
    """Of those who came."""
    is_noted: bool
    """Whether anybody was ticked that day: if not, nobody knows who came."""


@dataclass(frozen=True)
class PartLine:
    """Something else one says yes to: a meal, the bus, the night before."""

    held_on: date
    kind: PartKind
    name: Words
    registered: int
    came: int | None
    """None: nobody was ticked at it."""


@dataclass(frozen=True)
class ClusterCount:
    """One cluster; `name` empty: those from none. People count once, however many days they come."""

    name: str
    registered: int
    came: int
    by_day: tuple[tuple[int, int], ...]
    """(registered, came) of each day, in order."""


@dataclass(frozen=True)
class Reach:
    """How many of some clusters somebody came from, or is registered from as long as nobody was ticked."""

    reached: int
    of: int


@dataclass(frozen=True)
class Participant:
    """Somebody who came, by name."""

    name: str
    comes_from: str
    days: tuple[date, ...]
    is_registered: bool


@dataclass(frozen=True)
class Proof:
    """Everything the proof pack is made of. Only `people` names anybody."""

    programme: Programme | None
    """None until one is published: then nothing can be printed yet."""
    logos: Mapping[str, bytes]
    changed_at: datetime
    """When anything of it last changed."""
    is_preliminary: bool
    """Neither is the gathering marked as held, nor was somebody ticked on each of its days."""
    is_online: bool
    """Held online only."""
    note: ProofNote
    invitation: SentInvitation | None
    days: tuple[DayCount, ...]
    registered: int
    came: int
    unannounced: int
    parts: tuple[PartLine, ...]
    clusters: tuple[ClusterCount, ...]
    invited: Reach
    network: Reach
    """Of the clusters that are active or forming."""
    meals: tuple[Meal, ...]
    people: tuple[Participant, ...] = ()
    nameless: int = 0
    """Came, but what named them is erased."""
    with_names: bool = False

    @property
    def is_noted(self) -> bool:
        """Whether anybody was ticked at all."""
        return any(day.is_noted for day in self.days)

    def without_names(self) -> "Proof":
        """The same, in numbers only: as proof_of() gives it when nobody asks for names."""
        return replace(self, people=(), nameless=0, with_names=False)

    @property
    def has_online(self) -> bool:
        return any(day.online for day in self.days)


def proof_in_numbers(db: Session, gate: Gate) -> Made | None:
    """In numbers only; None until a programme is published. A fixed number of statements."""
    return made_of(proof_of(db, gate))


def proof_by_name(db: Session, gate: Gate) -> Made | None:
    """The same with everybody who came, by name."""
    return made_of(proof_of(db, gate, with_names=True))


def made_of(found: Proof) -> Made | None:
    """`found` with the name of its state; None where nothing can be printed."""
    if found.programme is None:
        return None
    # Pictures are known by their digests, which stand in the programme.
    said = repr(replace(found, logos=tuple(sorted(found.logos))))  # type: ignore[arg-type]
    return Made(hashlib.sha256(said.encode()).hexdigest()[:40], found)


def proof_of(db: Session, gate: Gate, *, with_names: bool = False) -> Proof:
    """How things stand now. A fixed number of statements."""
    roll, heads, clusters = roll_of(db, gate), part_counts(db, gate.meeting_id), clusters_in_order(db)
    asked = {tile.cluster.id for tile in tiles(db, gate.meeting_id) if tile.is_invited}
    programme, note = newest(db, gate.meeting_id), note_of(db, gate.meeting_id)
    online = {count.offer.details.held_on: count.online for count in heads if count.is_day}
    days, found = _days(roll, gate, online), counted(roll)
    reached = found.reached if found.is_noted else {c.cluster_id for c in found.clusters if c.registered}
    awake = {cluster.id for cluster in clusters if cluster.status is not ClusterStatus.DORMANT}
    there = [person for person in found.people if person.days]
    named = [
        Participant(person.name, person.comes_from, person.days, not person.is_unannounced)
        for person in sorted(there, key=lambda each: (by_letters(each.name), each.who))
        if with_names and person.name != NOBODY
    ]
    return Proof(
        programme=programme,
        logos=logos_of(db, gate.meeting_id),
        changed_at=_changed_at(db, gate, programme, note),
        is_preliminary=gate.status is not Status.HELD and not all(day.is_noted for day in days),
        is_online=gate.mode is Mode.ONLINE,
        note=note,
        invitation=invitation_as_sent(db, gate.meeting_id, gate.zone) or invitation_as_told(note),
        days=days,
        registered=sum(person.is_registered for person in roll.people),
        came=len(there),
        unannounced=sum(person.is_unannounced for person in there),
        parts=_parts(roll),
        clusters=_clusters(roll, clusters, [day.held_on for day in days]),
        invited=Reach(len(reached & asked), len(asked)),
        network=Reach(len(reached & awake), len(awake)),
        meals=meals_in(roll, programme, gate),
        people=tuple(named),
        nameless=len(there) - len(named) if with_names else 0,
        with_names=with_names,
    )


def _days(roll: Roll, gate: Gate, online: Mapping[date, int]) -> tuple[DayCount, ...]:
    parts = {part.held_on: part.part_id for part in roll.parts if part.is_day}
    ticked = {part_id for _, part_id in roll.states}
    noted = {part.held_on for part in roll.parts if part.part_id in ticked}
    registered, came, unannounced = Counter[date](), Counter[date](), Counter[date]()
    for person in roll.people:
        for day, part_id in parts.items():
            registered[day] += person.is_registered and part_id in person.part_ids
        for day in roll.days_of(person):
            came[day] += 1
            unannounced[day] += person.is_unannounced
    is_online = gate.mode is Mode.ONLINE
    return tuple(
        DayCount(
            held_on=day,
            on_site=0 if is_online else registered[day],
            online=registered[day] if is_online else online.get(day, 0),
            came=came[day],
            unannounced=unannounced[day],
            is_noted=day in noted,
        )
        for day in (hours.held_on for hours in gate.days)
    )


def _parts(roll: Roll) -> tuple[PartLine, ...]:
    ticked = {part_id for _, part_id in roll.states}
    return tuple(
        PartLine(
            held_on=part.held_on,
            kind=part.kind,
            name=part.name,
            registered=sum(part.part_id in person.part_ids and person.is_registered for person in roll.people),
            came=sum(roll.is_present(person, part.part_id) for person in roll.people)
            if part.part_id in ticked
            else None,
        )
        for part in roll.parts
        if not part.is_day
    )


def _clusters(roll: Roll, clusters: tuple[ClusterName, ...], days: list[date]) -> tuple[ClusterCount, ...]:
    """Those from which somebody is registered or came, by name; at last those from none."""
    names: dict[int | None, str] = {cluster.id: cluster.name for cluster in clusters} | {None: ""}
    parts = {part.held_on: part.part_id for part in roll.parts if part.is_day}
    found = []
    for cluster_id, name in names.items():
        people = [person for person in roll.people if person.cluster_id == cluster_id]
        there = [(person, roll.days_of(person)) for person in people]
        registered = [person for person in people if person.is_registered]
        came = sum(bool(on) for _, on in there)
        if registered or came:
            by_day = tuple(
                (sum(parts.get(day) in person.part_ids for person in registered), sum(day in on for _, on in there))
                for day in days
            )
            found.append(ClusterCount(name, len(registered), came, by_day))
    return tuple(found)


def _changed_at(db: Session, gate: Gate, programme: Programme | None, note: ProofNote) -> datetime:
    """Of registrations, ticks, note and programme: what came last. It dates the papers, so that they stay the same."""
    people, ticks = db.execute(
        select(
            select(func.max(Registration.changed_at))
            .where(Registration.meeting_id == gate.meeting_id)
            .scalar_subquery(),
            select(func.max(Tick.received_at)).where(Tick.meeting_id == gate.meeting_id).scalar_subquery(),
        )
    ).one()
    known = (people, ticks, note.saved_at, programme.published_at if programme else None)
    return max((at for at in known if at is not None), default=datetime.fromtimestamp(0, tz=UTC))
