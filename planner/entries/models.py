"""What was mailed of calendar entries, and who wants entries of what they chose, as rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base, choice
from planner.entries.rules import EntryState


class MailedEntry(Base):
    """A calendar entry that was mailed to one person, as the last letter about it left it."""

    __tablename__ = "mailed_entry"
    __table_args__ = (
        # One entry of an item for an address, whoever it belongs to; those of the whole gathering have no item here.
        UniqueConstraint("meeting_id", "item_uid", "address"),
        CheckConstraint("sequence >= 0", name="sequence"),
        CheckConstraint("address = lower(address)", name="address"),
    )

    uid: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Random, kept for ever; never that of the public calendars."""
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    item_uid: Mapped[str | None] = mapped_column(String(32))
    """None: the whole gathering. No foreign key: what is published outlives the draft's rows."""
    address: Mapped[str] = mapped_column(String(254))
    lang: Mapped[str] = mapped_column(String(2))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    """Of an attendee's item. Whose the gathering's entry is, the registration itself knows: it has the uid."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    """Of a speaker's item."""
    state: Mapped[EntryState] = mapped_column(choice(EntryState))
    sequence: Mapped[int]
    """SEQUENCE of the last letter about it (RFC 5545 3.8.7.4)."""
    told: Mapped[str] = mapped_column(String(64))
    """Digest of the time, place and online link that the last letter told."""
    first_mailed_at: Mapped[datetime]
    mailed_at: Mapped[datetime]


class ItemEntryWish(Base):
    """Somebody who comes wants entries of what they chose by mail. No row: they do not."""

    __tablename__ = "item_entry_wish"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
