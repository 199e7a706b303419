"""What the page of the day needs: the newest version, and how it stood when the day began."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, literal_column, or_, select
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
    """The newest version, the one that stood when the day began, and what was written to readers today."""

    programme: Programme
    previous: Programme | None
    note: str
    """Of the newest version alone: what came before it today is no longer in force. The first one changes nothing."""


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
    """The version of `tag`, and what stood at `midnight`. One statement; versions in between are not read."""
    of_meeting = ProgrammeRow.meeting_id == tag.meeting_id
    stood = select(func.max(ProgrammeRow.number)).where(of_meeting, ProgrammeRow.published_at < midnight)
    wanted = or_(ProgrammeRow.number == tag.number, ProgrammeRow.number == stood.scalar_subquery())
    rows = db.execute(
        select(ProgrammeRow.number, ProgrammeRow.published_at, ProgrammeRow.note, ProgrammeRow.snapshot)
        .where(of_meeting, ProgrammeRow.number <= tag.number, wanted)
        .order_by(ProgrammeRow.number.desc())
    ).all()
    newest, oldest = rows[0], rows[-1]
    is_news = newest.published_at >= midnight and newest.number > 1
    return Today(
        programme=from_json(newest.snapshot),
        previous=from_json(oldest.snapshot) if oldest.number < newest.number else None,
        note=newest.note if is_news else "",
    )
