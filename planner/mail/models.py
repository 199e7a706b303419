"""Letters as rows: what is to be sent and how it went; how fast they leave; and who does not want which."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base, choice
from planner.mail.letter import Sort
from planner.mail.rules import LetterState as LetterState


class PostedLetter(Base):
    """One e-mail in the outbox. Private links in `plain` and `html` are blanks until it leaves."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("recipient LIKE '%@%'", name="recipient"),
        Index("ix_letter_recipient_state", "recipient", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    lang: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(40))
    sort: Mapped[Sort] = mapped_column(choice(Sort), default=Sort.RECEIPT)
    about: Mapped[str] = mapped_column(String(200), default="")
    meeting_id: Mapped[int | None] = mapped_column(index=True)
    """Which meeting it is about. No foreign key: letters outlive what they were about."""
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    subject: Mapped[str] = mapped_column(String(300))
    plain: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    calendar_method: Mapped[str] = mapped_column(String(20), default="")
    calendar: Mapped[bytes | None] = mapped_column(LargeBinary)
    entry_uid: Mapped[str] = mapped_column(String(255), default="", index=True)
    """Of the calendar entry in it; empty: there is none."""
    entry_sequence: Mapped[int] = mapped_column(default=0)
    """Which edition of that entry it tells (RFC 5545 3.8.7.4): the highest one is what holds."""
    state: Mapped[LetterState] = mapped_column(choice(LetterState), default=LetterState.WAITING)
    posted_at: Mapped[datetime] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]
    """When it was sent, kept, bounced or given up."""
    tries: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(Text, default="")
    """What the mail server said, for the lead to read."""
    hurries: Mapped[bool] = mapped_column(default=True)
    """Somebody waits for it: where only so many may leave a minute, it goes before those sent by the hundred."""
    turn_at: Mapped[datetime | None]
    """When its turn comes, since only so many may leave a minute."""
    handed_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it was last let out to the mail server: what is counted against the limit."""
    anew_of_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"), index=True)
    """The first letter, which did not reach its recipient, and was sent to another address as this one."""
    asked_by: Mapped[str] = mapped_column(String(200), default="")
    """Who had it sent to another address."""


class MailSwitch(Base):
    """How fast letters leave, and whether they do. One row, or none until somebody says something."""

    __tablename__ = "mail_switch"
    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        CheckConstraint("per_minute >= 0", name="per_minute"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    per_minute: Mapped[int | None]
    """So many at most; 0: no limit; None: what the installation's settings say."""
    paused_at: Mapped[datetime | None]
    """None: letters leave."""
    paused_by: Mapped[str] = mapped_column(String(200), default="")
    next_turn_at: Mapped[datetime | None]
    """The turn of whoever comes next and has to wait."""


class MailRefusal(Base):
    """Somebody wants no more letters of a sort."""

    __tablename__ = "mail_refusal"
    __table_args__ = (
        UniqueConstraint("address", "sort", "meeting_id"),
        CheckConstraint("sort <> 'receipt'", name="no_receipt"),
        CheckConstraint("meeting_id >= 0", name="meeting_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    sort: Mapped[Sort] = mapped_column(choice(Sort))
    meeting_id: Mapped[int]
    """About which gathering; 0: about any. No foreign key: letters outlive what they were about."""
    refused_at: Mapped[datetime]
