"""Who is expected to answer."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import Actor, require
from planner.core.language import say
from planner.invitations import services
from planner.invitations.forms import InviteForm
from planner.invitations.permissions import may_invite
from planner.invitations.queries import tiles
from planner.meetings.queries import Gate, gate_of
from planner.web.entry import reading, writing
from planner.web.page import flash, for_person, see_other


def index(slug: str) -> ResponseReturnValue:
    """Tick the clusters that are expected to answer."""
    with reading() as work:
        require(may_invite(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        known = tiles(work.db, gate.meeting_id)
    form = InviteForm()
    form.offer(known)
    if request.method == "GET":
        form.invited.data = [t.cluster.id for t in known if t.is_invited]
        form.absent.data = [t.cluster.id for t in known if t.sends_nobody]
    elif form.was_sent():
        with writing() as work:
            services.invite_clusters(work, slug, form.invited.data or [], absent_ids=form.absent.data or [])
        flash(say("The invited clusters are noted."))
        return see_other("lists.dashboard", slug=slug)
    return _page("index", work.actor, gate, form=form, tiles=known)


def _page(template: str, actor: Actor, gate: Gate, **values: object) -> ResponseReturnValue:
    page = render_template(
        f"invitations/{template}.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        page_here="plan.meetings",
        **values,
        **for_person(actor),
    )
    return page, 422 if request.method == "POST" else 200
