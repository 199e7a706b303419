"""Published programmes: the newest by its gathering's address, and older ones by number."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from planner.core.errors import NotFound
from planner.meetings.models import Meeting
from planner.programmes.models import ProgrammeRow
from planner.programmes.snapshot import Programme, from_json


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a gathering's public output depends on, in one small row."""

    programme_id: int
    meeting_id: int
    slug: str
    number: int
    published_at: datetime
    revision: int
    """Of the gathering's live state: status, last day, capacity …"""
    places_taken: int
    waiting: int


_newest = (
    select(
        ProgrammeRow.id,
        ProgrammeRow.number,
        ProgrammeRow.published_at,
        Meeting.id.label("meeting_id"),
        Meeting.revision,
        Meeting.places_taken,
        Meeting.waiting,
    )
    .join(Meeting, Meeting.id == ProgrammeRow.meeting_id)
    .where(Meeting.slug == bindparam("slug"))
    .order_by(ProgrammeRow.number.desc())
    .limit(1)
)
_snapshot = select(ProgrammeRow.snapshot).where(ProgrammeRow.id == bindparam("programme_id"))


def stamp_of(db: Session, slug: str) -> Stamp:
    """The newest version's stamp; NotFound for a gathering that does not exist or is not public yet."""
    row = db.execute(_newest, {"slug": slug}).one_or_none()
    if row is None:
        raise NotFound
    return Stamp(
        programme_id=row.id,
        meeting_id=row.meeting_id,
        slug=slug,
        number=row.number,
        published_at=row.published_at,
        revision=row.revision,
        places_taken=row.places_taken,
        waiting=row.waiting,
    )


def programme_of(db: Session, programme_id: int) -> Programme:
    """The programme of a row. A row never changes, so a decoded one is kept in memory."""
    return _decoded(db.execute(_snapshot, {"programme_id": programme_id}).scalar_one())


@lru_cache(maxsize=32)
def _decoded(text: str) -> Programme:
    return from_json(text)


def newest(db: Session, meeting_id: int) -> Programme | None:
    """The newest published programme, if any."""
    text = db.scalar(
        select(ProgrammeRow.snapshot)
        .where(ProgrammeRow.meeting_id == meeting_id)
        .order_by(ProgrammeRow.number.desc())
        .limit(1)
    )
    return _decoded(text) if text is not None else None
