"""What a person chooses or wishes, and what a lead gives them: decided under the gathering's lock."""

from collections.abc import Sequence

from sqlalchemy import delete

from planner.choices import letters
from planner.choices.models import Choice, ItemWish
from planner.choices.news import ChoicesChanged
from planner.choices.permissions import may_arrange_choices, may_choose
from planner.choices.queries import rows
from planner.choices.queries.board import board_in, boards_of, source_of
from planner.choices.rules.blocks import closed_words, full_words, wishes_are_asked
from planner.choices.rules.terms import BlockAnswer, BlockBoard, Chooser, Option
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import Text, say
from planner.core.work import Work, tell
from planner.mail.services import post
from planner.meetings.queries import Gate
from planner.registrations.queries.places import meeting_of
from planner.registrations.rules import change_refusal
from planner.registrations.services.seating import enter


def answer(work: Work, registration_id: int, answers: Sequence[BlockAnswer]) -> None:
    """Write what somebody chooses and wishes, in all these blocks or in none.

    Raises Invalid by block ("block_7") for an item that is full or gone, a rank given twice, a block that is closed.
    """
    require(may_choose(work.actor, registration_id), work.actor)
    gate = enter(work, meeting_of(work.db, registration_id))
    closed = change_refusal(gate, work.now)
    if closed is not None:
        raise Conflict(closed)
    boards = boards_of(work.db, gate, source_of(work.db, gate))
    wrong: dict[str, Text] = {}
    for said in answers:
        board = board_in(boards, said.block_id)
        words = _check(work, gate, board, registration_id, said)
        if words is not None:
            wrong[f"block_{said.block_id}"] = words
    if wrong:
        raise Invalid(wrong)
    for said in answers:
        if wishes_are_asked(board_in(boards, said.block_id)):
            _write_wishes(work, registration_id, said)
        else:
            write_choice(work, registration_id, said.block_id, said.option_id, pinned=False)
    work.db.flush()
    tell(work, ChoicesChanged(gate.meeting_id))


def move_person(work: Work, block_id: int, registration_id: int, option_id: int | None) -> None:
    """A lead gives somebody an item, or none, and they are told. Raises Conflict for one that is full or gone."""
    require(may_arrange_choices(work.actor), work.actor)
    gate = enter(work, rows.block_row(work.db, block_id).meeting_id)
    source = source_of(work.db, gate)
    board = board_in(boards_of(work.db, gate, source), block_id)
    person = board.chooser(registration_id)
    if person is None:
        raise Conflict(say("This person has no place on that day."))
    pick, option = board.pick_of(registration_id), board.block.option(option_id)
    if option_id is not None and (option is None or option.is_gone):
        raise NotFound
    if option_id is not None and not _fits(board, person, option):
        raise Conflict(full_words(board, option.title if option else board.block.options[0].title))
    write_choice(work, registration_id, block_id, option_id, pinned=True)
    if (pick.option_id if pick else None) != option_id:
        post(work, letters.moved(letters.Notice(work.site, gate, source.funding, board.block), person, option))
    work.db.flush()
    tell(work, ChoicesChanged(gate.meeting_id))


def write_choice(work: Work, registration_id: int, block_id: int, option_id: int | None, *, pinned: bool) -> None:
    """The row of somebody's choice; None takes it away. What stands already stays as it is, unless it gets pinned."""
    row = rows.choice_row(work.db, registration_id, block_id)
    if option_id is None:
        if row is not None:
            work.db.delete(row)
    elif row is None:
        fresh = Choice(registration_id=registration_id, block_id=block_id, block_item_id=option_id)
        fresh.pinned, fresh.chosen_at = pinned, work.now
        work.db.add(fresh)
    elif row.block_item_id != option_id or (pinned and not row.pinned):
        row.block_item_id, row.pinned, row.chosen_at = option_id, pinned, work.now


def _check(work: Work, gate: Gate, board: BlockBoard, registration_id: int, said: BlockAnswer) -> Text | None:
    person = board.chooser(registration_id)
    if person is None:
        return say("You have no place on that day.")
    pick = board.pick_of(registration_id)
    if not said.wishes and pick is not None and said.option_id == pick.option_id:
        return None  # as it was
    closed = closed_words(board, registration_id, gate.zone, work.now)
    if closed is not None:
        return closed
    if wishes_are_asked(board):
        return _check_wishes(board, said)
    option = board.block.option(said.option_id)
    if said.option_id is None:
        return None
    if option is None or option.is_gone:
        return say("The programme has changed. Choose among the items that stand here now.")
    return None if _fits(board, person, option) else full_words(board, option.title)


def _check_wishes(board: BlockBoard, said: BlockAnswer) -> Text | None:
    standing = {option.option_id for option in board.block.standing}
    ranks = [rank for _, rank in said.wishes]
    if not {option_id for option_id, _ in said.wishes} <= standing:
        return say("The programme has changed. Choose among the items that stand here now.")
    if len(set(ranks)) < len(ranks):
        return say("Two items have the same rank. Give each rank once.")
    return None


def _fits(board: BlockBoard, person: Chooser, option: Option | None) -> bool:
    pick = board.pick_of(person.registration_id)
    if option is None or not person.takes_seat or (pick is not None and pick.option_id == option.option_id):
        return True
    return board.places_left(option) != 0


def _write_wishes(work: Work, registration_id: int, said: BlockAnswer) -> None:
    theirs = (ItemWish.registration_id == registration_id) & (ItemWish.block_id == said.block_id)
    work.db.execute(delete(ItemWish).where(theirs))
    work.db.add_all(
        ItemWish(registration_id=registration_id, block_item_id=option_id, block_id=said.block_id, rank=rank)
        for rank, (option_id, _) in enumerate(sorted(said.wishes, key=_rank), 1)
    )


def _rank(wish: tuple[int, int]) -> int:
    return wish[1]
