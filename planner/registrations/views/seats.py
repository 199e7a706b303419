"""The lead's page on how places are given."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.registrations import services
from planner.registrations.forms.seats import SeatsForm, seats_form
from planner.registrations.permissions import may_see_all_people
from planner.registrations.queries.seats import terms_of, today_at
from planner.registrations.queries.standing import Standing, standing_of
from planner.registrations.rules import Terms
from planner.registrations.rules.wording import terms_in_words
from planner.web.entry import reading, writing
from planner.web.page import flash, for_person, see_other


def seats(slug: str) -> ResponseReturnValue:
    """What is kept for whom and until when, how freed places are given, and how the seats stand."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        terms = terms_of(work.db, gate.meeting_id)
        standing = standing_of(work.db, gate, terms, work.now)
    form = seats_form(standing.clusters)
    if request.method != "POST":
        form.show(terms)
    elif form.was_sent():
        if "fill" in request.form:
            form.fill()
            return _page(work, form, gate, standing, form.terms())
        if _saved(form, slug, terms.revision):
            return see_other("registrations.seats", slug=slug)
    return _page(work, form, gate, standing, terms)


def _saved(form: SeatsForm, slug: str, revision: int) -> bool:
    """Whether the terms were taken; else the form says why not."""
    try:
        with writing() as work:
            services.set_terms(work, slug, form.terms())
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    except Conflict as conflict:
        form.overtaken(conflict, revision)
        return False
    flash(say("Saved. Places are given so from now on; nobody loses one by it."))
    return True


def _page(work: Work, form: SeatsForm, gate: Gate, standing: Standing, terms: Terms) -> ResponseReturnValue:
    is_sent = request.method == "POST"
    page = render_template(
        "registrations/seats.html",
        form=form,
        gate=gate,
        standing=standing,
        sentences=terms_in_words(terms, gate.capacity, today_at(gate, work.now)),
        is_filled="fill" in request.form and not form.errors,
        erased_on=terms.people_erased_on(gate.days[-1].held_on),
        page_here="plan.meetings",
        **for_person(work.actor),
    )
    return page, form.refused_as if is_sent else 200
