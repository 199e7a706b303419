"""Prints as rows, and what a lead says of a gathering that was held."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base, choice
from planner.papers.rules import JobState, Trouble


class PrintJob(Base):
    """The last print of a document in one language. One row, so that two who ask get one print."""

    __tablename__ = "print_job"
    __table_args__ = (
        UniqueConstraint("meeting_id", "document", "lang"),
        CheckConstraint("done >= 0 AND of_all >= 0 AND run > 0", name="numbers"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    document: Mapped[str] = mapped_column(String(40))
    """The key of a declaration in pdf/."""
    lang: Mapped[str] = mapped_column(String(2))
    version: Mapped[str] = mapped_column(String(80))
    """Of what it is printed from, and of the code that prints."""
    run: Mapped[int] = mapped_column(default=1)
    """Counts up each time it is asked for anew, or stopped: an older run has nothing more to say."""
    state: Mapped[JobState] = mapped_column(choice(JobState), default=JobState.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    of_all: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int | None]
    trouble: Mapped[Trouble | None] = mapped_column(choice(Trouble))
    kept_as: Mapped[str] = mapped_column(String(250), default="")
    """The name of its bytes in the cache; empty when there are none of ours."""
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(200))


class ProofNoteRow(Base):
    """What a lead says of a gathering afterwards, for whoever paid for it. No row: nothing yet."""

    __tablename__ = "proof_note"
    __table_args__ = (
        CheckConstraint("answers >= 0", name="answers"),
        CheckConstraint("recipients >= 0", name="recipients"),
        CheckConstraint("invitation = '' OR invited_on IS NOT NULL", name="invited_on"),
        CheckConstraint("top_mark BETWEEN 2 AND 10", name="top_mark"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    purpose_sv: Mapped[str] = mapped_column(Text, default="")
    purpose_en: Mapped[str] = mapped_column(Text, default="")
    evaluation_sv: Mapped[str] = mapped_column(Text, default="")
    evaluation_en: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[int | None]
    """How many answered the evaluation."""
    invitation: Mapped[str] = mapped_column(Text, default="")
    """As it was sent another way than from here; so are the day and to how many."""
    invited_on: Mapped[date | None]
    recipients: Mapped[int | None]
    top_mark: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(String(200))


class ProofMarkRow(Base):
    """The mean mark of one question of the evaluation."""

    __tablename__ = "proof_mark"
    __table_args__ = (CheckConstraint("hundredths BETWEEN 0 AND 1000", name="hundredths"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("proof_note.meeting_id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    """In the order of the form, from 1."""
    question: Mapped[str] = mapped_column(String(200))
    hundredths: Mapped[int]
