"""Whose item leaves its place in the programme by a new version."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from planner.choices.models import ChoiceBlock
from planner.choices.queries.board import boards_of, source_in
from planner.core.language import Words
from planner.meetings.queries import Gate
from planner.programmes.snapshot import Programme


@dataclass(frozen=True)
class LostItem:
    """Somebody had chosen an item, or was given it, and it stands no more where they chose it."""

    registration_id: int
    uid: str
    title: Words


def lost_items(db: Session, gate: Gate, before: Programme | None, now: Programme) -> tuple[LostItem, ...]:
    """What is gone by `now` of what people have, and was not by `before` (None, or no agenda yet: all that is gone).

    At most eleven statements; one where nobody chooses.
    """
    if not now.with_agenda or not db.scalar(select(exists().where(ChoiceBlock.meeting_id == gate.meeting_id))):
        return ()
    known = set(_lost(db, gate, before)) if before is not None and before.with_agenda else set()
    return tuple(lost for lost in _lost(db, gate, now) if lost not in known)


def _lost(db: Session, gate: Gate, programme: Programme) -> list[LostItem]:
    return [
        LostItem(person.registration_id, option.uid, option.title)
        for board in boards_of(db, gate, source_in(programme), with_wishes=False)
        for person, option in board.stranded
    ]
