"""Registrations as rows: parties, people, the parts they take, their needs, seats per cluster, invitations."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.core.database import Base, choice
from planner.meetings.rules import Mode
from planner.registrations.rules import PartKind, RegistrationStatus


class Party(Base):
    """The registrations that one person makes in one go; often just their own."""

    __tablename__ = "party"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    form_key: Mapped[str] = mapped_column(String(32), unique=True)
    """Made with the form: sending it twice finds the first party again."""
    booker_name: Mapped[str] = mapped_column(String(200))
    booker_email: Mapped[str] = mapped_column(String(254))
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]


class Registration(Base):
    """One person at one gathering."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("meeting_id", "email"),
        CheckConstraint("email = lower(email) AND email LIKE '%@%'", name="email"),
        CheckConstraint("(status = 'waiting') = (place_in_line IS NOT NULL)", name="place_in_line"),
        Index("ix_registration_meeting_id_status", "meeting_id", "status", "takes_place"),
        Index("ix_registration_cluster_id", "cluster_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    """Of the calendar entry in the letters: random, kept for ever."""
    sequence: Mapped[int] = mapped_column(default=0)
    """SEQUENCE of the last calendar entry sent (RFC 5545 3.8.7.4)."""
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(40), default="")
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="SET NULL"))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    """For those who come from no cluster."""
    lang: Mapped[str] = mapped_column(String(2), default="sv")
    status: Mapped[RegistrationStatus] = mapped_column(choice(RegistrationStatus))
    takes_place: Mapped[bool]
    """Whether it counts against the gathering's capacity: on site on any day (online, for one held only there)."""
    place_in_line: Mapped[int | None]
    """Rises by one for each who joins the waiting list; lower is earlier."""
    shows_name: Mapped[bool] = mapped_column(default=False)
    """Consent to stand on the participant list."""
    salt: Mapped[str] = mapped_column(String(32), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    registered_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)

    parts: Mapped[list["RegistrationPart"]] = relationship(cascade="all, delete-orphan", lazy="raise")


class Part(Base):
    """Something a person says yes or no to. Days are made from the gathering's days."""

    __tablename__ = "part"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity"),
        UniqueConstraint("meeting_id", "kind", "held_on", "name_sv"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    kind: Mapped[PartKind] = mapped_column(choice(PartKind))
    held_on: Mapped[date]
    name_sv: Mapped[str] = mapped_column(String(120), default="")
    name_en: Mapped[str] = mapped_column(String(120), default="")
    capacity: Mapped[int | None]
    last_day: Mapped[date | None]
    price_note: Mapped[str] = mapped_column(String(120), default="")


class RegistrationPart(Base):
    """A person's yes to a part, and how they take it."""

    __tablename__ = "registration_part"
    __table_args__ = (CheckConstraint("mode <> 'hybrid'", name="one_mode"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id", ondelete="CASCADE"), primary_key=True, index=True)
    mode: Mapped[Mode] = mapped_column(choice(Mode))


class Needs(Base):
    """Diet and accessibility needs: apart from everything else, seen by few, erased on a date."""

    __tablename__ = "needs"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    diet: Mapped[str] = mapped_column(Text, default="")
    access: Mapped[str] = mapped_column(Text, default="")
    erase_on: Mapped[date] = mapped_column(index=True)


class Erasure(Base):
    """The log that needs were erased on their date: how many, not whose."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    erased: Mapped[int]
    erased_at: Mapped[datetime]


class Allotment(Base):
    """Seats that a cluster is sure of until `release_on`; then they return to the common pool."""

    __tablename__ = "allotment"
    __table_args__ = (CheckConstraint("seats >= 0 AND funded BETWEEN 0 AND seats", name="seats"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), primary_key=True)
    seats: Mapped[int]
    funded: Mapped[int] = mapped_column(default=0)
    release_on: Mapped[date | None]


class Invitation(Base):
    """A cluster that is expected to answer: with people, or that it sends nobody."""

    __tablename__ = "invitation"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), primary_key=True)
    invited_at: Mapped[datetime]
    sends_nobody: Mapped[bool] = mapped_column(default=False)
