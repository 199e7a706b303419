"""What is known of choices, for the pages of this slice and for those above."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.choices.models import ChoiceBlock
from planner.choices.queries.board import Source, board_in, boards_of, source_of
from planner.choices.queries.lost import LostItem, lost_items
from planner.choices.rules.terms import Block, BlockBoard
from planner.core.errors import NotFound
from planner.core.language import Words
from planner.core.timespan import end_of_day
from planner.meetings.queries import gate_by_id
from planner.registrations.models import Registration

__all__ = [
    "Chosen",
    "LostItem",
    "Source",
    "blocks_open",
    "board_in",
    "boards_of",
    "choices_of",
    "lost_items",
    "meeting_of_block",
    "source_of",
]


@dataclass(frozen=True)
class Chosen:
    """What a person has in one block. Instants are UTC, of the item where it still stands."""

    block_id: int
    item_id: int | None
    """None: the item is gone, and something else is to be chosen."""
    title: Words
    room: str
    starts_at: datetime
    ends_at: datetime
    rank: int | None
    """Which of their wishes it is, from 1."""

    @property
    def is_gone(self) -> bool:
        return self.item_id is None


def meeting_of_block(db: Session, block_id: int) -> int:
    """The gathering of a block; NotFound if there is none."""
    found = db.scalar(select(ChoiceBlock.meeting_id).where(ChoiceBlock.id == block_id))
    if found is None:
        raise NotFound
    return found


def choices_of(db: Session, registration_id: int) -> tuple[Chosen, ...]:
    """What a person has chosen or was given, in order of time; nothing for whoever has no place any more."""
    meeting_id = db.scalar(select(Registration.meeting_id).where(Registration.id == registration_id))
    if meeting_id is None:
        raise NotFound
    found = (_chosen(board, registration_id) for board in _boards(db, meeting_id))
    return tuple(chosen for chosen in found if chosen is not None)


def blocks_open(db: Session, meeting_id: int, now: datetime) -> tuple[Block, ...]:
    """The blocks in which people can choose or wish now, in order of time."""
    zone = gate_by_id(db, meeting_id).zone
    return tuple(
        board.block
        for board in _boards(db, meeting_id)
        if board.placing is None
        and board.block.standing
        and now < board.block.starts_at
        and (board.block.closes_on is None or now < end_of_day(board.block.closes_on, zone))
    )


def _boards(db: Session, meeting_id: int) -> tuple[BlockBoard, ...]:
    gate = gate_by_id(db, meeting_id)
    return boards_of(db, gate, source_of(db, gate))


def _chosen(board: BlockBoard, registration_id: int) -> Chosen | None:
    pick = board.pick_of(registration_id)
    option = board.block.option(pick.option_id) if pick else None
    if option is None:
        return None
    entry = option.entry
    wishes = board.wishes_of(registration_id)
    return Chosen(
        block_id=board.block.block_id,
        item_id=entry.item_id if entry else None,
        title=option.title,
        room=option.room,
        starts_at=entry.starts_at if entry else board.block.starts_at,
        ends_at=entry.ends_at if entry else board.block.ends_at,
        rank=wishes.index(option.option_id) + 1 if option.option_id in wishes else None,
    )
