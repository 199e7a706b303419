"""The draft agenda as rows: items and who gives them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.agenda.rules import ItemKind, Verb
from planner.core.database import Base, choice


class Item(Base):
    """One line of the agenda. Times are instants; the meeting's zone says how they are shown."""

    __tablename__ = "item"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 5 AND 1440", name="minutes"),
        CheckConstraint("capacity > 0", name="capacity"),
        Index("ix_item_meeting_id_starts_at", "meeting_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    """Of its calendar entry: random, kept for ever."""
    kind: Mapped[ItemKind] = mapped_column(choice(ItemKind))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"))
    title_sv: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
    abstract_sv: Mapped[str] = mapped_column(Text, default="")
    abstract_en: Mapped[str] = mapped_column(Text, default="")
    suits_sv: Mapped[str] = mapped_column(String(300), default="")
    suits_en: Mapped[str] = mapped_column(String(300), default="")
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"))
    capacity: Mapped[int | None]
    notes: Mapped[str] = mapped_column(Text, default="")
    """For planners only; never published."""
    parked: Mapped[bool] = mapped_column(default=False)
    """Not placed yet, and never published so; its time and room are where it was, or may be, put."""
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    speakers: Mapped[list["ItemSpeaker"]] = relationship(
        order_by="ItemSpeaker.position", cascade="all, delete-orphan", lazy="raise"
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy declares it so


class ItemSpeaker(Base):
    """Somebody who gives an item, perhaps on link."""

    __tablename__ = "item_speaker"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)
    on_link: Mapped[bool] = mapped_column(default=False)


class ItemFile(Base):
    """A file that belongs to an item: slides, a paper. Kept in the database, so that every host has it."""

    __tablename__ = "item_file"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        Index("ix_item_file_meeting_id_item_uid", "meeting_id", "item_uid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    item_uid: Mapped[str] = mapped_column(String(32))
    """No foreign key: an item that was taken off the draft and is put back has its files again."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """The speaker who gave it; None: a lead did."""
    given_by: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    """In bytes."""
    digest: Mapped[str] = mapped_column(String(64), index=True)
    """SHA-256 of the content: its public address and the snapshot name it by this."""
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    position: Mapped[int] = mapped_column(default=0)
    """Among the files of one item."""
    published: Mapped[bool] = mapped_column(default=False)
    """Whether the public is to have it; it does once the programme is published."""
    removed: Mapped[bool] = mapped_column(default=False)
    """Off the draft. The bytes stay while a published programme shows them."""
    given_at: Mapped[datetime]


class Wish(Base):
    """A topic that somebody who comes wishes for. Who it was is not kept here: only words, and the cluster."""

    __tablename__ = "wish"
    __table_args__ = (Index("ix_wish_meeting_id_origin", "meeting_id", "origin"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    origin: Mapped[str] = mapped_column(String(40))
    """What a higher slice knows the wisher by, so that new words replace the old ones; means nothing here."""
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[datetime]


class AgendaStep(Base):
    """One step of an agenda's history: what somebody did in one go, and how each item was before and after."""

    __tablename__ = "agenda_step"
    __table_args__ = (UniqueConstraint("meeting_id", "number"), CheckConstraint("number > 0", name="number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    number: Mapped[int]
    """From 1 in each gathering: the newest one says which state of the board this is."""
    verb: Mapped[Verb] = mapped_column(choice(Verb))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    """Whose it is to undo; none for what the system did."""
    edits: Mapped[str] = mapped_column(Text)
    """JSON: the edits of rules/states.py."""
    reverts: Mapped[int | None]
    """The number of the step that this one took back, or did again."""
    undone: Mapped[bool] = mapped_column(default=False)
