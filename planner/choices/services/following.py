"""What choices do when people leave, or come in another way."""

from sqlalchemy import delete

from planner.choices import letters
from planner.choices.models import Choice, ItemWish
from planner.choices.queries import rows
from planner.choices.queries.board import boards_of, source_of
from planner.choices.rules.blocks import is_overfull
from planner.core.work import Work
from planner.mail.services import post_all
from planner.meetings.queries import gate_by_id


def forget(work: Work, registration_id: int) -> None:
    """What somebody chose and wished goes. The use case below that took them out has asked whether it may."""
    work.db.execute(delete(Choice).where(Choice.registration_id == registration_id))
    work.db.execute(delete(ItemWish).where(ItemWish.registration_id == registration_id))


def keep_within(work: Work, meeting_id: int, registration_id: int) -> None:
    """Somebody comes on other days or in another way: what they chose stays where they may choose and there is room.

    Who watched online and now sits in the room needs a chair there. The use case below holds the gathering's lock.
    """
    if not rows.has_chosen(work.db, registration_id):
        return
    gate = gate_by_id(work.db, meeting_id)
    source = source_of(work.db, gate)
    told = []
    for board in boards_of(work.db, gate, source):
        person, pick = board.chooser(registration_id), board.pick_of(registration_id)
        option = board.block.option(pick.option_id) if pick else None
        if person is None:
            _take_away(work, registration_id, board.block.block_id)
        elif option is not None and person.takes_seat and is_overfull(board, option):
            _take_away(work, registration_id, board.block.block_id)
            told.append(
                letters.crowded_out(letters.Notice(work.site, gate, source.funding, board.block), person, option)
            )
    post_all(work, told)


def _take_away(work: Work, registration_id: int, block_id: int) -> None:
    theirs = (Choice.registration_id == registration_id) & (Choice.block_id == block_id)
    work.db.execute(delete(Choice).where(theirs))
