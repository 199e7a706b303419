"""The form that everybody registers with: themselves, colleagues, or both."""

from dataclasses import replace

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.errors import Invalid, NotFound
from planner.core.language import Text, say
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import Mode, Status
from planner.questions.rules import has_files
from planner.registrations import services
from planner.registrations.forms import PartyForm, party_form
from planner.registrations.forms.making import seats_for
from planner.registrations.queries.asking import FormFacts, form_facts
from planner.registrations.rules import offers_in_words, pool_in_words, refusal, release_in_words
from planner.registrations.services import PartyRegistered
from planner.web.entry import public, reading, writing
from planner.web.page import flash, see_other


def register(slug: str) -> ResponseReturnValue:
    """The form; once sent, the private page of who was registered, or of the whole party."""
    with reading(public()) as work:
        gate = gate_of(work.db, slug)
        standing, closed = gate.standing(work.now), refusal(gate, work.now)
        if standing is Status.DRAFT:
            raise NotFound
        if closed is not None:
            return _closed(gate, standing, closed)
        form = party_form(form_facts(work.db, gate, work.now))
    if request.method == "GET":
        _begin(form)
    elif form.step:
        form.take_step()
    elif form.was_sent():
        outcome = _try(slug, form)
        if outcome is not None:
            return _after(form, outcome)
    return form_page(form, standing)


def _begin(form: PartyForm) -> None:
    """What the address says of who comes: their cluster, and the invitation that brought them here."""
    slug = request.args.get("cluster", "")
    form.cluster.data = next((str(cluster.id) for cluster in form.choosable() if cluster.slug == slug), "")
    form.via.data = request.args.get("via", "")[:200]


def _try(slug: str, form: PartyForm) -> PartyRegistered | None:
    try:
        with writing(public()) as work:
            party = replace(form.party(), asked_from=request.remote_addr or "")
            outcome = services.register_party(work, slug, party, form.key, via=(form.via.data or "")[:200])
    except Invalid as error:
        form.refuse(error)
        return None
    if isinstance(outcome, PartyRegistered):
        return outcome
    form.refuse(outcome.refusal)
    return None


def _after(form: PartyForm, outcome: PartyRegistered) -> ResponseReturnValue:
    party, recognised = form.party(), form.recognised
    alone = party.comes and not party.colleagues
    flash(
        say("A confirmation is on its way to %(email)s.", email=form.email.data)
        if alone
        else say("Everybody gets a letter of their own, and you one about all of them.")
    )
    if recognised is not None:
        flash(
            say(
                "By the e-mail address you come from %(cluster)s. If that is wrong, change it.", cluster=recognised.name
            )
        )
    if alone:
        return see_other("mypage.mine", token=outcome.people[0].token)
    return see_other("registrations.party", token=outcome.token)


def form_page(form: PartyForm, standing: Status) -> Response:
    """The form as it stands; 422 where it was refused."""
    facts = form.facts
    page = render_template(
        "registrations/register.html",
        gate=facts.gate,
        standing=standing,
        days=tuple(day.held_on for day in facts.gate.days),
        is_full=facts.is_full,
        is_hybrid=facts.gate.mode is Mode.HYBRID,
        seats=_seats(facts),
        seats_now=seats_for(facts, *_cluster_of(form)),
        offer_words=offers_in_words(facts.terms),
        has_files=has_files(facts.asked),
        form=form,
    )
    response = make_response(page, 422 if request.method == "POST" and not form.step else 200)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _cluster_of(form: PartyForm) -> tuple[int | None, str]:
    cluster = next((c for c in form.choosable() if str(c.id) == form.cluster.data), None)
    return (cluster.id, cluster.name) if cluster else (None, "")


def _seats(facts: FormFacts) -> dict[str, object] | None:
    """How places are shared out, for those who want to know before they register; None where they are not."""
    if not facts.terms.seats or facts.gate.capacity is None:
        return None
    names = {cluster.id: cluster.name for cluster in facts.clusters}
    own = [cluster for cluster in facts.clusters if facts.hall.own.get(cluster.id)]
    return {
        "own": [(names[c.id], facts.hall.own_left(c.id), facts.hall.own[c.id]) for c in own],
        "pool": pool_in_words(facts.hall),
        "release": release_in_words(facts.terms, facts.today),
    }


def _closed(gate: Gate, standing: Status, words: Text) -> ResponseReturnValue:
    page = render_template(
        "registrations/closed.html",
        gate=gate,
        standing=standing,
        days=tuple(day.held_on for day in gate.days),
        words=words,
    )
    return page, 409 if request.method == "POST" else 200
