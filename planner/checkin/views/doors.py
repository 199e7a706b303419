"""The lead's page of links for those who help at the door."""

from flask import url_for
from flask.typing import ResponseReturnValue

from planner.checkin import services
from planner.checkin.forms import DoorForm
from planner.checkin.permissions import may_keep_door
from planner.checkin.queries import doors_of
from planner.checkin.rules import DOOR_PURPOSE
from planner.checkin.views.desk import Desk, at_desk
from planner.core.actor import require
from planner.core.errors import Invalid
from planner.core.language import say
from planner.meetings.queries import gate_of
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def doors(slug: str) -> ResponseReturnValue:
    """Every link, and a form for one more."""
    form = DoorForm()
    with reading() as work:
        require(may_keep_door(work.actor), work.actor)
        desk = Desk(work, gate_of(work.db, slug), "")
        lines = doors_of(work.db, desk.gate.meeting_id)
    if form.was_sent() and _made(form, slug):
        return see_other("checkin.doors", slug=slug)
    site = desk.work.site
    urls = {
        line.door_id: site.base_url + url_for("checkin.page", token=site.keys.token(DOOR_PURPOSE, line.salt))
        for line in lines
    }
    return at_desk(desk, "doors", form=form, doors=lines, urls=urls)


def revoke(slug: str, door_id: int) -> ResponseReturnValue:
    """The link leads nowhere from now on."""
    with writing() as work:
        services.revoke_door(work, slug, door_id)
    flash(say("The link is taken back."))
    return see_other("checkin.doors", slug=slug)


def _made(form: DoorForm, slug: str) -> bool:
    try:
        with writing() as work:
            services.make_door(work, slug, form.name.data or "")
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    flash(say("The link is made. Send it to whoever helps."))
    return True
