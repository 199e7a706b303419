"""What is known of gatherings, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from planner.core.errors import NotFound
from planner.core.language import Words
from planner.core.timespan import end_of_day
from planner.meetings.models import Logo, Meeting, MeetingDay
from planner.meetings.rules import (
    DayHours,
    MeetingDetails,
    MeetingKind,
    Mode,
    Status,
    erase_date,
    has_numbers,
    standing,
)


@dataclass(frozen=True)
class Gate:
    """What registration needs to know of a gathering."""

    meeting_id: int
    slug: str
    title: Words
    zone: str
    mode: Mode
    status: Status
    days: tuple[DayHours, ...]
    last_day: date | None
    capacity: int | None
    contact_name: str
    contact_email: str
    contact_phone: str
    erase_needs_on: date
    places_taken: int
    waiting: int
    has_numbers: bool = False
    """Whether the items have numbers."""
    has_venue: bool = False

    @property
    def rooms_matter(self) -> bool:
        """Whether somebody must still say where in the house things are."""
        return self.has_venue and self.status not in (Status.HELD, Status.CANCELLED)

    def standing(self, now: datetime) -> Status:
        """The status as the clock has it."""
        return standing(self.status, ends_on=self.days[-1].held_on, last_day=self.last_day, zone=self.zone, now=now)

    @property
    def places_left(self) -> int | None:
        """None: no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.places_taken)


@dataclass(frozen=True)
class MeetingLine:
    """A gathering in a planner's list."""

    meeting_id: int
    slug: str
    title: Words
    kind: MeetingKind
    days: tuple[date, ...]
    status: Status
    is_past: bool
    """Its last day is over where it is held."""
    capacity: int | None
    places_taken: int
    waiting: int


@dataclass(frozen=True)
class LogoLine:
    logo_id: int
    alt: str
    digest: str
    width: int
    height: int


@dataclass(frozen=True)
class MeetingRecord:
    """A gathering with everything the lead said of it, and where it stands."""

    meeting_id: int
    slug: str
    uid: str
    status: Status
    revision: int
    moved_from: tuple[date, date] | None
    details: MeetingDetails
    logos: tuple[LogoLine, ...]
    places_taken: int
    waiting: int

    @property
    def title(self) -> Words:
        return self.details.title

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(day.held_on for day in self.details.days)

    def standing(self, now: datetime) -> Status:
        """The status as the clock has it."""
        said = self.details
        return standing(self.status, ends_on=said.days[-1].held_on, last_day=said.last_day, zone=said.zone, now=now)


def meeting_row(db: Session, slug: str, *, lock: bool = False) -> Meeting:
    """The row with its days, hosts and logos, for a use case; `lock` holds it against other writers."""
    query = (
        select(Meeting)
        .where(Meeting.slug == slug)
        .options(selectinload(Meeting.days), selectinload(Meeting.hosts), selectinload(Meeting.logos))
    )
    row = db.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound
    return row


def gate_of(db: Session, slug: str) -> Gate:
    """The gate of a gathering; NotFound if there is none. One statement."""
    return _gate(db, Meeting.slug == slug)


def gate_by_id(db: Session, meeting_id: int) -> Gate:
    """Like gate_of(), by the gathering's id."""
    return _gate(db, Meeting.id == meeting_id)


def lock_gate(db: Session, meeting_id: int) -> Gate:
    """The gate, its row locked until the end of the transaction: whoever counts places comes through here first.

    SQLite has locked the whole database already, by BEGIN IMMEDIATE.
    """
    db.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update()).one()
    return _gate(db, Meeting.id == meeting_id)


def lock_gate_of(db: Session, slug: str) -> Gate:
    """Like lock_gate(), by the gathering's address; NotFound if there is none."""
    if db.get_bind().dialect.name != "sqlite":
        db.execute(select(Meeting.id).where(Meeting.slug == slug).with_for_update())
    return _gate(db, Meeting.slug == slug)


