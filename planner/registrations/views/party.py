"""The booker's private page: everybody of a party, and what can be done for each."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.errors import Invalid
from planner.core.language import language, say
from planner.core.timespan import local
from planner.registrations import services
from planner.registrations.forms import HandOverForm, party_form
from planner.registrations.queries import parties
from planner.registrations.queries.asking import form_facts
from planner.registrations.rules import DECISION_WORDS, STATUS_WORDS, change_refusal, refusal
from planner.registrations.views.public import form_page
from planner.web.entry import acting, public, reading, writing
from planner.web.page import flash, for_person, keep_private, private_page, see_other


def party(token: str) -> ResponseReturnValue:
    """How everybody stands."""
    with reading(public()) as work:
        made = parties.party(work.db, token)
    return private_page(
        "registrations/party.html",
        token=token,
        party=made,
        gate=made.gate,
        standing=made.gate.standing(work.now),
        may_change=change_refusal(made.gate, work.now) is None,
        may_add=refusal(made.gate, work.now) is None,
        status_words=STATUS_WORDS,
        decision_words=DECISION_WORDS,
        until={m.registration_id: local(m.offered_until, made.gate.zone) for m in made.members if m.offered_until},
        **for_person(work.actor),
    )


def more(token: str) -> ResponseReturnValue:
    """The form again, for one more colleague: the booker stands in it already."""
    with reading(public()) as work:
        made = parties.party(work.db, token)
        if refusal(made.gate, work.now) is not None:
            return see_other("registrations.party", token=token)
        form = party_form(form_facts(work.db, made.gate, work.now))
    form.book_for(made)
    return keep_private(form_page(form, made.gate.standing(work.now)))


def apart(token: str) -> ResponseReturnValue:
    """The group waits together no longer: places as they come."""
    with writing(public()) as work:
        made = parties.party(work.db, token)
        services.come_apart(acting(work, made.actor), made.party_id)
    flash(say("From now on each of you gets a place as soon as there is one."))
    return see_other("registrations.party", token=token)


def party_send_link(token: str, registration_id: int) -> ResponseReturnValue:
    """Send somebody's private link to them again."""
    with writing(public()) as work:
        made = parties.party(work.db, token)
        member = made.member(registration_id)
        services.send_link(acting(work, made.actor), registration_id)
    flash(say("The private link is on its way to %(email)s.", email=member.email))
    return see_other("registrations.party", token=token)


def party_hand_over(token: str, registration_id: int) -> ResponseReturnValue:
    """Who comes instead; a POST gives them the place."""
    with reading(public()) as work:
        made = parties.party(work.db, token)
        member = made.member(registration_id)
    if member.is_cancelled or change_refusal(made.gate, work.now) is not None:
        return see_other("registrations.party", token=token)
    form = HandOverForm()
    if form.was_sent() and _try_hand_over(token, registration_id, form):
        flash(say("%(new)s comes instead of %(old)s, and gets a letter.", new=form.name.data, old=member.name))
        return see_other("registrations.party", token=token)
    return private_page(
        "registrations/party_hand_over.html",
        token=token,
        party=made,
        gate=made.gate,
        member=member,
        form=form,
    )


def party_cancel(token: str, registration_id: int) -> ResponseReturnValue:
    """Asks first; a POST takes somebody of the party out."""
    if request.method == "POST":
        with writing(public()) as work:
            made = parties.party(work.db, token)
            member = made.member(registration_id)
            services.cancel(acting(work, made.actor), registration_id)
        flash(say("%(name)s is not registered any more.", name=member.name))
        return see_other("registrations.party", token=token)
    with reading(public()) as work:
        made = parties.party(work.db, token)
        member = made.member(registration_id)
    if member.is_cancelled or change_refusal(made.gate, work.now) is not None:
        return see_other("registrations.party", token=token)
    return private_page("registrations/party_cancel.html", token=token, party=made, gate=made.gate, member=member)


def _try_hand_over(token: str, registration_id: int, form: HandOverForm) -> bool:
    try:
        with writing(public()) as work:
            made = parties.party(work.db, token)
            made.member(registration_id)
            name, email = form.name.data or "", form.email.data or ""
            services.hand_over(acting(work, made.actor), registration_id, name, email, language())
    except Invalid as error:
        form.refuse(error)
        return False
    return True
