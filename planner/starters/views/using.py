"""Starters and templates for a gathering that there is, each as it would lie on its days."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.agenda.queries import AgendaItem, agenda_of
from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import language
from planner.meetings.queries import gate_of
from planner.starters import services
from planner.starters.forms import UseForm
from planner.starters.permissions import may_plan
from planner.starters.queries import ground_of, pattern_of, templates_in_order
from planner.starters.rules import STARTERS, mark_of, timetable
from planner.starters.views.frame import starters_page, tell_what_came, way_of
from planner.web.entry import reading, writing
from planner.web.page import see_other


def index(slug: str) -> ResponseReturnValue:
    """All of them; on an empty agenda with a button to use each."""
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        items = agenda_of(work.db, gate.meeting_id, gate.zone)
        ground = ground_of(work.db, gate, language())
        saved = templates_in_order(work.db)
    return starters_page(
        "index",
        work,
        gate=gate,
        ways=[way_of(starter, ground) for starter in sorted(STARTERS, key=lambda s: s.kind is not ground.kind)],
        saved=[way_of(template, ground) for template in saved],
        items=items,
        seen=_seen(items),
    )


def use(slug: str, way: str) -> ResponseReturnValue:
    """One of them beside what stands on the agenda: to add, or to put in its place."""
    form = UseForm()
    if form.was_sent():
        try:
            with writing() as work:
                fitted = services.use_pattern(
                    work, slug, way, seen=form.seen.data or "", replace="replace" in request.form
                )
            tell_what_came(fitted, language())
            return see_other("board.index", slug=slug)
        except Conflict as conflict:
            form.form_errors.append(conflict.words.in_(language()))
            form.refused_as = conflict.status
    return _use_page(slug, way, form)


def _use_page(slug: str, key: str, form: UseForm) -> ResponseReturnValue:
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        items = agenda_of(work.db, gate.meeting_id, gate.zone)
        way = way_of(pattern_of(work.db, key), ground_of(work.db, gate, language()))
    form.seen.data = _seen(items)
    there = timetable((item.details for item in items), [day.held_on for day in gate.days])
    code = form.refused_as if form.form_errors else 200
    return starters_page("use", work, code=code, gate=gate, way=way, items=items, there=there, form=form)


def _seen(items: tuple[AgendaItem, ...]) -> str:
    return mark_of((item.item_id, item.revision) for item in items)
