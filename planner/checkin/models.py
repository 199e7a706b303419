"""Ticks, people who came unannounced, and links for those who help at the door, as rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.checkin.rules import TickState, TickWay
from planner.core.database import Base, choice


class Visitor(Base):
    """Somebody who came without a seat of their own: unannounced, or before a colleague took it over."""

    __tablename__ = "visitor"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    form_key: Mapped[str] = mapped_column(String(32), unique=True)
    """Made with the form: sending it twice finds the first row again."""
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="SET NULL"), index=True)
    organisation: Mapped[str] = mapped_column(String(200), default="")
    came_at: Mapped[datetime]
    noted_by: Mapped[str] = mapped_column(String(200))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    """The seat they came with, which a colleague has now. None: they came unannounced."""


class VisitorPart(Base):
    """A day, or another part, that somebody who came unannounced comes to."""

    __tablename__ = "visitor_part"

    visitor_id: Mapped[int] = mapped_column(ForeignKey("visitor.id", ondelete="CASCADE"), primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id", ondelete="CASCADE"), primary_key=True, index=True)


class Tick(Base):
    """Something that was noted of somebody at a part. Rows are only added: which one holds is rules.states_of()."""

    __tablename__ = "tick"
    __table_args__ = (
        CheckConstraint("(registration_id IS NULL) <> (visitor_id IS NULL)", name="who"),
        CheckConstraint("ticked_at <= received_at", name="ticked_at"),
        Index("ix_tick_meeting_id_part_id", "meeting_id", "part_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64), unique=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    visitor_id: Mapped[int | None] = mapped_column(ForeignKey("visitor.id", ondelete="CASCADE"), index=True)
    state: Mapped[TickState] = mapped_column(choice(TickState))
    way: Mapped[TickWay] = mapped_column(choice(TickWay))
    ticked_at: Mapped[datetime]
    """When it happened, on the phone."""
    received_at: Mapped[datetime]
    ticked_by: Mapped[str] = mapped_column(String(200))


class Door(Base):
    """A private link for somebody who helps at the door, without an account."""

    __tablename__ = "door"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    """Who has it: stands beside what they tick."""
    salt: Mapped[str] = mapped_column(String(32), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    revoked_at: Mapped[datetime | None]
