"""Moves of the whole agenda: rooms that change places, a block that goes to another day."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.agenda import services
from planner.agenda.permissions import may_plan
from planner.agenda.queries import step_of
from planner.board.forms import BlockForm, RoomsForm
from planner.board.forms.moves import item_choices
from planner.board.queries import Board, board_of
from planner.board.views.answers import done
from planner.core.actor import Actor, require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, language, say
from planner.core.work import Work
from planner.web.entry import reading, writing
from planner.web.form import Form, seen_number
from planner.web.page import for_person


def whole(slug: str) -> ResponseReturnValue:
    """What can be done with much of an agenda at once."""
    board, actor = _look(slug)
    return _page(board, actor, RoomsForm(formdata=None), BlockForm(formdata=None))


def rooms(slug: str) -> ResponseReturnValue:
    """Two rooms change places."""
    board, actor = _look(slug)
    form = RoomsForm()
    _offer(board, form, other := BlockForm(formdata=None))
    if not form.was_sent():
        return _page(board, actor, form, other)
    day = next((d.held_on for d in board.gate.days if d.held_on.isoformat() == form.day.data), None)
    pair = int(form.room_id.data), int(form.other_room_id.data)
    words = _done(board, form, lambda work: services.swap_rooms(work, slug, pair, day, seen=_seen(form)))
    return done(slug, words) if words else _page(board, actor, form, other)


def block(slug: str) -> ResponseReturnValue:
    """Several items go to another day."""
    board, actor = _look(slug)
    form = BlockForm()
    _offer(board, other := RoomsForm(formdata=None), form)
    if not form.was_sent():
        return _page(board, actor, other, form)
    to_day = next(day.held_on for day in board.gate.days if day.held_on.isoformat() == form.to_day.data)
    ids = [int(item_id) for item_id in form.item_ids.data or ()]
    words = _done(board, form, lambda work: services.move_block(work, slug, ids, to_day, seen=_seen(form)))
    return done(slug, words) if words else _page(board, actor, other, form)


def _look(slug: str) -> tuple[Board, Actor]:
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        return board_of(work.db, slug, work.actor), work.actor


def _seen(form: Form) -> int:
    return seen_number(form["seen"].data)


def _offer(board: Board, rooms_form: RoomsForm, block_form: BlockForm) -> None:
    days = tuple(day.held_on for day in board.gate.days)
    rooms_form.offer(days, [(str(room.id), room.name) for room in board.rooms])
    if request.method != "POST" and len(board.rooms) > 1:
        rooms_form.other_room_id.data = str(board.rooms[1].id)
        block_form.to_day.data = days[-1].isoformat()
    block_form.offer(days, item_choices(board.placed, board.gate.zone))


def _done(board: Board, form: Form, deed: Callable[[Work], int | None]) -> Text | None:
    """What was done, in words; None when it was refused, and the form says why."""
    try:
        with writing() as work:
            number = deed(work)
            return step_of(work.db, board.gate.meeting_id, number).words if number else say("Nothing changed.")
    except Invalid as refusal:
        form.refuse(refusal)
    except Conflict as error:
        form.form_errors.append(error.words.in_(language()))
        form["seen"].data = ""
        form.refused_as = error.status
    return None


def _page(board: Board, actor: Actor, rooms_form: RoomsForm, block_form: BlockForm) -> ResponseReturnValue:
    if rooms_form.room_id.choices == []:
        _offer(board, rooms_form, block_form)
    for form in (rooms_form, block_form):
        form.seen.data = form.seen.data or str(board.number)
    page = render_template(
        "board/whole.html", board=board, gate=board.gate, rooms_form=rooms_form, block_form=block_form,
        page_here="plan.meetings", **for_person(actor),
    )  # fmt: skip
    sent = [form.refused_as for form in (rooms_form, block_form) if form.errors or form.form_errors]
    return page, max(sent, default=422) if request.method == "POST" else 200
