"""What people answered and need, and the logs of who saw it and when it was erased, as rows."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base


class Needs(Base):
    """Diet and accessibility needs: apart from everything else, seen by few, erased on a date."""

    __tablename__ = "needs"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    diets: Mapped[str] = mapped_column(String(200), default="")
    """Usual diets by their codes (rules.Diet), with spaces between."""
    diet: Mapped[str] = mapped_column(Text, default="")
    """Anything else, in their own words."""
    access: Mapped[str] = mapped_column(Text, default="")
    erase_on: Mapped[date] = mapped_column(index=True)


class Answer(Base):
    """What somebody answered to one of the gathering's own questions, and which version of it they were asked."""

    __tablename__ = "answer"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    version: Mapped[int]
    value: Mapped[str] = mapped_column(Text)
    """As questions.rules writes it."""
    file_id: Mapped[int | None] = mapped_column(ForeignKey("answer_file.id", ondelete="SET NULL"))
    erase_on: Mapped[date | None] = mapped_column(index=True)
    """For answers to sensitive questions."""


class AnswerFile(Base):
    """A file that somebody answered with. Kept in the database, so that every host has it."""

    __tablename__ = "answer_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Erasure(Base):
    """The log that something was erased: what kind and how many, not whose."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    erased: Mapped[int]
    erased_at: Mapped[datetime]


class KeptCount(Base):
    """A number that outlives what was counted: how many ate what on which day, once the answers are erased."""

    __tablename__ = "kept_count"
    __table_args__ = (UniqueConstraint("meeting_id", "what", "held_on", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(40))
    held_on: Mapped[date]
    label: Mapped[str] = mapped_column(String(120), default="")
    number: Mapped[int]


class Look(Base):
    """Who looked at diet and needs by name, and when. Written as they ask to see them, never by a mere visit."""

    __tablename__ = "look"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    looker: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(40))
    looked_at: Mapped[datetime]
