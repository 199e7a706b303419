"""Gatherings as rows: facts, days, hosts and the funder's logos."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.core.database import Base, choice
from planner.meetings.rules import MeetingKind, Mode, Status


class Meeting(Base):
    """One gathering, with one lasting address for its whole life."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("places_taken >= 0 AND waiting >= 0", name="counts"),
        CheckConstraint("(moved_from_first IS NULL) = (moved_from_last IS NULL)", name="moved_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    """Of the calendar entry of the whole gathering: random, kept for ever (RFC 7986 5.3)."""
    kind: Mapped[MeetingKind] = mapped_column(choice(MeetingKind))
    title_sv: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
    summary_sv: Mapped[str] = mapped_column(Text, default="")
    summary_en: Mapped[str] = mapped_column(Text, default="")
    description_sv: Mapped[str] = mapped_column(Text, default="")
    description_en: Mapped[str] = mapped_column(Text, default="")
    audience_sv: Mapped[str] = mapped_column(Text, default="")
    audience_en: Mapped[str] = mapped_column(Text, default="")
    practical_sv: Mapped[str] = mapped_column(Text, default="")
    practical_en: Mapped[str] = mapped_column(Text, default="")
    zone: Mapped[str] = mapped_column(String(64))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="SET NULL"))
    mode: Mapped[Mode] = mapped_column(choice(Mode), default=Mode.ON_SITE)
    status: Mapped[Status] = mapped_column(choice(Status), default=Status.DRAFT)
    programme_by: Mapped[date | None]
    """When the programme is promised, for the time before there is one."""
    last_day: Mapped[date | None]
    """Last day to register; it closes 23.59 that day, in the gathering's zone."""
    numbered: Mapped[bool] = mapped_column(default=False)
    """Items have numbers, as those of a steering group always have."""
    capacity: Mapped[int | None]
    """Places on site (online, for a gathering held only there); None: no limit."""
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    funding_sv: Mapped[str] = mapped_column(Text, default="")
    funding_en: Mapped[str] = mapped_column(Text, default="")
    moved_from_first: Mapped[date | None]
    moved_from_last: Mapped[date | None]
    erase_needs_on: Mapped[date | None]
    """When diet and needs are erased; None: 30 days after the last day."""
    places_taken: Mapped[int] = mapped_column(default=0)
    """Confirmed registrations that take a place. Counted, never added up, by registrations, under the lock."""
    waiting: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every change of this row's facts or state: part of the page's version."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    days: Mapped[list["MeetingDay"]] = relationship(
        order_by="MeetingDay.held_on", cascade="all, delete-orphan", lazy="raise"
    )
    hosts: Mapped[list["MeetingHost"]] = relationship(
        order_by="MeetingHost.position", cascade="all, delete-orphan", lazy="raise"
    )
    logos: Mapped[list["Logo"]] = relationship(order_by="Logo.id", cascade="all, delete-orphan", lazy="raise")


class MeetingDay(Base):
    """One day of a gathering and its hours on the wall clock."""

    __tablename__ = "meeting_day"
    __table_args__ = (
        UniqueConstraint("meeting_id", "held_on"),
        CheckConstraint("closes > opens", name="hours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    held_on: Mapped[date] = mapped_column(index=True)
    opens: Mapped[time]
    closes: Mapped[time]


class MeetingHost(Base):
    """A cluster that arranges the gathering."""

    __tablename__ = "meeting_host"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class Logo(Base):
    """A funder's logo: a small picture, kept in the database so that every host has it."""

    __tablename__ = "logo"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    alt: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int]
    height: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the content: its address and the snapshot name it by this."""
    removed: Mapped[bool] = mapped_column(default=False)
    """Off the draft. The bytes stay: what is published shows them."""
