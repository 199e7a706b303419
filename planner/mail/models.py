"""Letters as rows: what is to be sent, and how it went."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base, choice
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
    about: Mapped[str] = mapped_column(String(200), default="")
    meeting_id: Mapped[int | None] = mapped_column(index=True)
    """Which meeting it is about. No foreign key: letters outlive what they were about."""
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    subject: Mapped[str] = mapped_column(String(300))
    plain: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    calendar_method: Mapped[str] = mapped_column(String(20), default="")
    calendar: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[LetterState] = mapped_column(choice(LetterState), default=LetterState.WAITING)
    posted_at: Mapped[datetime] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]
    """When it was sent, kept, bounced or given up."""
    tries: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(Text, default="")
    """What the mail server said, for the lead to read."""
