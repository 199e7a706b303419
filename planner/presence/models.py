"""Who was there at each item, as rows, and when the sheet was last saved."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base, choice
from planner.presence.rules import PresenceState


class Presence(Base):
    """One person at one item.

    The item is known by its uid, without a foreign key: minutes speak of the published programme, which outlives the
    draft's rows.
    """

    __tablename__ = "presence"
    __table_args__ = (
        UniqueConstraint("meeting_id", "item_uid", "registration_id"),
        UniqueConstraint("meeting_id", "item_uid", "name"),
        CheckConstraint("(registration_id IS NULL) <> (name IS NULL)", name="who"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    item_uid: Mapped[str] = mapped_column(String(32))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    name: Mapped[str | None] = mapped_column(String(200))
    """Of somebody who is not registered."""
    state: Mapped[PresenceState] = mapped_column(choice(PresenceState))


class PresenceSheet(Base):
    """That somebody noted who was there, and how often that was saved: who saves over another's is told."""

    __tablename__ = "presence_sheet"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(String(200))
