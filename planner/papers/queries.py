"""Prints as values, and what documents are made of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.choices.queries.board import boards_of, source_in
from planner.core.errors import NotFound
from planner.core.language import say
from planner.meetings.models import Meeting
from planner.meetings.queries import Gate, gate_by_id, logos_of
from planner.papers.models import PrintJob
from planner.papers.rules import Job, Wanted
from planner.programmes.models import ProgrammeRow
from planner.programmes.queries import programme_of
from planner.programmes.snapshot import Programme
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.rules import PartKind, RegistrationStatus


@dataclass(frozen=True)
class Made:
    """What a document is printed from: a frozen value that can be pickled, and the name of its state."""

    version: str
    """Letters, digits and dots, at most 60. The same version gives the same bytes."""
    value: object


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
    return Made(f"{row.id}.{row.published_at:%Y%m%d%H%M%S}.{around}", value)


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
    days = frozenset(_days_of(db, registration_id)) or frozenset(day.held_on for day in gate.days)
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


def _days_of(db: Session, registration_id: int) -> tuple[date, ...]:
    rows = db.scalars(
        select(Part.held_on)
        .join(RegistrationPart, RegistrationPart.part_id == Part.id)
        .where(RegistrationPart.registration_id == registration_id, Part.kind == PartKind.DAY)
    )
    return tuple(rows)


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


def jobs_of(db: Session, meeting_id: int) -> dict[tuple[str, str], Job]:
    """The last print of each document and language of a gathering. One statement."""
    rows = db.execute(_with_slug.where(PrintJob.meeting_id == meeting_id)).all()
    return {(job.document, job.lang): _job(job, slug) for job, slug in rows}


def job_of(db: Session, job_id: int) -> Job:
    """A print; NotFound if there is none. One statement."""
    row = db.execute(_with_slug.where(PrintJob.id == job_id)).one_or_none()
    if row is None:
        raise NotFound
    return _job(*row)


def kept_before(db: Session, documents: Collection[str], asked_before: datetime) -> tuple[Job, ...]:
    """Prints of these documents whose bytes are kept and were asked for before an instant. One statement."""
    rows = db.execute(
        _with_slug.where(PrintJob.document.in_(documents), PrintJob.kept_as != "", PrintJob.asked_at < asked_before)
    )
    return tuple(_job(job, slug) for job, slug in rows)


_with_slug = select(PrintJob, Meeting.slug).join(Meeting, Meeting.id == PrintJob.meeting_id)


def _job(row: PrintJob, slug: str) -> Job:
    return Job(
        job_id=row.id,
        wanted=Wanted(row.meeting_id, row.document, "en" if row.lang == "en" else "sv", row.version),
        slug=slug,
        run=row.run,
        state=row.state,
        done=row.done,
        of_all=row.of_all,
        pages=row.pages,
        trouble=row.trouble,
        asked_at=row.asked_at,
        kept_as=row.kept_as,
    )
