"""Calendars of one person's own as rows: what each holds is read anew, only its keys stand here."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base


class OwnCalendar(Base):
    """A calendar to follow: of one registration, or of everything that one address is registered for.

    Two kinds, since the link to a registration's page proves nothing about the address in it: whoever registers
    somebody else sees that page too. See docs/decisions/own-calendars.md.
    """

    __tablename__ = "own_calendar"
    __table_args__ = (
        CheckConstraint("(registration_id IS NULL) <> (email IS NULL)", name="one_kind"),
        CheckConstraint("(email IS NULL) = (page_hash IS NULL)", name="page"),
        CheckConstraint("alarm_minutes >= 0", name="alarm_minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    salt: Mapped[str] = mapped_column(String(32), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the address that calendar programmes fetch: it is given to others, so it opens nothing else."""
    page_salt: Mapped[str | None] = mapped_column(String(32), unique=True)
    page_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the page of a calendar of everything; its link is sent to the address, and is shown nowhere."""
    alarm_minutes: Mapped[int] = mapped_column(default=0)
    """So long before each entry it reminds; 0: never."""
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    """When the link to the page was last sent."""
