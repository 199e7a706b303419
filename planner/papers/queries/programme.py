"""What is printed of the published programme, for everybody and for one person."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.choices.queries.board import boards_of, source_in
from planner.core.errors import NotFound
from planner.core.language import say
from planner.meetings.queries import Gate, gate_by_id, logos_of
from planner.papers.queries.prints import Made
from planner.programmes.models import ProgrammeRow
from planner.programmes.queries import programme_of
from planner.programmes.snapshot import Programme
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.rules import PartKind, PartState, RegistrationStatus


@dataclass(frozen=True)
class Published:
    """The newest programme with what stands around it."""

    programme: Programme
    logos: Mapping[str, bytes]
    last_day: date | None
    """To register; live, not part of the programme."""
    places: int | None


@dataclass(frozen=True)
class Personal:
    """The programme of one person: their days, and of what they chose among only what they chose."""

    programme: Programme
    """With their entries only."""
    logos: Mapping[str, bytes]
    has_all_days: bool
    chosen: frozenset[int]
    """Items they chose or were given."""


def published(db: Session, gate: Gate) -> Made | None:
    """Of the newest programme; None before there is one. Three statements."""
    row = db.execute(
        select(ProgrammeRow.id, ProgrammeRow.published_at)
        .where(ProgrammeRow.meeting_id == gate.meeting_id)
        .order_by(ProgrammeRow.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    around = f"{gate.last_day or ''}.{gate.capacity or ''}"
    value = Published(programme_of(db, row.id), logos_of(db, gate.meeting_id), gate.last_day, gate.capacity)
    return Made(f"{row.id}.{row.published_at.timestamp():.0f}.{around}", value)


def personal(db: Session, registration_id: int) -> Made:
    """The own programme of somebody who has a place; NotFound for others, or while there is none. 13 statements."""
    meeting_id, status = db.execute(
        select(Registration.meeting_id, Registration.status).where(Registration.id == registration_id)
    ).one()
    gate = gate_by_id(db, meeting_id)
    made = published(db, gate)
    if made is None or status is not RegistrationStatus.CONFIRMED:
        raise NotFound(say("There is no programme of your own yet."))
    whole = made.value
    assert isinstance(whole, Published)
    if not whole.programme.with_agenda:
        raise NotFound(say("There is no programme of your own yet."))
    days = _days_of(db, gate, registration_id)
    if not days:
        raise NotFound(say("There is no programme of your own yet."))
    chosen, passed = _choices_of(db, gate, whole.programme, registration_id)
    zone = ZoneInfo(gate.zone)
    entries = tuple(
        entry
        for entry in whole.programme.entries
        if entry.item_id not in passed and entry.starts_at.astimezone(zone).date() in days
    )
    has_all = days >= {day.held_on for day in gate.days}
    mine = replace(whole.programme, entries=entries)
    marks = "-".join(str(number) for number in (*sorted(entry.item_id for entry in entries), *sorted(chosen)))
    return Made(f"{made.version}.{marks}", Personal(mine, whole.logos, has_all, chosen))


def _days_of(db: Session, gate: Gate, registration_id: int) -> frozenset[date]:
    """Those they have a place on; all of them where nobody chooses days."""
    asked = db.execute(
        select(Part.held_on, RegistrationPart.state)
        .join(RegistrationPart, RegistrationPart.part_id == Part.id)
        .where(RegistrationPart.registration_id == registration_id, Part.kind == PartKind.DAY)
    ).all()
    if not asked:
        return frozenset(day.held_on for day in gate.days)
    return frozenset(day for day, state in asked if state is PartState.GRANTED)


def _choices_of(
    db: Session, gate: Gate, programme: Programme, registration_id: int
) -> tuple[frozenset[int], frozenset[int]]:
    """(items they chose, items they passed by for those)."""
    chosen: set[int] = set()
    passed: set[int] = set()
    for board in boards_of(db, gate, source_in(programme), with_wishes=False):
        pick = board.pick_of(registration_id)
        option = board.block.option(pick.option_id) if pick else None
        if option is not None and option.entry is not None:
            chosen.add(option.entry.item_id)
            passed |= {o.entry.item_id for o in board.block.standing if o.entry and o is not option}
    return frozenset(chosen), frozenset(passed - chosen)
