"""The lead's sheet of who was there: people and items, a tick where they meet."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import Actor, require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.meetings.queries import Gate, gate_of
from planner.presence import services
from planner.presence.forms import EVERYBODY, SheetForm
from planner.presence.permissions import may_note_presence
from planner.presence.queries import sheet_of
from planner.presence.rules import told_of
from planner.web.entry import reading, writing
from planner.web.page import flash, for_person, see_other

blueprint = Blueprint("presence", __name__)


@blueprint.route("/plan/meetings/<slug>/presence", methods=["GET", "POST"])
def sheet(slug: str) -> ResponseReturnValue:
    """Who was there at which item, saved as one form."""
    form = SheetForm()
    with reading() as work:
        require(may_note_presence(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        known = sheet_of(work.db, gate)
    if request.method != "POST":
        form.show(known)
        return _page(work.actor, gate, form, 200)
    form.take(known)
    if "all" in request.form or "more" in request.form:
        form.fill(request.form.get("all", ""))
        return _page(work.actor, gate, form, 200)
    if form.was_sent() and _saved(form, slug):
        return see_other("presence.sheet", slug=slug)
    return _page(work.actor, gate, form, form.refused_as)


def _saved(form: SheetForm, slug: str) -> bool:
    """Whether it was taken; else the form says why not."""
    try:
        with writing() as work:
            services.note_presence(work, slug, form.said(), revision=form.seen)
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    except Conflict as conflict:
        form.overtaken(conflict, form.sheet.revision)
        return False
    flash(say("It is noted who was there."))
    return True


def _page(actor: Actor, gate: Gate, form: SheetForm, code: int) -> ResponseReturnValue:
    rows, items = form.rows, form.sheet.items
    page = render_template(
        "presence/sheet.html",
        form=form,
        gate=gate,
        sheet=form.sheet,
        rows=rows,
        told={row.key: told_of(items, row.uids) for row in rows},
        there={item.uid: sum(item.uid in row.uids for row in rows) for item in items},
        everybody=EVERYBODY,
        is_filled="all" in request.form,
        dates=tuple(day.held_on for day in gate.days),
        page_here="plan.meetings",
        **for_person(actor),
    )
    return page, code
