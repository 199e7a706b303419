"""Choices as rows: blocks, what can be chosen in them, what people chose or wish, and the placings that were made."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.choices.rules.terms import Way
from planner.core.database import Base, choice


class ChoiceBlock(Base):
    """Parallel items that people choose among."""

    __tablename__ = "choice_block"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    way: Mapped[Way] = mapped_column(choice(Way))
    closes_on: Mapped[date | None]
    starts_at: Mapped[datetime]
    """When it was opened for. Items may move; this tells which of them stay the block's, where they part."""
    opened_at: Mapped[datetime]


class BlockItem(Base):
    """An item that can be chosen, once in the whole gathering.

    Known by its uid, without a foreign key: what people choose among is the published programme, which outlives the
    draft's rows, and a number that became free may come again.
    """

    __tablename__ = "block_item"
    __table_args__ = (
        UniqueConstraint("block_id", "item_uid"),
        UniqueConstraint("id", "block_id"),  # for the foreign keys of choices and wishes
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    block_id: Mapped[int] = mapped_column(ForeignKey("choice_block.id", ondelete="CASCADE"))
    item_uid: Mapped[str] = mapped_column(String(32), index=True)
    title_sv: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")


def _option_of_block() -> ForeignKeyConstraint:
    """What is chosen lies in the block that it is chosen for."""
    return ForeignKeyConstraint(
        ["block_item_id", "block_id"], ["block_item.id", "block_item.block_id"], ondelete="CASCADE"
    )


class Choice(Base):
    """The one item that a person has in a block."""

    __tablename__ = "choice"
    __table_args__ = (_option_of_block(),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    block_id: Mapped[int] = mapped_column(primary_key=True)
    block_item_id: Mapped[int] = mapped_column(index=True)
    pinned: Mapped[bool] = mapped_column(default=False)
    """By a lead's hand: a placing leaves it alone."""
    chosen_at: Mapped[datetime]


class ItemWish(Base):
    """How much a person wants an item of a block; 1 is most."""

    __tablename__ = "item_wish"
    __table_args__ = (
        _option_of_block(),
        UniqueConstraint("registration_id", "block_id", "rank"),
        CheckConstraint("rank > 0", name="rank"),
    )

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    block_item_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    block_id: Mapped[int]
    rank: Mapped[int]


class Assignment(Base):
    """People were placed after their wishes. Kept when undone: who did it, when, and by which draw."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    block_id: Mapped[int] = mapped_column(ForeignKey("choice_block.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    seed: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(Text)
    """JSON: what each had before, for undoing."""
    after: Mapped[str] = mapped_column(Text)
    """JSON: what each got, to see whether anything changed since."""
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(200), default="")
