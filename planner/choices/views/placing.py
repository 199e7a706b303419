"""Who has what in a block; placing people after their wishes, undoing it, and moving one by hand."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.choices import services
from planner.choices.forms import MoveForm
from planner.choices.permissions import may_arrange_choices
from planner.choices.queries import board_in, boards_of, meeting_of_block, source_of
from planner.choices.rules.terms import BlockBoard, Chooser
from planner.choices.services import Run
from planner.core.actor import Actor, require
from planner.core.errors import Conflict
from planner.core.language import Text, say
from planner.meetings.queries import Gate, gate_by_id
from planner.meetings.rules import MODE_WORDS
from planner.web.entry import reading, writing
from planner.web.page import flash, for_person, see_other

NOTHING = "none"
"""In the address: those who have no item."""


def people(block_id: int) -> ResponseReturnValue:
    """Everybody who may choose in a block, what they have and wish; a lead can move each."""
    with reading() as work:
        require(may_arrange_choices(work.actor), work.actor)
        gate = gate_by_id(work.db, meeting_of_block(work.db, block_id))
        board = board_in(boards_of(work.db, gate, source_of(work.db, gate)), block_id)
    wanted = request.args.get("item", "")
    return _people_page("people", work.actor, gate, board, shown=_shown(board, wanted), wanted=wanted)


def move(block_id: int, registration_id: int) -> ResponseReturnValue:
    """A lead gives one person another item."""
    with writing() as work:
        require(may_arrange_choices(work.actor), work.actor)
        services.move_person(work, block_id, registration_id, MoveForm().chosen())
    flash(say("It is changed, and the person has been told."))
    return see_other("choices.people", block_id=block_id)


def place(block_id: int) -> ResponseReturnValue:
    """What placing people now would give, in full, before a POST does it."""
    refused: Text | None = None
    if request.method == "POST":
        try:
            with writing() as work:
                services.apply_placing(work, block_id, request.form.get("mark", ""))
        except Conflict as error:
            refused = error.words
        else:
            flash(say("Everybody has been placed, and letters are on their way."))
            return see_other("choices.people", block_id=block_id)
    with reading() as work:
        run = services.propose(work, block_id)
        gate = gate_by_id(work.db, run.board.block.meeting_id)
    return _proposal(work.actor, gate, run, refused)


def undo(block_id: int) -> ResponseReturnValue:
    """Give back what stood before the placing."""
    with writing() as work:
        require(may_arrange_choices(work.actor), work.actor)
        services.undo_placing(work, block_id)
    flash(say("The placing is undone, and those it concerned have been told."))
    return see_other("choices.people", block_id=block_id)


def _shown(board: BlockBoard, wanted: str) -> tuple[Chooser, ...]:
    if wanted == NOTHING:
        return board.undecided
    chosen = next((option for option in board.block.options if str(option.option_id) == wanted), None)
    return board.holding(chosen.option_id) if chosen else board.people


def _proposal(actor: Actor, gate: Gate, run: Run, refused: Text | None) -> ResponseReturnValue:
    page = _people_page("place", actor, gate, run.board, run=run, refused=refused)
    return page, 409 if refused else 200


def _people_page(template: str, actor: Actor, gate: Gate, board: BlockBoard, **values: object) -> str:
    return render_template(
        f"choices/{template}.html",
        gate=gate,
        board=board,
        block=board.block,
        mode_words=MODE_WORDS,
        page_here="plan.meetings",
        **values,
        **for_person(actor),
    )
