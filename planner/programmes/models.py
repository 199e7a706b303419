"""Published programmes as rows: written once, never changed but for what somebody has had erased."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base


class ProgrammeRow(Base):
    """One numbered version. `snapshot` is the Programme as JSON (snapshot.py)."""

    __tablename__ = "programme"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    number: Mapped[int]
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(200))
    preliminary: Mapped[bool]
    with_agenda: Mapped[bool]
    """False while only the gathering's page is out and its programme is yet to come."""
    note: Mapped[str] = mapped_column(Text, default="")
    first_day: Mapped[date] = mapped_column(index=True)
    last_day: Mapped[date]
    facts: Mapped[str] = mapped_column(Text)
    """The snapshot's MeetingFacts alone, as JSON: lists of gatherings need no more."""
    snapshot: Mapped[str] = mapped_column(Text)
