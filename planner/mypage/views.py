"""The private pages that a link in a letter opens: how one stands, cancel, a copy of one's data."""

import msgspec
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from planner.calendars.ical import Edition, add_links_of
from planner.core.language import language, say
from planner.meetings.rules import MODE_WORDS
from planner.programmes.queries import newest
from planner.registrations import services
from planner.registrations.forms import day_label
from planner.registrations.queries.holders import Holder, holder, holder_actor, personal_data
from planner.registrations.queries.places import online_link_of
from planner.registrations.rules import RegistrationStatus, change_refusal, refusal
from planner.web.entry import acting, public, reading, writing
from planner.web.page import flash, for_person, keep_private, private_page, see_other

blueprint = Blueprint("mypage", __name__)


@blueprint.get("/r/<token>")
def mine(token: str) -> ResponseReturnValue:
    """What is registered, and everything that can be done with it."""
    with reading(public()) as work:
        me = holder(work.db, token)
        programme = newest(work.db, me.gate.meeting_id)
        online_link = online_link_of(work.db, me.gate.meeting_id) if me.comes_online else ""
    edition = Edition(language(), work.site.base_url, work.site.host)
    return private_page(
        "mypage/mine.html",
        token=token,
        me=me,
        standing=me.gate.standing(work.now),
        may_change=me.status is not RegistrationStatus.CANCELLED and change_refusal(me.gate, work.now) is None,
        may_return=me.status is RegistrationStatus.CANCELLED and refusal(me.gate, work.now) is None,
        answers=_answers(me),
        place=programme.facts.place if programme else None,
        links=add_links_of(programme, edition) if programme else None,
        online_link=online_link,
        **for_person(work.actor),
    )


@blueprint.route("/r/<token>/cancel", methods=("GET", "POST"))
def cancel(token: str) -> ResponseReturnValue:
    """Asks first; a POST cancels."""
    if request.method == "POST":
        with writing(public()) as work:
            actor = holder_actor(work.db, token)
            services.cancel(acting(work, actor), actor.registration_id or 0)
        flash(say("Your registration is cancelled."))
        return see_other("mypage.mine", token=token)
    with reading(public()) as work:
        me = holder(work.db, token)
    if me.status is RegistrationStatus.CANCELLED or change_refusal(me.gate, work.now) is not None:
        return see_other("mypage.mine", token=token)
    return private_page("mypage/cancel.html", token=token, me=me)


@blueprint.get("/r/<token>/data.json")
def my_data(token: str) -> ResponseReturnValue:
    """A copy of what is kept of this person, for them to take along."""
    with reading(public()) as work:
        kept = personal_data(work.db, token)
    response = Response(msgspec.json.format(msgspec.json.encode(kept), indent=2), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="my-registration.json"'
    return keep_private(response)


def _answers(me: Holder) -> list[tuple[str, str]]:
    """Each day of the gathering that they come, with its hours, and how."""
    hours = {day.held_on: day for day in me.gate.days}
    lang = language()
    return [(day_label(hours[c.held_on], lang), MODE_WORDS[c.mode].in_(lang)) for c in me.days if c.held_on in hours]
