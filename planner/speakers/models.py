"""Speakers at a gathering, what they answered and gave, and the logs of who saw it and when it was erased, as rows."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base, choice
from planner.speakers.rules import SpeakerStatus


class Speaker(Base):
    """One person who gives something at one gathering. Whoever was never asked may have no row."""

    __tablename__ = "speaker"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        CheckConstraint("reminders >= 0", name="reminders"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    status: Mapped[SpeakerStatus] = mapped_column(choice(SpeakerStatus), default=SpeakerStatus.NOT_ASKED)
    lang: Mapped[str] = mapped_column(String(2), default="sv")
    """Of the letters to them."""
    salt: Mapped[str] = mapped_column(String(32), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), default="")
    """Where the newest letter went. The address to use stands with the person."""
    letter_id: Mapped[int | None]
    """The newest letter. No foreign key: letters are kept for as long as their own slice says."""
    asked_for: Mapped[str] = mapped_column(Text, default="")
    """What the newest letter asked for, or they last answered to: rules.marks_of."""
    asked_at: Mapped[datetime | None]
    """When the first letter left; None: nobody can have the link."""
    written_at: Mapped[datetime | None]
    """When the newest letter left."""
    reminders: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    """The lead who noted the answer; empty: they gave it themselves."""
    word: Mapped[str] = mapped_column(Text, default="")
    """What they wrote with their answer."""
    title: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    bio_sv: Mapped[str] = mapped_column(Text, default="")
    bio_en: Mapped[str] = mapped_column(Text, default="")
    room_needs: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by each change of what they told."""


class SpeakerNeeds(Base):
    """Special needs: apart from everything else, seen by few, erased on the gathering's date for it."""

    __tablename__ = "speaker_needs"

    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class SpeakerHours(Base):
    """When somebody can on one day. No row: all day, as far as anybody knows."""

    __tablename__ = "speaker_hours"
    __table_args__ = (
        CheckConstraint("NOT is_away OR (starts IS NULL AND ends IS NULL)", name="away"),
        CheckConstraint("starts < ends", name="order"),
    )

    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), primary_key=True)
    held_on: Mapped[date] = mapped_column(primary_key=True)
    is_away: Mapped[bool]
    starts: Mapped[time | None]
    """On the wall clock of the gathering's zone; None: from the beginning."""
    ends: Mapped[time | None]


class Suggestion(Base):
    """How a speaker would have an item called and described, until the lead has settled it."""

    __tablename__ = "suggestion"

    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), primary_key=True)
    item_uid: Mapped[str] = mapped_column(String(32), primary_key=True)
    """No foreign key: an item that was taken off the draft may be put back."""
    title_sv: Mapped[str] = mapped_column(String(200), default="")
    title_en: Mapped[str] = mapped_column(String(200), default="")
    abstract_sv: Mapped[str] = mapped_column(Text, default="")
    abstract_en: Mapped[str] = mapped_column(Text, default="")
    suggested_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by each new suggestion: the lead takes the one that they have read."""
    settled_at: Mapped[datetime | None]
    """When the lead left it as it is."""


class SpeakerPicture(Base):
    """A picture of somebody, small. Kept in the database, so that every host has it."""

    __tablename__ = "speaker_picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    width: Mapped[int]
    height: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    """SHA-256 of the content: its address and the snapshot name it by this."""
    removed: Mapped[bool] = mapped_column(default=False)
    """Off the draft. The bytes stay while a published programme shows them."""


class ShownFile(Base):
    """A picture or a file that a published programme of the gathering shows: the public may have it."""

    __tablename__ = "shown_file"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)


class SpeakerErasure(Base):
    """The log that something of speakers was erased: what kind and how many, not whose."""

    __tablename__ = "speaker_erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    erased: Mapped[int]
    erased_at: Mapped[datetime]


class SpeakerLook(Base):
    """Who looked at somebody's special needs, and when. Written as they ask to see them, never by a mere visit."""

    __tablename__ = "speaker_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    looker: Mapped[str] = mapped_column(String(200))
    looked_at: Mapped[datetime]
