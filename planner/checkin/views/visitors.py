"""Those who come unannounced: a short form, and for leads who they were."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.checkin import services
from planner.checkin.forms import VisitorForm, key_in
from planner.checkin.queries import roll_of
from planner.checkin.rules import DoorState, Roll
from planner.checkin.views.desk import Desk, at_desk, desk_of
from planner.core.errors import Invalid
from planner.core.language import say
from planner.core.timespan import local
from planner.network.queries import clusters_in_order
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def visitors(slug: str = "", token: str = "") -> ResponseReturnValue:
    """The form; a POST writes somebody down and goes back to the list."""
    form = VisitorForm()
    with reading() as work:
        desk = desk_of(work, slug, token)
        if desk.state is not DoorState.OPEN:
            return at_desk(desk, "closed", code=200 if request.method == "GET" else 409)
        roll = roll_of(work.db, desk.gate)
        form.offer(roll.parts, clusters_in_order(work.db), local(work.now, desk.gate.zone).date())
    if form.was_sent() and _welcomed(form, slug, token):
        return see_other("checkin.page", **desk.way)
    return at_desk(desk, "visitors", form=form, left=_left(desk, roll), came=_came(roll))


def remove(slug: str, visitor_id: int) -> ResponseReturnValue:
    """Takes somebody away again."""
    with writing() as work:
        services.remove_visitor(work, slug, visitor_id)
    flash(say("They are taken away, and what was ticked of them."))
    return see_other("checkin.visitors", slug=slug)


def _welcomed(form: VisitorForm, slug: str, token: str) -> bool:
    try:
        with writing() as work:
            desk = desk_of(work, slug, token)
            said = form.said()
            name = services.welcome(desk.work, desk.gate.slug, said, key_in(form.form_key.data))
            is_here = any(day <= local(work.now, desk.gate.zone).date() for day in said.days)
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    if is_here:
        flash(say("%(name)s is on the list, and here.", name=name))
    else:
        flash(say("%(name)s is on the list, and expected on the days you chose.", name=name))
    return True


def _left(desk: Desk, roll: Roll) -> int | None:
    """Places that nobody has, registered or not; None where there is no limit."""
    left = desk.gate.places_left
    return None if left is None else left - sum(person.is_unannounced for person in roll.people)


def _came(roll: Roll) -> list[object]:
    return [person for person in roll.people if not person.is_registered]
