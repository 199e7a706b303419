"""Published programmes: the newest by its gathering's address, older ones, and the public list."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Select, bindparam, func, literal_column, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from planner.core.errors import NotFound
from planner.core.timespan import end_of_day
from planner.meetings.models import Meeting
from planner.meetings.rules import Status, standing
from planner.programmes.models import ProgrammeRow
from planner.programmes.snapshot import (
    MeetingFacts,
    Programme,
    facts_from_json,
    from_json,
)


@dataclass(frozen=True, slots=True)
class Tag:
    """Which version is the newest: all that output depends on which shows nothing live."""

    programme_id: int
    number: int
    published_at: datetime
    meeting_id: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a gathering's public output depends on, in one small row."""

    programme_id: int
    number: int
    published_at: datetime
    begins_on: date
    ends_on: date
    with_agenda: bool
    meeting_id: int
    revision: int
    """Of the gathering's live state: status, last day to register, places …"""
    status: Status
    last_day: date | None
    zone: str
    capacity: int | None
    places_taken: int
    waiting: int

    def standing(self, now: datetime) -> Status:
        """The status as the clock has it."""
        return standing(self.status, ends_on=self.ends_on, last_day=self.last_day, zone=self.zone, now=now)

    @property
    def places_left(self) -> int | None:
        """None: no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.places_taken)


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A gathering in the public list."""

    facts: MeetingFacts
    standing: Status
    is_past: bool
    """Its last day is over where it is held."""
    places_left: int | None


@dataclass(frozen=True, slots=True)
class VersionLine:
    number: int
    published_at: datetime
    published_by: str
    preliminary: bool
    with_agenda: bool
    note: str


# Tables, not entities: without the mapper in between, the one statement of a page that is kept costs a third.
_version, _meeting = ProgrammeRow.__table__.c, Meeting.__table__.c
_newest = (
    select(
        _version.id, _version.number, _version.published_at, _version.first_day, _version.last_day,
        _version.with_agenda,
        _meeting.id, _meeting.revision, _meeting.status, _meeting.last_day, _meeting.zone,
        _meeting.capacity, _meeting.places_taken, _meeting.waiting,
    )
    .join_from(ProgrammeRow.__table__, Meeting.__table__, _meeting.id == _version.meeting_id)
    .where(_meeting.slug == bindparam("slug"))
    .order_by(_version.number.desc())
    .limit(literal_column("1"))
)  # fmt: skip
"""A Stamp's fields, in their order."""
_newest_tag = (
    select(_version.id, _version.number, _version.published_at, _version.meeting_id)
    .join_from(ProgrammeRow.__table__, Meeting.__table__, _meeting.id == _version.meeting_id)
    .where(_meeting.slug == bindparam("slug"))
    .order_by(_version.number.desc())
    .limit(literal_column("1"))
)
"""A Tag's fields, in their order."""
_snapshot = select(_version.snapshot).where(_version.id == bindparam("programme_id"))


def stamp_of(db: Session | Connection, slug: str) -> Stamp:
    """The newest version's stamp; NotFound for a gathering that does not exist or is not public yet. One statement."""
    row = db.execute(_newest, {"slug": slug}).first()
    if row is None:
        raise NotFound
    return Stamp(*tuple(row))


def tag_of(db: Session | Connection, slug: str) -> Tag:
    """The newest version's tag; NotFound like stamp_of. One statement, the smallest: every poll of a feed sends it."""
    row = db.execute(_newest_tag, {"slug": slug}).first()
    if row is None:
        raise NotFound
    return Tag(*tuple(row))


def programme_of(db: Session, programme_id: int) -> Programme:
    """The programme of a row. A row never changes, so a decoded one is kept in memory."""
    text = db.execute(_snapshot, {"programme_id": programme_id}).scalar_one_or_none()
    if text is None:
        raise NotFound
    return _decoded(text)


def programmes_of(db: Session, programme_ids: Collection[int]) -> dict[int, Programme]:
    """The programmes of these rows, by row. One statement."""
    rows = db.execute(select(_version.id, _version.snapshot).where(_version.id.in_(programme_ids)))
    return {programme_id: _decoded(text) for programme_id, text in rows}


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


def published_times(db: Session, meeting_id: int) -> Mapping[str, tuple[datetime, datetime]]:
    """When what is published of a gathering begins and ends, by uid; without what is called off. One statement."""
    programme = newest(db, meeting_id)
    entries = programme.entries if programme is not None else ()
    return {entry.uid: (entry.starts_at, entry.ends_at) for entry in entries if not entry.cancelled}


