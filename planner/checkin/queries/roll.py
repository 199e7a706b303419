"""The list at the door: who may come to what, and how everybody stands."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from planner.checkin.models import Tick, Visitor, VisitorPart
from planner.checkin.rules import (
    DoorPart,
    Person,
    Roll,
    States,
    TickState,
    Who,
    code_of,
    is_code_of,
    is_expected,
    number_in,
)
from planner.core.errors import NotFound
from planner.core.language import Words, say
from planner.core.tokens import Keys
from planner.meetings.queries import Gate
from planner.meetings.rules import Mode
from planner.network.models import Cluster
from planner.network.rules import by_letters
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.queries.parts import in_order
from planner.registrations.rules import PartKind, PartState, RegistrationStatus

NEWEST_FIRST = (Tick.ticked_at.desc(), Tick.received_at.desc(), Tick.id.desc())
"""The order of rules.states_of(): the first of each person and part holds."""


def roll_of(db: Session, gate: Gate) -> Roll:
    """Everybody who may come, by name, and how they stand at each part. Five statements, however many come."""
    version, states = version_of(db, gate.meeting_id), states_in(db, gate.meeting_id)
    people = [*_registered(db, gate, states), *_visitors(db, gate.meeting_id)]
    return Roll(
        parts=parts_of(db, gate.meeting_id),
        people=tuple(sorted(people, key=lambda each: (by_letters(each.name), each.who))),
        states=states,
        version=version,
    )


def is_on_list(db: Session, meeting_id: int, name: str) -> bool:
    """Whether somebody of this name has a place, or is written down already. One statement."""
    registered = select(Registration.name).where(
        Registration.meeting_id == meeting_id, Registration.status == RegistrationStatus.CONFIRMED
    )
    names = db.scalars(registered.union_all(select(Visitor.name).where(Visitor.meeting_id == meeting_id)))
    return name.casefold() in {known.casefold() for known in names}  # å and Å: databases disagree on those


def version_of(db: Session, meeting_id: int) -> str:
    """Changes with every tick, also one that was erased, and with every visitor. One statement."""
    numbers = [
        query.where(table.meeting_id == meeting_id).scalar_subquery()
        for table in (Tick, Visitor)
        for query in (select(func.coalesce(func.max(table.id), 0)), select(func.count(table.id)))
    ]
    return "-".join(str(number) for number in db.execute(select(*numbers)).one())


def parts_of(db: Session, meeting_id: int) -> tuple[DoorPart, ...]:
    """What can be ticked, in the order of time: everything one comes to awake. One statement."""
    rows = db.execute(
        select(Part.id, Part.kind, Part.held_on, Part.name_sv, Part.name_en, Part.starts)
        .where(Part.meeting_id == meeting_id, Part.kind != PartKind.NIGHT)
        .order_by(Part.held_on, *in_order())
    )
    return tuple(DoorPart(id, kind, day, Words(sv, en), starts) for id, kind, day, sv, en, starts in rows)


def states_in(db: Session, meeting_id: int, part_id: int | None = None) -> Mapping[tuple[Who, int], TickState]:
    """How everybody stands, as rules.states_of() decides it; `part_id`: at that part alone. One statement."""
    newest = func.row_number().over(
        partition_by=(Tick.part_id, Tick.registration_id, Tick.visitor_id),
        order_by=NEWEST_FIRST,
    )
    here = [Tick.meeting_id == meeting_id, *([Tick.part_id == part_id] if part_id is not None else [])]
    ranked = (
        select(Tick.registration_id, Tick.visitor_id, Tick.part_id, Tick.state, newest.label("rank"))
        .where(*here)
        .subquery()
    )
    rows = db.execute(select(ranked).where(ranked.c.rank == 1, ranked.c.state != TickState.UNSET))
    return {(_who(row.registration_id, row.visitor_id), row.part_id): row.state for row in rows}


def _who(registration_id: int | None, visitor_id: int | None) -> Who:
    return Who("r", registration_id) if registration_id is not None else Who("v", visitor_id or 0)


def _registered(db: Session, gate: Gate, states: States) -> list[Person]:
    """Those with a place; and whoever was there and has given it up since, at that which they were at."""
    was_there = select(Tick.registration_id).where(
        Tick.meeting_id == gate.meeting_id, Tick.registration_id.is_not(None), Tick.state == TickState.PRESENT
    )
    rows = db.execute(
        select(
            Registration.id, Registration.name, Registration.cluster_id, Cluster.name, Registration.organisation,
            Registration.status, RegistrationPart.part_id, RegistrationPart.mode,
        )
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .outerjoin(
            RegistrationPart,
            and_(RegistrationPart.registration_id == Registration.id, RegistrationPart.state == PartState.GRANTED),
        )
        .where(
            Registration.meeting_id == gate.meeting_id,
            or_(Registration.status == RegistrationStatus.CONFIRMED, Registration.id.in_(was_there)),
        )
    )  # fmt: skip
    present: defaultdict[int, set[int]] = defaultdict(set)
    for (who, at), state in states.items():
        if who.registration_id is not None and state is TickState.PRESENT:
            present[who.registration_id].add(at)
    found: dict[int, tuple[str, str, int | None]] = {}
    comes_to: defaultdict[int, set[int]] = defaultdict(set)
    for id, name, cluster_id, cluster, organisation, status, part_id, mode in rows:
        if status is not RegistrationStatus.CONFIRMED:
            comes_to[id] = present[id]
        elif part_id is not None and is_expected(mode, gate.mode):
            comes_to[id].add(part_id)
        if status is RegistrationStatus.CONFIRMED or present[id]:
            found[id] = (name, cluster or organisation, cluster_id)
    return [Person(Who("r", id), *known, frozenset(comes_to[id])) for id, known in found.items()]


def _visitors(db: Session, meeting_id: int) -> list[Person]:
    rows = db.execute(
        select(
            Visitor.id, Visitor.name, Visitor.cluster_id, Cluster.name, Visitor.organisation, Visitor.seat_id,
            VisitorPart.part_id,
        )
        .outerjoin(Cluster, Cluster.id == Visitor.cluster_id)
        .outerjoin(VisitorPart, VisitorPart.visitor_id == Visitor.id)
        .where(Visitor.meeting_id == meeting_id)
    )  # fmt: skip
    found: dict[int, tuple[tuple[str, str, int | None], bool]] = {}
    comes_to: defaultdict[int, set[int]] = defaultdict(set)
    for id, name, cluster_id, cluster, organisation, seat_id, part_id in rows:
        found[id] = ((name, cluster or organisation, cluster_id), seat_id is not None)
        comes_to[id] |= {part_id} if part_id is not None else set()
    return [Person(Who("v", id), *known, frozenset(comes_to[id]), seat) for id, (known, seat) in found.items()]


def code_for(db: Session, keys: Keys, registration_id: int) -> str:
    """The code that somebody shows at the door. One statement."""
    return code_of(keys, registration_id, db.scalars(_salt(registration_id)).one())


@dataclass(frozen=True)
class Standing:
    """Whose a code is, as it is shown to those who help at that door."""

    registration_id: int
    meeting_id: int
    name: str
    comes_from: str
    part_ids: frozenset[int]
    is_confirmed: bool

    @property
    def who(self) -> Who:
        return Who("r", self.registration_id)


def holder_of_code(db: Session, keys: Keys, code: str) -> int:
    """The registration of a code. Raises NotFound for one that was never made, or went with the person."""
    number = number_in(code)
    salt = db.scalar(_salt(number)) if number is not None else None
    if number is None or salt is None or not is_code_of(keys, code, number, salt):
        raise NotFound(say("This code does not work, or does so no more. The newest one is on your own page."))
    return number


def standing_of(db: Session, registration_id: int) -> Standing:
    """Who it is, and what they come to on site (or at all, where it is held online). One statement."""
    rows = db.execute(
        select(Registration, Cluster.name, RegistrationPart.part_id, RegistrationPart.mode)
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .outerjoin(
            RegistrationPart,
            and_(RegistrationPart.registration_id == Registration.id, RegistrationPart.state == PartState.GRANTED),
        )
        .where(Registration.id == registration_id)
    ).all()
    found, cluster, *_ = rows[0]
    return Standing(
        registration_id=found.id,
        meeting_id=found.meeting_id,
        name=found.name,
        comes_from=cluster or found.organisation,
        part_ids=frozenset(row.part_id for row in rows if row.mode is Mode.ON_SITE),
        is_confirmed=found.status is RegistrationStatus.CONFIRMED,
    )


def was_there(db: Session, registration_id: int) -> tuple[tuple[date, Words, TickState], ...]:
    """(day, part, how it was noted) of one person, in the order of time: for their own copy. Three statements."""
    row = db.execute(select(Registration.meeting_id).where(Registration.id == registration_id)).one()
    states = states_in(db, row.meeting_id)
    who = Who("r", registration_id)
    return tuple(
        (part.held_on, part.name, states[who, part.part_id])
        for part in parts_of(db, row.meeting_id)
        if (who, part.part_id) in states
    )


def _salt(registration_id: int) -> Select[str]:
    return select(Registration.salt).where(Registration.id == registration_id)
