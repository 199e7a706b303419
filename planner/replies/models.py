"""What calendars answered, how far the mailbox has been read, and what became of each mail, as rows."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base, choice
from planner.replies.rules import MailKind, Reason, ReplyState


class CalendarReply(Base):
    """The last answer from a person's calendar. It frees no seat: what they said in the form holds."""

    __tablename__ = "calendar_reply"
    __table_args__ = (CheckConstraint("sequence >= 0", name="sequence"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[ReplyState] = mapped_column(choice(ReplyState))
    answered_at: Mapped[datetime]
    """DTSTAMP of the answer."""
    sequence: Mapped[int]
    """SEQUENCE of the entry that was answered; lower than the registration's: about an earlier time."""
    taken_at: Mapped[datetime]


class ItemReply(Base):
    """The last answer from a calendar about the entry of an item, of whoever gives it or chose it. It changes nothing
    of what they said by their link.
    """

    __tablename__ = "item_reply"
    __table_args__ = (CheckConstraint("sequence >= 0", name="sequence"),)

    uid: Mapped[str] = mapped_column(ForeignKey("mailed_entry.uid", ondelete="CASCADE"), primary_key=True)
    state: Mapped[ReplyState] = mapped_column(choice(ReplyState))
    answered_at: Mapped[datetime]
    sequence: Mapped[int]
    """SEQUENCE of the entry that was answered; lower than that of the last letter: about an earlier time."""
    taken_at: Mapped[datetime]


class Mailbox(Base):
    """How far a mailbox has been read, and how the last reading went."""

    __tablename__ = "mailbox"
    __table_args__ = (CheckConstraint("uid_validity >= 0 AND last_uid >= 0", name="numbers"),)

    name: Mapped[str] = mapped_column(String(300), primary_key=True)
    uid_validity: Mapped[int] = mapped_column(BigInteger, default=0)
    """As long as it stays, UIDs mean the same mails (RFC 3501 2.3.1.1). 32 bits without a sign."""
    last_uid: Mapped[int] = mapped_column(BigInteger, default=0)
    """Of the last mail that was dealt with; all below it have been."""
    tried_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    """When it was last read to the end."""
    trouble: Mapped[str] = mapped_column(Text, default="")
    """Why the last try was not; empty if it was."""


class IncomingMail(Base):
    """That a mail was looked at, and what became of it. Nothing of what it says, nor who sent it."""

    __tablename__ = "incoming_mail"
    __table_args__ = (Index("ix_incoming_mail_read_at_kind", "read_at", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    read_at: Mapped[datetime]
    kind: Mapped[MailKind] = mapped_column(choice(MailKind))
    reason: Mapped[Reason | None] = mapped_column(choice(Reason))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    entry_uid: Mapped[str | None] = mapped_column(ForeignKey("mailed_entry.uid", ondelete="SET NULL"), index=True)
    """Of an item's entry."""
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    """Of an answer that is about no registration."""
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"), index=True)
