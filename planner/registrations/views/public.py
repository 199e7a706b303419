"""The form that everybody registers with."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.errors import Invalid, NotFound
from planner.core.language import Text, say
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import Mode, Status
from planner.network.queries import clusters_in_order
from planner.registrations import services
from planner.registrations.forms import RegistrationForm, registration_form
from planner.registrations.rules import refusal
from planner.registrations.services import Registered
from planner.web.entry import public, reading, writing
from planner.web.page import flash, see_other


def register(slug: str) -> ResponseReturnValue:
    """The form; once sent, the private page of what was registered."""
    with reading(public()) as work:
        gate = gate_of(work.db, slug)
        clusters = clusters_in_order(work.db)
        closed = refusal(gate, work.now)
        standing = gate.standing(work.now)
    if standing is Status.DRAFT:
        raise NotFound
    if closed is not None:
        return _closed(gate, standing, closed)
    form = registration_form(gate, clusters)
    if form.was_sent():
        outcome = _try(slug, form)
        if outcome is not None:
            flash(say("A confirmation is on its way to %(email)s.", email=form.email.data))
            return see_other("mypage.mine", token=outcome.token)
    return _page(gate, standing, form)


def _try(slug: str, form: RegistrationForm) -> Registered | None:
    try:
        with writing(public()) as work:
            outcome = services.register(work, slug, form.details(), form.key)
    except Invalid as error:
        form.refuse(error)
        return None
    if isinstance(outcome, Registered):
        return outcome
    form.refuse(outcome.refusal)
    return None


def _page(gate: Gate, standing: Status, form: RegistrationForm) -> ResponseReturnValue:
    page = render_template(
        "registrations/register.html",
        gate=gate,
        standing=standing,
        days=tuple(day.held_on for day in gate.days),
        is_full=gate.places_left == 0,
        is_hybrid=gate.mode is Mode.HYBRID,
        form=form,
    )
    response = make_response(page, 422 if request.method == "POST" else 200)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _closed(gate: Gate, standing: Status, words: Text) -> ResponseReturnValue:
    page = render_template(
        "registrations/closed.html",
        gate=gate,
        standing=standing,
        days=tuple(day.held_on for day in gate.days),
        words=words,
    )
    return page, 409 if request.method == "POST" else 200
