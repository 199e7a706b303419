"""Planners' pages of the draft agenda: the items with their warnings, and the form of one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from planner.agenda import services
from planner.agenda.forms import ItemForm
from planner.agenda.permissions import may_plan
from planner.agenda.queries import AgendaItem, agenda_of, wishes_of
from planner.agenda.rules import KIND_WORDS, LIGHT, Clash, clashes, numbers_of, one_wish
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import language, say
from planner.core.timespan import local
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of, record_of
from planner.network import queries as network
from planner.web.entry import reading, writing
from planner.web.form import add_row, seen_number
from planner.web.page import flash, for_person, see_other

blueprint = Blueprint("agenda", __name__)
KINDS = {"kind_words": KIND_WORDS, "light": LIGHT}


@dataclass(frozen=True)
class DayList:
    held_on: date
    items: tuple[AgendaItem, ...]


@blueprint.get("/plan/meetings/<slug>/agenda")
def index(slug: str) -> ResponseReturnValue:
    """The agenda day by day; ?theme=code shows one theme."""
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        items, wishes = agenda_of(work.db, gate.meeting_id, gate.zone), wishes_of(work.db, gate.meeting_id)
    warnings = clashes([i.planned for i in items], [d.held_on for d in gate.days], gate.zone)
    theme = request.args.get("theme", "")
    return _page(
        "agenda/index.html",
        work,
        gate,
        days=_days(gate, tuple(item for item in items if not theme or item.theme_code == theme)),
        themes=sorted({(i.theme_name.in_(language()), i.theme_code, i.theme_hue) for i in items if i.theme_code}),
        theme=theme,
        warnings=warnings,
        warnings_of=_by_item(warnings),
        numbers=numbers_of((item.uid, item.details.kind) for item in items) if gate.has_numbers else {},
        wishes=wishes,
        **KINDS,
    )


@blueprint.route("/plan/meetings/<slug>/agenda/new", methods=["GET", "POST"])
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
            flash(say("“%(title)s” is on the agenda.", title=form.title_sv.data))
            return see_other("agenda.new" if "and_another" in request.form else "agenda.index", slug=slug)
        except Invalid as refusal:
            form.refuse(refusal)
    return _form_page(work, form, gate, None)


@blueprint.route("/plan/meetings/<slug>/agenda/<int:item_id>", methods=["GET", "POST"])
def edit(slug: str, item_id: int) -> ResponseReturnValue:
    form = ItemForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = _offer(work, form, slug)
        item = _item(agenda_of(work.db, gate.meeting_id, gate.zone), item_id)
    form.offer_own(item.details, theme=item.theme_name.in_(language()), room=item.room)
    if request.method != "POST":
        form.show(item.details, item.revision)
    elif "more_speakers" in request.form:
        add_row(form.givers)
    elif form.was_sent() and _saved(form, slug, item):
        return see_other("agenda.index", slug=slug)
    return _form_page(work, form, gate, item)


@blueprint.post("/plan/meetings/<slug>/agenda/<int:item_id>/remove")
def remove(slug: str, item_id: int) -> ResponseReturnValue:
    with writing() as work:
        title = services.remove_item(work, slug, item_id)
    flash(say("“%(title)s” is removed. Calendars show it as cancelled once you publish.", title=title))
    return see_other("agenda.index", slug=slug)


@blueprint.post("/plan/meetings/<slug>/agenda/<int:item_id>/copy")
def copy(slug: str, item_id: int) -> ResponseReturnValue:
    with writing() as work:
        copied = services.copy_item(work, slug, item_id)
    flash(say("This is the copy. It starts where the first one ends."))
    return see_other("agenda.edit", slug=slug, item_id=copied)


def _offer(work: Work, form: ItemForm, slug: str) -> Gate:
    gate = gate_of(work.db, slug)
    venue_id = record_of(work.db, slug).details.venue_id
    rooms = network.rooms_of_venue(work.db, venue_id) if venue_id else ()
    lang = language()
    form.offer(
        days=tuple(day.held_on for day in gate.days),
        themes=[(str(theme.id), theme.name.in_(lang)) for theme in network.themes_in_order(work.db)],
        rooms=[(str(r.id), f"{r.name} ({r.capacity})" if r.capacity else r.name) for r in rooms],
    )
    return gate


def _follow_on(work: Work, form: ItemForm, gate: Gate) -> None:
    """A new item begins where the last one of its day ends: the lead types an agenda downwards.

    ?title= gives it a title to begin with, as a wished topic does.
    """
    form.title_sv.data = one_wish(request.args.get("title", ""))[:200]
    wanted = request.args.get("day", "")
    items = agenda_of(work.db, gate.meeting_id, gate.zone)
    day = next((d for d in gate.days if d.held_on.isoformat() == wanted), gate.days[0])
    if not wanted and items:
        day = next((d for d in gate.days if d.held_on == items[-1].details.held_on), day)
    form.held_on.data = day.held_on.isoformat()
    of_day = [item for item in items if item.details.held_on == day.held_on]
    form.starts.data = local(max(i.ends_at for i in of_day), gate.zone).time() if of_day else day.opens


def _item(items: tuple[AgendaItem, ...], item_id: int) -> AgendaItem:
    found = next((item for item in items if item.item_id == item_id), None)
    if found is None:
        raise NotFound
    return found


def _days(gate: Gate, items: tuple[AgendaItem, ...]) -> tuple[DayList, ...]:
    dates = sorted({day.held_on for day in gate.days} | {item.details.held_on for item in items})
    return tuple(DayList(day, tuple(i for i in items if i.details.held_on == day)) for day in dates)


def _by_item(warnings: tuple[Clash, ...]) -> dict[int, list[Clash]]:
    found: dict[int, list[Clash]] = {}
    for clash in warnings:
        for item_id in {clash.item_id, clash.other_id} - {None}:
            found.setdefault(item_id or 0, []).append(clash)
    return found


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
    flash(say("“%(title)s” is saved. Publish to show it to everyone.", title=form.title_sv.data))
    return True


def _form_page(work: Work, form: ItemForm, gate: Gate, item: AgendaItem | None) -> ResponseReturnValue:
    code = form.refused_as if request.method == "POST" and "more_speakers" not in request.form else 200
    return _page("agenda/form.html", work, gate, form=form, item=item), code


def _page(template: str, work: Work, gate: Gate, **shown: Any) -> str:
    return render_template(template, gate=gate, page_here="plan.meetings", **shown, **for_person(work.actor))
