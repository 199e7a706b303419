"""How choosing stands in a gathering, and opening, changing and taking away a block of it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.choices import services
from planner.choices.forms import BlockForm
from planner.choices.permissions import may_arrange_choices
from planner.choices.queries import Source, board_in, boards_of, meeting_of_block, source_of
from planner.choices.rules.blocks import proposals
from planner.choices.rules.terms import SHORT_WAY_WORDS, BlockBoard
from planner.core.actor import Actor, require
from planner.core.errors import Invalid, NotFound
from planner.core.language import say
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_by_id, gate_of
from planner.programmes.snapshot import Entry
from planner.web.entry import reading, writing
from planner.web.page import flash, for_person, see_other


def index(slug: str) -> ResponseReturnValue:
    """Every block: what is taken, who has not answered, whose item is gone; and what could be opened."""
    with reading() as work:
        require(may_arrange_choices(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        source = source_of(work.db, gate)
        boards = boards_of(work.db, gate, source)
    return _block_page(
        "index",
        work.actor,
        gate,
        boards=boards,
        proposals=proposals(source.entries, _taken(boards)),
        is_published=source.is_published,
        way_words=SHORT_WAY_WORDS,
        now=work.now,
    )


def open_block(slug: str, item_id: int) -> ResponseReturnValue:
    """Parallel items that begin with this one: which can be chosen, how, and until when."""
    with reading() as work:
        require(may_arrange_choices(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        source = source_of(work.db, gate)
        entries = _proposed(source, item_id, boards_of(work.db, gate, source))
    form = BlockForm()
    form.offer(entries, gate.zone)
    if request.method == "GET":
        form.uids.data = [entry.uid for entry in entries]
    elif form.was_sent() and _try_open(slug, form):
        flash(say("People can choose now."))
        return see_other("choices.index", slug=slug)
    return _block_page("block", work.actor, gate, form=form, board=None)


def edit_block(block_id: int) -> ResponseReturnValue:
    """The same form for a block that is open."""
    with reading() as work:
        require(may_arrange_choices(work.actor), work.actor)
        gate, source, board = _block(work, block_id)
        entries = _around(source, board, boards_of(work.db, gate, source))
    form = BlockForm()
    form.offer(entries, gate.zone)
    if request.method == "GET":
        _show(form, board)
    elif form.was_sent() and _try_change(block_id, form):
        flash(say("Your changes are saved."))
        return see_other("choices.index", slug=gate.slug)
    return _block_page("block", work.actor, gate, form=form, board=board)


def remove_block(block_id: int) -> ResponseReturnValue:
    """Nobody chooses here any more."""
    with writing() as work:
        require(may_arrange_choices(work.actor), work.actor)
        gate = gate_by_id(work.db, meeting_of_block(work.db, block_id))
        services.remove_block(work, block_id)
    flash(say("Nobody can choose there any more."))
    return see_other("choices.index", slug=gate.slug)


def _taken(boards: tuple[BlockBoard, ...], but: int | None = None) -> list[str]:
    others = (board.block for board in boards if board.block.block_id != but)
    return [option.entry.uid for block in others for option in block.standing if option.entry]


def _proposed(source: Source, item_id: int, boards: tuple[BlockBoard, ...]) -> tuple[Entry, ...]:
    found = next((p for p in proposals(source.entries, _taken(boards)) if p.key == item_id), None)
    if found is None:
        raise NotFound
    return found.entries


def _block(work: Work, block_id: int) -> tuple[Gate, Source, BlockBoard]:
    gate = gate_by_id(work.db, meeting_of_block(work.db, block_id))
    source = source_of(work.db, gate)
    return gate, source, board_in(boards_of(work.db, gate, source), block_id)


def _around(source: Source, board: BlockBoard, boards: tuple[BlockBoard, ...]) -> tuple[Entry, ...]:
    """The block's items, and those beside them that are not in it."""
    own = {option.entry.uid for option in board.block.standing if option.entry}
    runs = proposals(source.entries, _taken(boards, but=board.block.block_id))
    beside = next((run.entries for run in runs if own & {entry.uid for entry in run.entries}), ())
    return beside or tuple(option.entry for option in board.block.standing if option.entry)


def _show(form: BlockForm, board: BlockBoard) -> None:
    block = board.block
    form.uids.data = [option.entry.uid for option in block.standing if option.entry]
    form.way.data, form.closes_on.data = block.way.value, block.closes_on


def _try_open(slug: str, form: BlockForm) -> bool:
    try:
        with writing() as work:
            services.open_block(work, slug, form.said())
    except Invalid as error:
        form.refuse(error)
        return False
    return True


def _try_change(block_id: int, form: BlockForm) -> bool:
    try:
        with writing() as work:
            services.change_block(work, block_id, form.said())
    except Invalid as error:
        form.refuse(error)
        return False
    return True


def _block_page(template: str, actor: Actor, gate: Gate, **values: object) -> ResponseReturnValue:
    page = render_template(
        f"choices/{template}.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        page_here="plan.meetings",
        **values,
        **for_person(actor),
    )
    return page, 422 if request.method == "POST" else 200
