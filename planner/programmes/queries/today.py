"""What the page of the day needs: the newest version, and how it stood when the day began."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, case, func, literal_column, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from planner.core.errors import NotFound
from planner.meetings.models import Meeting
from planner.programmes.models import ProgrammeRow
from planner.programmes.snapshot import Programme, from_json


@dataclass(frozen=True, slots=True)
class DayTag:
    """Which version is the newest, and which days it has, on whose clocks: what a poll of the day's page looks at."""

    programme_id: int
    number: int
    published_at: datetime
    meeting_id: int
    first_day: date
    last_day: date
    zone: str


@dataclass(frozen=True, slots=True)
class Today:
    """The newest version, the one that stood when the day began, and today's notes to readers, the newest first."""

    programme: Programme
    previous: Programme | None
    notes: tuple[str, ...]


_version, _meeting = ProgrammeRow.__table__.c, Meeting.__table__.c
_newest = (
    select(
        _version.id, _version.number, _version.published_at, _version.meeting_id, _version.first_day,
        _version.last_day, _meeting.zone,
    )
    .join_from(ProgrammeRow.__table__, Meeting.__table__, _meeting.id == _version.meeting_id)
    .where(_meeting.slug == bindparam("slug"))
    .order_by(_version.number.desc())
    .limit(literal_column("1"))
)  # fmt: skip
"""A DayTag's fields, in their order."""


def day_tag_of(db: Session | Connection, slug: str) -> DayTag:
    """The newest version's tag; NotFound for a gathering that does not exist or is not public yet. One statement."""
    row = db.execute(_newest, {"slug": slug}).first()
    if row is None:
        raise NotFound
    return DayTag(*tuple(row))


def today_of(db: Session, tag: DayTag, midnight: datetime) -> Today:
    """The version of `tag`, and what stood at `midnight`. One statement; of versions in between only their notes."""
    of_meeting = ProgrammeRow.meeting_id == tag.meeting_id
    stood = select(func.max(ProgrammeRow.number)).where(of_meeting, ProgrammeRow.published_at < midnight)
    is_stood = ProgrammeRow.number == stood.scalar_subquery()
    is_newest = ProgrammeRow.number == tag.number
    rows = db.execute(
        select(
            ProgrammeRow.number,
            ProgrammeRow.published_at,
            ProgrammeRow.note,
            case((or_(is_newest, is_stood), ProgrammeRow.snapshot)),
        )
        .where(of_meeting, ProgrammeRow.number <= tag.number, or_(ProgrammeRow.published_at >= midnight, is_stood))
        .order_by(ProgrammeRow.number.desc())
    ).all()
    newest, oldest = rows[0], rows[-1]
    return Today(
        programme=from_json(newest[3]),
        previous=from_json(oldest[3]) if oldest.published_at < midnight and oldest.number < newest.number else None,
        notes=tuple(dict.fromkeys(row.note for row in rows if row.note and row.published_at >= midnight)),
    )
