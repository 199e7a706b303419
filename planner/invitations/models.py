"""Invitations, the letters that carried them, and what a gathering says in them, as rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base


class Invitation(Base):
    """A cluster, or somebody by name, who is expected to answer: with people, or that they send nobody."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("(cluster_id IS NULL) != (email IS NULL)", name="cluster_or_person"),
        CheckConstraint("auto_reminders BETWEEN 0 AND 2", name="auto_reminders"),
        UniqueConstraint("meeting_id", "cluster_id"),
        UniqueConstraint("meeting_id", "email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), index=True)
    """The cluster that is invited; None: a person is, by name. A cluster's goes to its contact and its staff."""
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str | None] = mapped_column(String(254))
    """The person's, in small letters."""
    comes_from_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="SET NULL"), index=True)
    """The cluster that the person belongs to, if any."""
    lang: Mapped[str] = mapped_column(String(2), default="sv")
    salt: Mapped[str] = mapped_column(String(32), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_at: Mapped[datetime]
    """When a lead noted that they are expected to answer."""
    sent_at: Mapped[datetime | None]
    """When the invitation last left; None: not yet."""
    sendings: Mapped[int] = mapped_column(default=0)
    """Invitations and reminders so far; the newest letters have this number."""
    opened_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    """When people were last registered on it."""
    declined_at: Mapped[datetime | None]
    declined_by: Mapped[str] = mapped_column(String(200), default="")
    """The lead who noted it; empty: they said it themselves."""
    reminded_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    """By hand and automatic."""
    auto_reminders: Mapped[int] = mapped_column(default=0)


class InvitationLetter(Base):
    """A letter that carried an invitation or a reminder of it; a cluster's goes to several persons."""

    __tablename__ = "invitation_letter"

    letter_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """No foreign key: letters are kept for as long as their own slice says."""
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    sending: Mapped[int]


class InvitingTermsRow(Base):
    """What a gathering's invitations say beside the facts, and when the silent are reminded. No row: as is usual."""

    __tablename__ = "inviting_terms"
    __table_args__ = (
        CheckConstraint("first_days BETWEEN 1 AND 90 AND second_days BETWEEN 1 AND 90", name="days"),
        CheckConstraint("second_days < first_days", name="order"),
        CheckConstraint("second_days IS NULL OR first_days IS NOT NULL", name="first"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    message_sv: Mapped[str] = mapped_column(Text, default="")
    message_en: Mapped[str] = mapped_column(Text, default="")
    first_days: Mapped[int | None]
    """Days before the last day to register; None: no automatic reminder."""
    second_days: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)
