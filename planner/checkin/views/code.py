"""What a code at the door opens: for those who help there a person and one button, for everybody else no name."""

import secrets

from flask import request
from flask.typing import ResponseReturnValue

from planner.checkin import services
from planner.checkin.forms import key_in
from planner.checkin.queries import Standing, holder_of_code, roll_of, standing_of
from planner.checkin.rules import Outcome, Said, TickState, TickWay, part_now
from planner.checkin.views.desk import at_door
from planner.core.actor import Actor, require
from planner.core.language import say
from planner.core.work import Work
from planner.meetings.queries import gate_by_id
from planner.web.entry import acting, reading, writing
from planner.web.page import flash, for_person, private_page, see_other


def code(signed: str) -> ResponseReturnValue:
    """Looking changes nothing; the button is a POST."""
    if request.method == "POST":
        return _press(signed)
    with reading() as work:
        standing, helper = _looked_up(work, signed)
        if helper is None:
            return private_page("checkin/code.html", standing=None, flashes=())
        gate = gate_by_id(work.db, standing.meeting_id)
        roll = roll_of(work.db, gate)
    part = part_now(roll.parts, work.now, gate.zone)
    return private_page(
        "checkin/code.html",
        standing=standing,
        gate=gate,
        part=part,
        is_here=part is not None and roll.states.get((standing.who, part.part_id)) is TickState.PRESENT,
        key=secrets.token_hex(16),
        **for_person(helper),
    )


def _looked_up(work: Work, signed: str) -> tuple[Standing, Actor | None]:
    """Whose code it is, and who of this browser may tick them."""
    standing = standing_of(work.db, holder_of_code(work.db, work.site.keys, signed))
    return standing, at_door(work, standing.meeting_id)


def _press(signed: str) -> ResponseReturnValue:
    with writing() as work:
        standing, helper = _looked_up(work, signed)
        require(helper is not None, work.actor)
        gate = gate_by_id(work.db, standing.meeting_id)
        state = TickState.UNSET if request.form.get("state") == "unset" else TickState.PRESENT
        part_id = request.form.get("part", 0, type=int)
        key = f"{key_in(request.form.get('key'))}.{state}"
        said = Said(key, standing.who, part_id, state, way=TickWay.QR)
        outcome = services.take_ticks(acting(work, helper or work.actor), gate.slug, [said])[0]
    if outcome is Outcome.REFUSED:
        flash(say("That could not be ticked: the list has changed. Look at it again."), "warning")
    return see_other("checkin.code", signed=signed)
