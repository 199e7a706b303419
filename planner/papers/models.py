"""Prints as rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
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
