"""Published programmes, and the draft that would be published next."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Select, bindparam, func, literal_column, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from planner.agenda.queries import AgendaItem, agenda_of
from planner.core.errors import NotFound
from planner.core.timespan import end_of_day
from planner.meetings.models import Meeting
from planner.meetings.queries import record_of
from planner.meetings.rules import Status, standing
from planner.network.queries import VenueValue, clusters_in_order, themes_in_order, venue_with_rooms
from planner.programmes.models import ProgrammeRow
from planner.programmes.snapshot import (
    Contact,
    Draft,
    Entry,
    HostMark,
    LogoMark,
    MeetingFacts,
    Place,
    Programme,
    SpeakerLine,
    ThemeMark,
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
        _version.id, _version.number, _version.published_at, _version.last_day, _version.with_agenda,
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


def last_versions(db: Session, meeting_id: int, most: int) -> tuple[Programme, ...]:
    """At most so many versions, the newest first. One statement."""
    texts = db.scalars(
        select(ProgrammeRow.snapshot)
        .where(ProgrammeRow.meeting_id == meeting_id)
        .order_by(ProgrammeRow.number.desc())
        .limit(most)
    )
    return tuple(_decoded(text) for text in texts)


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


def draft_of(db: Session, slug: str) -> Draft:
    """What would be published now. A fixed number of statements."""
    record = record_of(db, slug)
    said = record.details
    venue = venue_with_rooms(db, said.venue_id) if said.venue_id else None
    clusters = {cluster.id: cluster for cluster in clusters_in_order(db)}
    items = agenda_of(db, record.meeting_id, said.zone)
    return Draft(
        facts=MeetingFacts(
            meeting_id=record.meeting_id,
            slug=record.slug,
            uid=record.uid,
            kind=said.kind.value,
            title=said.title,
            summary=said.summary,
            description=said.description,
            audience=said.audience,
            practical=said.practical,
            zone=said.zone,
            mode=said.mode.value,
            place=_place(venue) if venue else None,
            days=said.days,
            hosts=tuple(HostMark(clusters[h].slug, clusters[h].name) for h in said.host_ids if h in clusters),
            contact=Contact(said.contact_name, said.contact_email, said.contact_phone),
            funding=said.funding,
            logos=tuple(LogoMark(logo.digest, logo.alt, logo.width, logo.height) for logo in record.logos),
            programme_by=said.programme_by,
            cancelled=record.status is Status.CANCELLED,
            moved_from=record.moved_from,
        ),
        themes=tuple(ThemeMark(t.code, t.name, t.short, t.hue) for t in themes_in_order(db, with_retired=True)),
        entries=tuple(_entry(item) for item in items),
    )


def _place(venue: VenueValue) -> Place:
    return Place(
        name=venue.name,
        address=venue.address,
        place=venue.place,
        latitude=venue.latitude,
        longitude=venue.longitude,
        website=venue.website,
        directions=venue.directions,
    )


def _entry(item: AgendaItem) -> Entry:
    said = item.details
    return Entry(
        item_id=item.item_id,
        uid=item.uid,
        kind=said.kind.value,
        theme=item.theme_code,
        title=said.title,
        abstract=said.abstract,
        suits=said.suits,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        room=item.room,
        room_kind=item.room_kind,
        capacity=said.capacity,
        speakers=tuple(SpeakerLine(g.name, g.title, g.organisation, g.on_link) for g in said.givers),
    )
