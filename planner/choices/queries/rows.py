"""The rows that use cases write."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from planner.choices.models import Assignment, BlockItem, Choice, ChoiceBlock, ItemWish
from planner.core.errors import NotFound


def block_row(db: Session, block_id: int) -> ChoiceBlock:
    """A block; NotFound if there is none."""
    row = db.get(ChoiceBlock, block_id)
    if row is None:
        raise NotFound
    return row


def items_of(db: Session, block_id: int) -> Sequence[BlockItem]:
    """What can be chosen in a block, in the order it was put there."""
    return db.scalars(select(BlockItem).where(BlockItem.block_id == block_id).order_by(BlockItem.id)).all()


def taken_uids(db: Session, meeting_id: int, *, but: int | None = None) -> frozenset[str]:
    """The items that people can choose already, except in block `but`."""
    return frozenset(
        db.scalars(
            select(BlockItem.item_uid)
            .join(ChoiceBlock, ChoiceBlock.id == BlockItem.block_id)
            .where(ChoiceBlock.meeting_id == meeting_id, ChoiceBlock.id != (but or 0))
        )
    )


def chosen_options(db: Session, block_id: int) -> dict[int, int]:
    """How many have each option, whoever they are; those that nobody has are left out."""
    rows = db.execute(
        select(Choice.block_item_id, func.count()).where(Choice.block_id == block_id).group_by(Choice.block_item_id)
    )
    return {row[0]: row[1] for row in rows}


def is_touched(db: Session, block_id: int) -> bool:
    """Whether anybody has chosen or wished in a block."""
    wished = db.scalar(select(ItemWish.rank).where(ItemWish.block_id == block_id).limit(1))
    return wished is not None or bool(chosen_options(db, block_id))


def choice_rows(db: Session, block_id: int) -> Sequence[Choice]:
    """Everybody's choice in a block."""
    return db.scalars(select(Choice).where(Choice.block_id == block_id).order_by(Choice.registration_id)).all()


def has_chosen(db: Session, registration_id: int) -> bool:
    """Whether somebody has any choice at all."""
    return db.scalar(select(exists().where(Choice.registration_id == registration_id))) or False


def choice_row(db: Session, registration_id: int, block_id: int) -> Choice | None:
    """Somebody's choice in a block, if any."""
    return db.get(Choice, (registration_id, block_id))


def assignments_made(db: Session, block_id: int) -> int:
    """How many times people were placed in a block, undone or not."""
    return db.execute(select(func.count()).where(Assignment.block_id == block_id)).scalar_one()


def standing_assignment(db: Session, block_id: int) -> Assignment | None:
    """The placing that stands, if any."""
    return db.scalars(
        select(Assignment).where(Assignment.block_id == block_id, Assignment.undone_at.is_(None))
    ).one_or_none()
