"""Where one item goes, and what moves with it."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.agenda import services
from planner.agenda.permissions import may_plan
from planner.agenda.queries import AgendaItem, step_of
from planner.board.forms import BreakForm, PlaceForm, ShiftForm, SplitForm, SwapForm
from planner.board.forms.moves import item_choices, room_choices
from planner.board.queries import Board, board_of
from planner.board.views.answers import done, refused, shows_no_forms
from planner.board.views.items import item_in
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import language, say
from planner.core.work import Work
from planner.web.entry import reading, writing
from planner.web.form import Form, choose, seen_number
from planner.web.page import for_person


def move(slug: str, item_id: int) -> ResponseReturnValue:
    """Day, time, length and room of an item, by form; a script that dragged it sends the same."""
    try:
        board, item = _look(slug, item_id)
    except NotFound:
        if not shows_no_forms():
            raise
        return refused(slug, say("Somebody else removed the item while you wrote."), 409)
    form = _place_form(board, item)
    if request.method != "POST":
        form.show(item.details, item.revision)
    elif form.was_sent():
        seen = seen_number(form.revision.data)
        return _try(
            board, item, form, lambda work: services.place_item(work, slug, item_id, form.placement(), revision=seen)
        )
    if form.errors and shows_no_forms():
        return refused(slug, " ".join(str(e) for errors in form.errors.values() for e in errors), 422)
    return _page(board, item, form)


def shift(slug: str, item_id: int) -> ResponseReturnValue:
    """Everything of the day from this item on moves in time."""
    board, item = _look(slug, item_id)
    form = ShiftForm()
    if not form.was_sent():
        return _page(board, item, form)
    return _try(board, item, form, lambda work: services.shift_after(
        work, slug, item.starts_at, form.shift_minutes.data or 0, seen=seen_number(form.seen.data)))  # fmt: skip


def swap(slug: str, item_id: int) -> ResponseReturnValue:
    """This item and another change places."""
    board, item = _look(slug, item_id)
    form = SwapForm()
    form.other_id.choices = choose(item_choices(board.placed, board.gate.zone, but=item.item_id))
    if not form.was_sent():
        return _page(board, item, form)
    return _try(board, item, form, lambda work: services.swap_items(
        work, slug, item_id, int(form.other_id.data), seen=seen_number(form.seen.data)))  # fmt: skip


def fill(slug: str, item_id: int) -> ResponseReturnValue:
    """The item lasts until the next one begins."""
    board, item = _look(slug, item_id)
    form = ShiftForm(formdata=None)
    seen = seen_number(request.form["seen"]) if "seen" in request.form else None
    return _try(board, item, form, lambda work: services.fill_time(work, slug, item_id, seen=seen))


def put_break(slug: str, item_id: int) -> ResponseReturnValue:
    """A break right before this item; the rest of the day moves on."""
    board, item = _look(slug, item_id)
    form = BreakForm()
    if not form.was_sent():
        return _page(board, item, form)
    return _try(board, item, form, lambda work: services.insert_break(
        work, slug, item.starts_at, form.break_minutes.data or 0, seen=seen_number(form.seen.data)))  # fmt: skip


def split(slug: str, item_id: int) -> ResponseReturnValue:
    """The item becomes several parallel ones."""
    board, item = _look(slug, item_id)
    form = SplitForm()
    if not form.was_sent():
        return _page(board, item, form)
    rooms = [room.id for room in board.rooms]
    return _try(board, item, form, lambda work: services.split_item(
        work, slug, item_id, form.parts.data or 0, rooms, seen=seen_number(form.seen.data)))  # fmt: skip


def _look(slug: str, item_id: int) -> tuple[Board, AgendaItem]:
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        board = board_of(work.db, slug, work.actor)
    return board, item_in(board.items, item_id)


def _place_form(board: Board, item: AgendaItem) -> PlaceForm:
    form = PlaceForm() if request.endpoint == "board.move" else PlaceForm(formdata=None)
    days = tuple(day.held_on for day in board.gate.days)
    form.offer(days=days, rooms=room_choices(board.rooms), own=item.details, own_room=item.room)
    return form


def _try(board: Board, item: AgendaItem, form: Form, deed: Callable[[Work], int | None]) -> ResponseReturnValue:
    """Do it; or say by the field why it cannot be, or who was first."""
    slug = board.gate.slug
    try:
        with writing() as work:
            number = deed(work)
            words = step_of(work.db, board.gate.meeting_id, number).words if number else say("Nothing changed.")
    except Invalid as refusal:
        if shows_no_forms():
            return refused(slug, refusal.words, refusal.status, item.item_id)
        form.refuse(refusal)
        return _page(board, item, form)
    except Conflict as error:
        if shows_no_forms():
            return refused(slug, error.words, error.status, item.item_id)
        _overtaken(form, error, item, board)
        return _page(board, item, form)
    return done(slug, words)


def _overtaken(form: Form, error: Conflict, item: AgendaItem, board: Board) -> None:
    if isinstance(form, PlaceForm):
        form.overtaken(error, item.revision)
    else:
        form.form_errors.append(error.words.in_(language()))
        form["seen"].data = str(board.number)
        form.refused_as = error.status


def _page(board: Board, item: AgendaItem, sent: Form) -> ResponseReturnValue:
    """The page of an item's moves, with the form that was sent as it was sent."""
    if isinstance(sent, PlaceForm):
        place = sent
    else:
        place = _place_form(board, item)
        place.show(item.details, item.revision)
    forms: dict[str, Form] = {"shift": ShiftForm(formdata=None), "swap": SwapForm(formdata=None),
                              "break": BreakForm(formdata=None), "split": SplitForm(formdata=None)}  # fmt: skip
    forms["swap"]["other_id"].choices = choose(item_choices(board.placed, board.gate.zone, but=item.item_id))
    for name, form in forms.items():
        if type(form) is type(sent):
            forms[name] = sent
        if not forms[name]["seen"].data:
            forms[name]["seen"].data = str(board.number)
    with reading() as work:
        page = render_template(
            "board/move.html", board=board, gate=board.gate, item=item, place=place, forms=forms,
            page_here="plan.meetings", **for_person(work.actor),
        )  # fmt: skip
    return page, sent.refused_as if request.method == "POST" else 200
