"""Who stands at the desk: a lead who has signed in, or a helper with a private link; and what their pages share."""

from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template, request, session, url_for

from planner.checkin.permissions import may_check_in
from planner.checkin.queries import door_actor
from planner.checkin.rules import DoorState, door_state, kept_until
from planner.core.actor import Actor, require
from planner.core.errors import NotFound
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_by_id, gate_of
from planner.web.entry import acting
from planner.web.page import for_person, keep_private

DOOR_KEY = "door"
"""Where the session keeps the token of somebody's door, so that a code they scan knows them."""


@dataclass(frozen=True)
class Desk:
    """One entry's desk."""

    work: Work
    gate: Gate
    token: str
    """Of the helper's link; empty for leads."""

    @property
    def way(self) -> dict[str, Any]:
        """What leads to this desk, for url_for."""
        return {"token": self.token} if self.token else {"slug": self.gate.slug}

    @property
    def state(self) -> DoorState:
        """Leads find the door open always."""
        if not self.token:
            return DoorState.OPEN
        return door_state([day.held_on for day in self.gate.days], self.gate.zone, self.work.now)

    def url(self, name: str, **query: Any) -> str:
        return url_for(f"checkin.{name}", **self.way, **query)


def desk_of(work: Work, slug: str, token: str) -> Desk:
    """The desk of this address. NotSignedIn, NotAllowed or NotFound for whoever has no business there."""
    if token:
        actor = door_actor(work.db, token)
        return Desk(acting(work, actor), gate_by_id(work.db, actor.door_meeting_id or 0), token)
    # Before the gathering is looked for: who may not plan does not learn whether there is one.
    require(work.actor.may_plan, work.actor)
    return Desk(work, gate_of(work.db, slug), "")


def remember_door(token: str) -> None:
    """Have this browser known at the door until it is closed."""
    if session.get(DOOR_KEY) != token:
        session[DOOR_KEY] = token


def at_door(work: Work, meeting_id: int) -> Actor | None:
    """Who of this browser may tick there: the lead who is signed in, or the helper whose link was opened, as long as
    the door is. Else None."""
    if may_check_in(work.actor, meeting_id):
        return work.actor
    try:
        helper = door_actor(work.db, str(session.get(DOOR_KEY, "")))
    except NotFound:
        return None
    if not may_check_in(helper, meeting_id):
        return None
    gate = gate_by_id(work.db, meeting_id)
    is_open = door_state([day.held_on for day in gate.days], gate.zone, work.now) is DoorState.OPEN
    return helper if is_open else None


def at_desk(desk: Desk, template: str, **values: Any) -> Response:
    """A page full of people: no copy is kept but by our own worker, and that until the end of the day."""
    code = values.pop("code", 422 if request.method == "POST" else 200)
    shown = render_template(
        f"checkin/{template}.html",
        desk=desk,
        gate=desk.gate,
        dates=tuple(day.held_on for day in desk.gate.days),
        page_here="plan.meetings",
        **values,
        **for_person(desk.work.actor),
    )
    response = keep_private(make_response(shown, code))
    until = kept_until([day.held_on for day in desk.gate.days], desk.gate.zone, desk.work.now)
    if template == "page" and until is not None and code == 200 and desk.state is DoorState.OPEN:
        # How long, not until when: a phone's clock may be wrong.
        response.headers["X-Keep-Seconds"] = str(int((until - desk.work.now).total_seconds()))
    return response
