"""Publications to come, whom a version is told to, who wants which letters, and days that ran late, as rows."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base, choice
from planner.publishing.rules.terms import NoticeKind


class ScheduledPublication(Base):
    """What is to be published by itself at an instant; one for a gathering. Gone once it is done, or refused."""

    __tablename__ = "scheduled_publication"
    __table_args__ = (CheckConstraint("seen_number >= 0", name="seen_number"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    due_at: Mapped[datetime]
    with_agenda: Mapped[bool]
    preliminary: Mapped[bool]
    quiet: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    seen_number: Mapped[int]
    """The newest version when it was scheduled: by another one in between it is refused."""
    scheduled_at: Mapped[datetime]
    scheduled_by: Mapped[str] = mapped_column(String(200))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    """Who is written to if it cannot be done."""


class ChangeNotice(Base):
    """A version that people are told of by letter."""

    __tablename__ = "change_notice"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[NoticeKind] = mapped_column(choice(NoticeKind))
    asked_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    """When the last of its letters was written; None: they are being written."""


class ChangeLetter(Base):
    """A letter that told somebody of a version: nobody is told twice."""

    __tablename__ = "change_letter"

    letter_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """No foreign key: letters are kept for as long as their own slice says."""
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)


class LetterWish(Base):
    """Which letters about the programme somebody wants. No row: of changes, and none on the day itself."""

    __tablename__ = "letter_wish"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    of_changes: Mapped[bool]
    on_the_day: Mapped[bool]
    """Also when the day runs late."""


class Delay(Base):
    """A day ran late: what was moved in the published programme, and whether it was taken back."""

    __tablename__ = "delay"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        Index("ix_delay_meeting_id_held_on", "meeting_id", "held_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    held_on: Mapped[date]
    minutes: Mapped[int]
    begins_at: Mapped[datetime]
    """What began, or was to begin, then or later was moved."""
    moved: Mapped[str] = mapped_column(Text)
    """JSON: the times of each entry before and after, for taking it back."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    """The version that carried it."""
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(200), default="")
    undone_programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id", ondelete="SET NULL"), index=True)
    """The version that took it back."""
