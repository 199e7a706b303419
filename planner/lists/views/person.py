"""A page per person, and what is done for one of them."""

import msgspec
from flask import Response, request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Invalid, NotFound
from planner.core.language import Lang, language, say
from planner.core.work import Work
from planner.lists.forms.handling import HandOverForm, hand_over_form
from planner.lists.queries.answers import is_sensitive, meeting_of_person
from planner.lists.queries.history import Person, person_of, salt_of
from planner.lists.rules import part_title
from planner.lists.sheets.people import taken_words
from planner.lists.views.frame import attached, lists_page
from planner.meetings.queries import Gate, gate_by_id
from planner.mypage.queries import personal_data
from planner.registrations import services
from planner.registrations.letters import PURPOSE
from planner.registrations.permissions import may_erase_person, may_see_all_people, may_see_cluster
from planner.registrations.queries.answers import file_of
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import DECISION_WORDS, STATUS_WORDS, RegistrationStatus, change_refusal
from planner.registrations.rules.keeping import Kind
from planner.replies.queries import answers_about_items
from planner.replies.rules import ANSWER_WORDS
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def person(registration_id: int) -> ResponseReturnValue:
    """Everything of one registration but what they eat and need."""
    with reading() as work:
        gate, found = _seen(work, registration_id)
        offers = {offer.part_id: offer for offer in offers_of(work.db, gate.meeting_id)}
        about_items = answers_about_items(work.db, registration_id)
    lang = language()
    parts = [(offers[part.part_id], part) for part in found.row.parts if part.part_id in offers]
    return lists_page(
        "person",
        work,
        gate,
        found=found,
        row=found.row,
        parts=[(part_title(o.details, lang), taken_words(found.row, part, o, lang)) for o, part in parts],
        status_words=STATUS_WORDS,
        decision_words=DECISION_WORDS,
        answer_words=ANSWER_WORDS,
        about_items=about_items,
        may_handle=_may_handle(work, gate, found),
    )


def cancel_for(registration_id: int) -> ResponseReturnValue:
    """Whoever looks after somebody takes them out who asked for it."""
    with writing() as work:
        gate = _gate(work, registration_id)
        services.cancel(work, registration_id)
    flash(say("The registration is cancelled, and the person has been told."))
    return see_other("lists.index", slug=gate.slug)


def send_link(registration_id: int) -> ResponseReturnValue:
    """For somebody who lost the letter."""
    with writing() as work:
        gate = _gate(work, registration_id)
        services.send_link(work, registration_id)
    flash(say("The private link is on its way."))
    return see_other("lists.index", slug=gate.slug)


def hand_over(registration_id: int) -> ResponseReturnValue:
    """A colleague comes instead."""
    with reading() as work:
        gate, found = _seen(work, registration_id)
    form = hand_over_form()
    if form.was_sent() and _handed(registration_id, form):
        flash(say("%(name)s comes instead. Both have been told.", name=form.name.data))
        return see_other("lists.person", registration_id=registration_id)
    return lists_page("hand_over", work, gate, found=found, form=form)


def erase(registration_id: int) -> ResponseReturnValue:
    """Asks first; a POST erases for good."""
    if request.method == "POST":
        with writing() as work:
            gate = _gate(work, registration_id)
            services.erase_person(work, registration_id)
        flash(say("Everything that names this person is erased."))
        return see_other("lists.index", slug=gate.slug)
    with reading() as work:
        require(may_erase_person(work.actor, registration_id), work.actor)
        gate, found = _seen(work, registration_id)
    return lists_page("erase", work, gate, found=found)


def person_data(registration_id: int) -> ResponseReturnValue:
    """A copy of what is kept, for the person who asked for it. It tells what they eat: who took it is noted."""
    with writing() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = _gate(work, registration_id)
        services.look_at_needs(work, gate.slug, Kind.PERSON)
        kept = personal_data(work.db, work.site.keys.token(PURPOSE, salt_of(work.db, registration_id)))
    content = msgspec.json.format(msgspec.json.encode(kept), indent=2)
    return attached(Response(content, content_type="application/json"), f"registration-{registration_id}.json")


def answer_file(registration_id: int, question_id: int) -> ResponseReturnValue:
    """A file that somebody answered with; to be saved, never opened as a page.

    One that answers a sensitive question is had by a POST only, since it is written down who looked.
    """
    notes = request.method == "POST"
    with writing() if notes else reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        name, media_type, content = file_of(work.db, registration_id, question_id)
        gate = _gate(work, registration_id)
        if notes:
            services.look_at_needs(work, gate.slug, Kind.ANSWERS)
        elif is_sensitive(work.db, gate.meeting_id, question_id):
            raise NotFound(say("Open this file from the list of answers, with the sensitive ones shown."))
    return attached(Response(content, content_type=media_type), name)


def _seen(work: Work, registration_id: int) -> tuple[Gate, Person]:
    require(work.actor.is_signed_in, work.actor)
    meeting_id, cluster_id = meeting_of_person(work.db, registration_id)
    allowed = may_see_all_people(work.actor) if cluster_id is None else may_see_cluster(work.actor, cluster_id)
    require(allowed, work.actor)
    return gate_by_id(work.db, meeting_id), person_of(work.db, meeting_id, registration_id)


def _gate(work: Work, registration_id: int) -> Gate:
    require(work.actor.is_signed_in, work.actor)
    return gate_by_id(work.db, meeting_of_person(work.db, registration_id)[0])


def _may_handle(work: Work, gate: Gate, found: Person) -> bool:
    return found.row.status is not RegistrationStatus.CANCELLED and change_refusal(gate, work.now) is None


def _handed(registration_id: int, form: HandOverForm) -> bool:
    lang: Lang = "en" if form.lang.data == "en" else "sv"
    try:
        with writing() as work:
            services.hand_over(work, registration_id, form.name.data or "", form.email.data or "", lang)
    except Invalid as error:
        form.refuse(error)
        return False
    return True
