"""Templates: an agenda is saved as one; the list of them, and each with its name."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.agenda.queries import items_of
from planner.core.actor import require
from planner.core.errors import Invalid
from planner.core.language import language, say
from planner.meetings.queries import gate_of
from planner.starters import services
from planner.starters.forms import RenameForm, SaveForm
from planner.starters.permissions import may_plan
from planner.starters.queries import template_of, templates_in_order
from planner.starters.views.frame import starters_page, usual_way
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def save(slug: str) -> ResponseReturnValue:
    """This gathering's agenda as a template."""
    form = SaveForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        items = items_of(work.db, gate.meeting_id, gate.zone)
    if request.method != "POST":
        form.tick_all()
    elif form.was_sent():
        try:
            with writing() as work:
                services.save_template(work, slug, form.name.data or "", form.kept())
            flash(say("“%(name)s” is saved. It is offered whenever you make a gathering.", name=form.name.data))
            return see_other("starters.templates")
        except Invalid as refusal:
            form.refuse(refusal)
    code = form.refused_as if request.method == "POST" else 200
    return starters_page("save", work, code=code, form=form, gate=gate, items=items)


def templates() -> ResponseReturnValue:
    """All that were saved, each as it goes."""
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        saved = templates_in_order(work.db)
    return starters_page("templates", work, ways=[(one.template_id, usual_way(one, language())) for one in saved])


def template(template_id: int) -> ResponseReturnValue:
    """One of them, and its name."""
    form = RenameForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        found = template_of(work.db, template_id)
    if request.method != "POST":
        form.name.data = found.name
    elif form.was_sent():
        try:
            with writing() as work:
                services.rename_template(work, template_id, form.name.data or "")
            flash(say("Saved."))
            return see_other("starters.templates")
        except Invalid as refusal:
            form.refuse(refusal)
    code = form.refused_as if request.method == "POST" else 200
    way = usual_way(found, language())
    return starters_page("template", work, code=code, form=form, way=way, template_id=template_id)


def remove(template_id: int) -> ResponseReturnValue:
    """Take one away."""
    with writing() as work:
        name = services.remove_template(work, template_id)
    flash(say("“%(name)s” is removed. Gatherings that were made after it stay as they are.", name=name))
    return see_other("starters.templates")
