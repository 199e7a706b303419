"""The parts of a gathering: what is offered and how full it is, and the rows that use cases write."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, select
from sqlalchemy.orm import Session, selectinload

from planner.core.errors import NotFound
from planner.core.language import Words
from planner.meetings.models import Meeting
from planner.meetings.rules import Mode
from planner.registrations.models import Part, PartStop, Registration, RegistrationPart
from planner.registrations.queries.seats import SEATED
from planner.registrations.rules import PartDetails, PartKind, PartOffer, PartState, RegistrationStatus, Stop


def offers_of(db: Session, meeting_id: int) -> tuple[PartOffer, ...]:
    """Every part of a gathering, days too, in the order of time, with how many have it. One statement."""
    counts = _counts(meeting_id)
    rows = db.execute(
        select(Part, counts.c.taken, counts.c.last, PartStop.id, PartStop.name, PartStop.leaves)
        .outerjoin(counts, counts.c.part_id == Part.id)
        .outerjoin(PartStop, PartStop.part_id == Part.id)
        .where(Part.meeting_id == meeting_id)
        .order_by(Part.held_on, *in_order(), PartStop.position, PartStop.id)
    ).all()
    stops: dict[int, list[Stop]] = {}
    for part, _taken, _last, stop_id, name, leaves in rows:
        stops.setdefault(part.id, []).extend([Stop(name, leaves, stop_id)] if stop_id is not None else [])
    firsts = {part.id: (part, taken or 0, last or 0) for part, taken, last, *_ in reversed(rows)}
    return tuple(
        PartOffer(part_id, _details(firsts[part_id][0], stops[part_id]), *firsts[part_id][1:]) for part_id in stops
    )


def _counts(meeting_id: int) -> Subquery:
    """How many have each part in person, and the last number in its line."""
    in_person = (RegistrationPart.mode == Mode.ON_SITE) | (Meeting.mode == Mode.ONLINE)
    has_it = (RegistrationPart.state == PartState.GRANTED) & Registration.status.in_(SEATED) & in_person
    return (
        select(
            RegistrationPart.part_id,
            func.count(case((has_it, 1))).label("taken"),
            func.max(RegistrationPart.place_in_line).label("last"),
        )
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .join(Meeting, Meeting.id == Registration.meeting_id)
        .where(Registration.meeting_id == meeting_id)
        .group_by(RegistrationPart.part_id)
        .subquery()
    )


def in_order() -> tuple[ColumnElement[Any], ...]:
    """Parts of one date: the day itself, then by time; what has no time, such as a night, comes last."""
    # Databases differ on where NULL stands.
    is_day = case((Part.kind == PartKind.DAY, 0), else_=1)
    return is_day, Part.position.expression, Part.starts.nulls_last(), Part.id.expression


def _details(part: Part, stops: Sequence[Stop]) -> PartDetails:
    return PartDetails(
        kind=part.kind,
        held_on=part.held_on,
        name=Words(part.name_sv, part.name_en),
        starts=part.starts,
        capacity=part.capacity,
        last_day=part.last_day,
        price=Words(part.price_sv, part.price_en),
        stops=tuple(stops),
    )


def part_row(db: Session, meeting_id: int, part_id: int) -> Part:
    """The row with its stops, for a use case. NotFound if the gathering has no such part."""
    row = db.scalars(
        select(Part).where(Part.id == part_id, Part.meeting_id == meeting_id).options(selectinload(Part.stops))
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def parts_in_time(db: Session, meeting_id: int, *, backwards: bool) -> Sequence[Part]:
    """The rows of every part of a gathering, by day."""
    order = Part.held_on.desc() if backwards else Part.held_on
    return db.scalars(select(Part).where(Part.meeting_id == meeting_id).order_by(order, Part.id)).all()


def part_people(db: Session, part_id: int) -> int:
    """How many who come or wait have said yes to a part."""
    return db.execute(
        select(func.count())
        .select_from(RegistrationPart)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(RegistrationPart.part_id == part_id, Registration.status != RegistrationStatus.CANCELLED)
    ).scalar_one()


def stop_people(db: Session, stop_id: int) -> int:
    """How many who come or wait get on at a stop."""
    return db.execute(
        select(func.count())
        .select_from(RegistrationPart)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(RegistrationPart.stop_id == stop_id, Registration.status != RegistrationStatus.CANCELLED)
    ).scalar_one()


def undecided(db: Session, meeting_id: int) -> Sequence[RegistrationPart]:
    """Yeses of people who have a seat that nobody has decided on, or that wait in a part's line: in that order."""
    return db.scalars(
        select(RegistrationPart)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(
            Registration.meeting_id == meeting_id,
            Registration.status.in_(SEATED),
            RegistrationPart.state != PartState.GRANTED,
        )
        # Who waits already comes before who asks now: "waiting" sorts before "wished".
        .order_by(RegistrationPart.state, RegistrationPart.place_in_line, RegistrationPart.registration_id)
    ).all()
