"""The form of one item: new, changed, removed, copied."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.agenda import services
from planner.agenda.permissions import may_plan
from planner.agenda.queries import AgendaItem, agenda_of, items_of
from planner.agenda.rules import one_wish
from planner.board.forms import ItemForm
from planner.board.forms.moves import clock_of, room_choices
from planner.board.queries import rooms_of
from planner.board.views.answers import done, from_script, refused, shows_no_forms
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import language, say
from planner.core.timespan import local
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.network import queries as network
from planner.web.entry import reading, writing
from planner.web.form import add_row, seen_number
from planner.web.page import flash, for_person, see_other


def new(slug: str) -> ResponseReturnValue:
    form = ItemForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = _offer(work, form, slug)
        if request.method != "POST":
            _follow_on(work, form, gate)
    if "more_speakers" in request.form:
        add_row(form.givers)
    elif form.was_sent():
        try:
            with writing() as work:
                services.add_item(work, slug, form.details())
            return _added(slug, form)
        except Invalid as refusal:
            form.refuse(refusal)
    return _form_page(work, form, gate, None)


def edit(slug: str, item_id: int) -> ResponseReturnValue:
    form = ItemForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = _offer(work, form, slug)
        item = item_in(items_of(work.db, gate.meeting_id, gate.zone), item_id)
    form.offer_own(item.details, theme=item.theme_name.in_(language()), room=item.room)
    if request.method != "POST":
        form.show(item.details, item.revision)
    elif "more_speakers" in request.form:
        add_row(form.givers)
    elif form.was_sent() and _saved(form, slug, item):
        return done(slug, say("“%(title)s” is saved. Publish to show it to everyone.", title=form.title_sv.data))
    return _form_page(work, form, gate, item)


def remove(slug: str, item_id: int) -> ResponseReturnValue:
    seen = seen_number(request.form["revision"]) if "revision" in request.form else None
    try:
        with writing() as work:
            title = services.remove_item(work, slug, item_id, revision=seen)
    except Conflict as error:
        if shows_no_forms():
            return refused(slug, error.words, error.status)
        flash(error.words, "warning")
        return see_other("board.edit", slug=slug, item_id=item_id)
    return done(slug, say("“%(title)s” is removed. Calendars show it as cancelled once you publish.", title=title))


def copy(slug: str, item_id: int) -> ResponseReturnValue:
    with writing() as work:
        copied = services.copy_item(work, slug, item_id)
    said = say("This is the copy. It starts where the first one ends.")
    if from_script():
        return done(slug, said)
    flash(said)
    return see_other("board.edit", slug=slug, item_id=copied)


def item_in(items: tuple[AgendaItem, ...], item_id: int) -> AgendaItem:
    """The item of that number; NotFound if it is none of these."""
    found = next((item for item in items if item.item_id == item_id), None)
    if found is None:
        raise NotFound
    return found


def _offer(work: Work, form: ItemForm, slug: str) -> Gate:
    gate = gate_of(work.db, slug)
    lang = language()
    form.offer(
        days=tuple(day.held_on for day in gate.days),
        themes=[(str(theme.id), theme.name.in_(lang)) for theme in network.themes_in_order(work.db)],
        rooms=room_choices(rooms_of(work.db, gate.meeting_id)),
    )
    return gate


def _follow_on(work: Work, form: ItemForm, gate: Gate) -> None:
    """A new item begins where the last one of its day ends: the lead types an agenda downwards.

    ?title= gives it a title to begin with, as a wished topic does; ?day=, ?at= and ?room= a place, as the board does.
    """
    form.title_sv.data = one_wish(request.args.get("title", ""))[:200]
    wanted, at, room = (request.args.get(name, "") for name in ("day", "at", "room"))
    items = agenda_of(work.db, gate.meeting_id, gate.zone)
    day = next((d for d in gate.days if d.held_on.isoformat() == wanted), gate.days[0])
    if not wanted and items:
        day = next((d for d in gate.days if d.held_on == items[-1].details.held_on), day)
    form.held_on.data = day.held_on.isoformat()
    of_day = [item for item in items if item.details.held_on == day.held_on]
    follows = local(max(i.ends_at for i in of_day), gate.zone).time() if of_day else day.opens
    form.starts.data = clock_of(at) or follows
    choices: Any = form.room_id.choices
    form.room_id.data = room if room in {choice.value for choice in choices} else ""
    form.parked.data = "park" in request.args


def _added(slug: str, form: ItemForm) -> ResponseReturnValue:
    said = say("“%(title)s” is on the agenda.", title=form.title_sv.data)
    if "and_another" in request.form and not from_script():
        flash(said)
        return see_other("board.new", slug=slug)
    return done(slug, said)


def _saved(form: ItemForm, slug: str, item: AgendaItem) -> bool:
    """Whether the item was taken; else the form says why not."""
    try:
        with writing() as work:
            services.change_item(work, slug, item.item_id, form.details(), revision=seen_number(form.revision.data))
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    except Conflict as conflict:
        form.overtaken(conflict, item.revision)
        return False
    return True


def _form_page(work: Work, form: ItemForm, gate: Gate, item: AgendaItem | None) -> ResponseReturnValue:
    code = form.refused_as if request.method == "POST" and "more_speakers" not in request.form else 200
    page = render_template(
        "board/form.html", gate=gate, form=form, item=item, page_here="plan.meetings", **for_person(work.actor)
    )
    return page, code