def versions_of(db: Session, meeting_id: int) -> tuple[VersionLine, ...]:
    """All versions, the newest first."""
    rows = db.execute(
        select(
            ProgrammeRow.number, ProgrammeRow.published_at, ProgrammeRow.published_by, ProgrammeRow.preliminary,
            ProgrammeRow.with_agenda, ProgrammeRow.note,
        )
        .where(ProgrammeRow.meeting_id == meeting_id)
        .order_by(ProgrammeRow.number.desc())
    )  # fmt: skip
    return tuple(VersionLine(*row) for row in rows)


def last_versions(db: Session, meeting_id: int, most: int, *, skipped: int = 0) -> tuple[Programme, ...]:
    """At most so many versions, the newest first, after the `skipped` newest ones. One statement."""
    texts = db.scalars(
        select(ProgrammeRow.snapshot)
        .where(ProgrammeRow.meeting_id == meeting_id)
        .order_by(ProgrammeRow.number.desc())
        .limit(most)
        .offset(skipped)
    )
    return tuple(_decoded(text) for text in texts)


def version_of(db: Session, meeting_id: int, number: int) -> tuple[Programme | None, Programme]:
    """A version, after the one before it. NotFound if there is none of that number. One statement."""
    texts = db.scalars(
        select(ProgrammeRow.snapshot)
        .where(ProgrammeRow.meeting_id == meeting_id, ProgrammeRow.number.in_((number - 1, number)))
        .order_by(ProgrammeRow.number)
    )
    found = {programme.number: programme for programme in map(_decoded, texts)}
    if number not in found:
        raise NotFound
    return found.get(number - 1), found[number]


def meeting_and_number(db: Session, programme_id: int) -> tuple[int, int]:
    """Whose version a row is, and its number; NotFound if there is none. One statement."""
    row = db.execute(
        select(ProgrammeRow.meeting_id, ProgrammeRow.number).where(ProgrammeRow.id == programme_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row.meeting_id, row.number


def list_version(db: Session, now: datetime) -> str:
    """Changes with everything that the public list shows, also when only the clock moves on. One statement.

    Places are taken and given back, so no sum will do: each gathering's state is in it.
    """
    rows = db.execute(
        select(
            ProgrammeRow.id, Meeting.revision, Meeting.places_taken, Meeting.status, ProgrammeRow.last_day,
            Meeting.last_day, Meeting.zone,
        )
        .join(Meeting, Meeting.id == ProgrammeRow.meeting_id)
        .where(ProgrammeRow.id.in_(_last_versions()))
        .order_by(ProgrammeRow.id)
    )  # fmt: skip
    shown = [
        (programme_id, revision, taken, *_by_the_clock(now, status, ends_on, last_day, zone))
        for programme_id, revision, taken, status, ends_on, last_day, zone in rows
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:20]


def _last_versions() -> Select[int]:
    return select(func.max(ProgrammeRow.id)).group_by(ProgrammeRow.meeting_id)


def _by_the_clock(now: datetime, status: Status, ends_on: date, last_day: date | None, zone: str) -> tuple[str, bool]:
    """Where a gathering stands, and whether its last day is over."""
    stands = standing(status, ends_on=ends_on, last_day=last_day, zone=zone, now=now)
    return stands.value, now >= end_of_day(ends_on, zone)


def public_lines(db: Session, now: datetime) -> tuple[PublicLine, ...]:
    """All public gatherings in the order of their first days. One statement."""
    rows = db.execute(
        select(
            ProgrammeRow.facts, ProgrammeRow.last_day.label("ends_on"), Meeting.status, Meeting.last_day,
            Meeting.zone, Meeting.capacity, Meeting.places_taken,
        )
        .join(Meeting, Meeting.id == ProgrammeRow.meeting_id)
        .where(ProgrammeRow.id.in_(_last_versions()))
        .order_by(ProgrammeRow.first_day, ProgrammeRow.id)
    )  # fmt: skip
    return tuple(
        PublicLine(
            facts=facts_from_json(row.facts),
            standing=standing(row.status, ends_on=row.ends_on, last_day=row.last_day, zone=row.zone, now=now),
            is_past=now >= end_of_day(row.ends_on, row.zone),
            places_left=None if row.capacity is None else max(0, row.capacity - row.places_taken),
        )
        for row in rows
    )