def _gate(db: Session, condition: object) -> Gate:
    rows = db.execute(
        select(
            Meeting.id, Meeting.slug, Meeting.title_sv, Meeting.title_en, Meeting.zone, Meeting.mode, Meeting.status,
            Meeting.last_day, Meeting.capacity, Meeting.contact_name, Meeting.contact_email, Meeting.contact_phone,
            Meeting.erase_needs_on, Meeting.places_taken, Meeting.waiting, Meeting.kind, Meeting.numbered,
            Meeting.venue_id,
            MeetingDay.held_on, MeetingDay.opens, MeetingDay.closes,
        )
        .join(MeetingDay, MeetingDay.meeting_id == Meeting.id)
        .where(condition)  # type: ignore[arg-type]
        .order_by(MeetingDay.held_on)
    ).all()  # fmt: skip
    if not rows:
        raise NotFound
    first = rows[0]
    return Gate(
        meeting_id=first.id,
        slug=first.slug,
        title=Words(first.title_sv, first.title_en),
        zone=first.zone,
        mode=first.mode,
        status=first.status,
        days=tuple(DayHours(r.held_on, r.opens, r.closes) for r in rows),
        last_day=first.last_day,
        capacity=first.capacity,
        contact_name=first.contact_name,
        contact_email=first.contact_email,
        contact_phone=first.contact_phone,
        erase_needs_on=erase_date(rows[-1].held_on, first.erase_needs_on),
        places_taken=first.places_taken,
        waiting=first.waiting,
        has_numbers=has_numbers(first.kind, numbered=first.numbered),
        has_venue=first.venue_id is not None,
    )


def record_of(db: Session, slug: str) -> MeetingRecord:
    """Everything of one gathering. Four statements."""
    return record_from(meeting_row(db, slug))


def record_by_id(db: Session, meeting_id: int) -> MeetingRecord:
    """Like record_of(), by the gathering's id."""
    slug = db.scalar(select(Meeting.slug).where(Meeting.id == meeting_id))
    if slug is None:
        raise NotFound
    return record_of(db, slug)


def record_from(row: Meeting) -> MeetingRecord:
    """A row as a value."""
    moved = (row.moved_from_first, row.moved_from_last)
    return MeetingRecord(
        meeting_id=row.id,
        slug=row.slug,
        uid=row.uid,
        status=row.status,
        revision=row.revision,
        moved_from=(moved[0], moved[1]) if moved[0] and moved[1] else None,
        details=_details(row),
        logos=tuple(LogoLine(x.id, x.alt, x.digest, x.width, x.height) for x in row.logos if not x.removed),
        places_taken=row.places_taken,
        waiting=row.waiting,
    )


def _details(row: Meeting) -> MeetingDetails:
    return MeetingDetails(
        title=Words(row.title_sv, row.title_en),
        kind=row.kind,
        days=tuple(DayHours(day.held_on, day.opens, day.closes) for day in row.days),
        mode=row.mode,
        zone=row.zone,
        venue_id=row.venue_id,
        summary=Words(row.summary_sv, row.summary_en),
        description=Words(row.description_sv, row.description_en),
        audience=Words(row.audience_sv, row.audience_en),
        practical=Words(row.practical_sv, row.practical_en),
        programme_by=row.programme_by,
        last_day=row.last_day,
        capacity=row.capacity,
        contact_name=row.contact_name,
        contact_email=row.contact_email,
        contact_phone=row.contact_phone,
        host_ids=tuple(host.cluster_id for host in row.hosts),
        funding=Words(row.funding_sv, row.funding_en),
        erase_needs_on=row.erase_needs_on,
        numbered=row.numbered,
    )


def meetings_in_order(db: Session, now: datetime) -> tuple[MeetingLine, ...]:
    """All gatherings, the latest first, with the status as the clock has it. Two statements."""
    rows: Sequence[Meeting] = db.scalars(
        select(Meeting).options(selectinload(Meeting.days)).order_by(Meeting.id.desc())
    ).all()
    lines = [_line(row, now) for row in rows]
    return tuple(sorted(lines, key=lambda line: line.days[-1], reverse=True))


def _line(row: Meeting, now: datetime) -> MeetingLine:
    return MeetingLine(
        meeting_id=row.id,
        slug=row.slug,
        title=Words(row.title_sv, row.title_en),
        kind=row.kind,
        days=tuple(day.held_on for day in row.days),
        status=standing(
            row.status,
            ends_on=row.days[-1].held_on,
            last_day=row.last_day,
            zone=row.zone,
            now=now,
        ),
        is_past=now >= end_of_day(row.days[-1].held_on, row.zone),
        capacity=row.capacity,
        places_taken=row.places_taken,
        waiting=row.waiting,
    )


def slugs_taken(db: Session) -> set[str]:
    """The slugs of all gatherings: a new one must differ."""
    return set(db.scalars(select(Meeting.slug)))


def logo_of(db: Session, digest: str) -> tuple[str, bytes]:
    """(media type, bytes) of a logo; NotFound if there is none."""
    row = db.execute(select(Logo.media_type, Logo.content).where(Logo.digest == digest).limit(1)).one_or_none()
    if row is None:
        raise NotFound
    return row.media_type, row.content


def logos_of(db: Session, meeting_id: int) -> dict[str, bytes]:
    """Bytes of a gathering's logos by their digest."""
    rows = db.execute(select(Logo.digest, Logo.content).where(Logo.meeting_id == meeting_id)).all()
    return {row.digest: row.content for row in rows}
