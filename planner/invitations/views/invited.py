"""The page behind the link in an invitation: what it is about, and every way to answer. A GET changes nothing."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from planner.core.errors import Invalid
from planner.core.language import Text, language, say
from planner.core.work import Work
from planner.invitations import services
from planner.invitations.forms import PersonForm
from planner.invitations.queries import Invited, invited_actor
from planner.invitations.queries import invited as invited_by
from planner.programmes.queries import newest
from planner.registrations import services as registrations
from planner.registrations.queries.seats import count_seats, hall_from
from planner.registrations.queries.seats import terms_of as seat_terms_of
from planner.registrations.rules import STATUS_WORDS, change_refusal, refusal, seats_in_words
from planner.web.entry import acting, public, reading, writing
from planner.web.page import flash, for_person, keep_private, private_page, see_other


def invited(token: str) -> ResponseReturnValue:
    """What the gathering is, who is registered already, how the seats stand, and the buttons."""
    with reading(public()) as work:
        me = invited_by(work.db, token)
        programme = newest(work.db, me.gate.meeting_id)
        seats = _seats(work, me)
    return private_page(
        "invitations/invited.html",
        token=token,
        me=me,
        gate=me.gate,
        dates=tuple(day.held_on for day in me.gate.days),
        facts=programme.facts if programme else None,
        standing=me.gate.standing(work.now),
        closed=refusal(me.gate, work.now),
        may_look_after=me.is_cluster and change_refusal(me.gate, work.now) is None,
        seats=seats,
        register_url=_register_url(me, token),
        status_words=STATUS_WORDS,
        **for_person(work.actor),
    )


def _register_url(me: Invited, token: str) -> str:
    cluster = {"cluster": me.cluster_slug} if me.cluster_slug else {}
    return url_for("registrations.register", slug=me.gate.slug, via=token, **cluster)  # type: ignore[arg-type]


def _seats(work: Work, me: Invited) -> Text | None:
    """How the seats stand for them, in words; None where there is no limit, or they come from no cluster."""
    if me.gate.capacity is None or refusal(me.gate, work.now) is not None:
        return None
    terms = seat_terms_of(work.db, me.gate.meeting_id)
    hall = hall_from(me.gate, terms, count_seats(work.db, me.gate.meeting_id), work.now)
    if not hall.own:
        return None
    return seats_in_words(hall, terms, me.cluster_id, me.cluster)


def opened(token: str) -> ResponseReturnValue:
    """Sent by the page's script when somebody moves or touches: mail scanners that open links do neither."""
    with writing(public()) as work:
        actor = invited_actor(work.db, token)
        services.note_opened(acting(work, actor), actor.invitation_id or 0)
    return keep_private(Response(status=204, mimetype="text/plain"))


def decline(token: str) -> ResponseReturnValue:
    """Nobody comes."""
    with writing(public()) as work:
        actor = invited_actor(work.db, token)
        services.decline(acting(work, actor), actor.invitation_id or 0)
    flash(say("Thank you for the answer. You get no reminders."))
    return see_other("invitations.invited", token=token)


def take_back(token: str) -> ResponseReturnValue:
    """Somebody may come after all."""
    with writing(public()) as work:
        actor = invited_actor(work.db, token)
        services.take_back(acting(work, actor), actor.invitation_id or 0)
    flash(say("It is taken back: you are expected to answer again."))
    return see_other("invitations.invited", token=token)


def person(token: str, registration_id: int) -> ResponseReturnValue:
    """One of the cluster's people: a colleague instead (POST), or cancel."""
    with reading(public()) as work:
        me = invited_by(work.db, token)
        found = me.person(registration_id)
    if change_refusal(me.gate, work.now) is not None:
        return see_other("invitations.invited", token=token)
    form = PersonForm()
    if form.was_sent() and _handed_over(token, registration_id, form):
        flash(say("%(name)s has the place now, and has been told.", name=form.name.data))
        return see_other("invitations.invited", token=token)
    return private_page("invitations/person.html", token=token, me=me, gate=me.gate, person_now=found, form=form)


def _handed_over(token: str, registration_id: int, form: PersonForm) -> bool:
    try:
        with writing(public()) as work:
            acts = acting(work, invited_actor(work.db, token))
            name, email = form.name.data or "", form.email.data or ""
            registrations.hand_over(acts, registration_id, name, email, language())
            services.note_opened(acts, acts.actor.invitation_id or 0)
    except Invalid as error:
        form.refuse(error)
        return False
    return True


def cancel(token: str, registration_id: int) -> ResponseReturnValue:
    """Somebody of the cluster does not come."""
    with writing(public()) as work:
        found = invited_by(work.db, token).person(registration_id)
        acts = acting(work, invited_actor(work.db, token))
        registrations.cancel(acts, registration_id)
        services.note_opened(acts, acts.actor.invitation_id or 0)
    flash(say("%(name)s is not registered any more, and has been told.", name=found.name))
    return see_other("invitations.invited", token=token)
