"""The list at the door: everybody who is expected, and a tick for each."""

import secrets
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from planner.checkin import services
from planner.checkin.forms import TickForm
from planner.checkin.queries import roll_of
from planner.checkin.rules import DoorPart, DoorState, Outcome, Roll, TickState, listed, part_now
from planner.checkin.views.desk import Desk, at_desk, desk_of, remember_door
from planner.core.language import say
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def page(slug: str = "", token: str = "") -> ResponseReturnValue:
    """The list; a button that was pressed without script is a POST."""
    if request.method == "POST":
        return _press(slug, token)
    if token:
        remember_door(token)
    with reading() as work:
        desk = desk_of(work, slug, token)
        if desk.state is not DoorState.OPEN:
            return at_desk(desk, "closed")
        roll = roll_of(work.db, desk.gate)
    return _shown(desk, roll)


def _press(slug: str, token: str) -> ResponseReturnValue:
    form = TickForm()
    said = form.said()
    with writing() as work:
        desk = desk_of(work, slug, token)
        outcome = services.take_ticks(desk.work, desk.gate.slug, [said])[0] if said else Outcome.REFUSED
        names = {person.who: person.name for person in roll_of(work.db, desk.gate).people}
    # A tick that is known already may be of somebody who has left the list since.
    if said is None or outcome is Outcome.REFUSED or said.who not in names:
        flash(say("That could not be ticked: the list has changed. Look at it again."), "warning")
    else:
        flash(_said(said.state, names[said.who]))
    return see_other("checkin.page", **desk.way, **_asked(), _anchor=said.who.key if said else None)


def _shown(desk: Desk, roll: Roll) -> Response:
    part = _chosen(desk, roll)
    if part is None:
        return at_desk(desk, "closed", nothing=True)
    cluster = request.args.get("cluster", type=int)
    found = listed(roll, part.part_id, search=request.args.get("q", ""), cluster_id=cluster)
    everybody = listed(roll, part.part_id)
    return at_desk(
        desk,
        "page",
        roll=roll,
        part=part,
        found=found,
        expected=len(everybody.expected),
        here=sum(roll.is_present(person, part.part_id) for person in everybody.expected),
        clusters=sorted({(p.cluster_id, p.comes_from) for p in roll.people if p.cluster_id}, key=lambda c: c[1]),
        asked=_asked(),
        key=secrets.token_hex(16),
    )


def _chosen(desk: Desk, roll: Roll) -> DoorPart | None:
    """The part that is asked for; else the day it is."""
    asked = request.args.get("part", type=int)
    chosen = next((part for part in roll.parts if part.part_id == asked), None)
    return chosen or part_now(roll.parts, desk.work.now, desk.gate.zone)


def _asked() -> dict[str, Any]:
    """The filters of the address, to go along."""
    return {name: request.args[name] for name in ("part", "cluster", "q") if request.args.get(name)}


def _said(state: TickState, name: str) -> str:
    """What the next page says was done."""
    if state is TickState.PRESENT:
        return say("%(name)s is here.", name=name)
    if state is TickState.ABSENT:
        return say("%(name)s is noted as not there.", name=name)
    return say("The tick for %(name)s is taken back.", name=name)
