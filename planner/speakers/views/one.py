"""One speaker, for those who plan: what they answered and gave, and everything that is done about it."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Lang, say
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.speakers import services
from planner.speakers.forms import AddressForm, DetailsForm, NoteForm
from planner.speakers.permissions import may_ask, may_see_needs
from planner.speakers.queries import SpeakerCard, card_of, needs_of, picture_of
from planner.speakers.rules import MOST_SENT_BYTES, SpeakerStatus, closed_words
from planner.speakers.views.frame import speakers_page
from planner.web.entry import reading, writing
from planner.web.form import seen_number
from planner.web.page import flash, see_other
from planner.web.security import takes_up_to


def one(slug: str, person_id: int) -> ResponseReturnValue:
    """All that is known of a speaker, but their special needs."""
    with reading() as work:
        gate, card = _seen(work, slug, person_id)
    return _page(work, gate, card)


def address(slug: str, person_id: int) -> ResponseReturnValue:
    """Where letters go from now on."""
    with reading() as work:
        gate, card = _seen(work, slug, person_id)
    form = AddressForm()
    if form.was_sent():
        lang: Lang = "en" if form.lang.data == "en" else "sv"
        try:
            with writing() as work:
                services.set_address(work, slug, person_id, form.email.data or "", lang)
            flash(say("The address is saved."))
            return see_other("speakers.one", slug=slug, person_id=person_id)
        except Invalid as error:
            form.refuse(error)
    return _page(work, gate, card, address_form=form)


def note_answer(slug: str, person_id: int) -> ResponseReturnValue:
    """The answer that somebody gave by telephone, say."""
    with reading() as work:
        gate, card = _seen(work, slug, person_id)
    form = NoteForm()
    if form.was_sent():
        try:
            with writing() as work:
                speaker_id = services.speaker_of(work, slug, person_id)
                services.answer(work, speaker_id, SpeakerStatus(form.status.data), form.word.data or "")
            flash(say("It is noted."))
            return see_other("speakers.one", slug=slug, person_id=person_id)
        except Invalid as error:
            form.refuse(error)
    return _page(work, gate, card, note_form=form)


def take(slug: str, person_id: int, item_id: int) -> ResponseReturnValue:
    """What they suggest is written into the item."""
    with writing() as work:
        seen = seen_number(request.form.get("revision"))
        title = services.take_suggestion(work, slug, person_id, item_id, revision=seen)
    flash(say("“%(title)s” is written into the agenda. Publish to show it to everyone.", title=title))
    return see_other("speakers.one", slug=slug, person_id=person_id)


def leave(slug: str, person_id: int, item_id: int) -> ResponseReturnValue:
    """The item stays as it is."""
    with writing() as work:
        seen = seen_number(request.form.get("revision"))
        services.leave_suggestion(work, slug, person_id, item_id, revision=seen)
    flash(say("The item stays as it is."))
    return see_other("speakers.one", slug=slug, person_id=person_id)


@takes_up_to(MOST_SENT_BYTES)
def fill_in(slug: str, person_id: int) -> ResponseReturnValue:
    """What a speaker told in another way: a lead writes it for them."""
    with reading() as work:
        gate, card = _seen(work, slug, person_id)
    form = DetailsForm()
    form.for_lead()
    if request.method != "POST":
        form.show(card, gate.days)
    elif form.was_sent() and _filled_in(slug, card, form):
        return see_other("speakers.one", slug=slug, person_id=person_id)
    return speakers_page("fill_in", work.actor, gate, code=form.refused_as, card=card, form=form)


def needs(slug: str, person_id: int) -> ResponseReturnValue:
    """Their special needs, once it is noted who looks."""
    with writing() as work:
        require(may_see_needs(work.actor), work.actor)
        gate, card = _seen(work, slug, person_id)
        services.look_at_needs(work, slug)
        text = needs_of(work.db, card.speaker_id or 0)
    return speakers_page("needs", work.actor, gate, code=200, card=card, text=text)


def picture(slug: str, person_id: int) -> ResponseReturnValue:
    """Their picture as it is now, whether it is published or not."""
    with reading() as work:
        _, card = _seen(work, slug, person_id)
        found = picture_of(work.db, card.speaker_id or 0)
    return Response(found.content, content_type=found.media_type)


def _seen(work: Work, slug: str, person_id: int) -> tuple[Gate, SpeakerCard]:
    require(may_ask(work.actor), work.actor)
    gate = gate_of(work.db, slug)
    return gate, card_of(work.db, gate, person_id)


def _filled_in(slug: str, card: SpeakerCard, form: DetailsForm) -> bool:
    try:
        new = form.new_picture()
        with writing() as work:
            speaker_id = services.speaker_of(work, slug, card.person_id)
            # Whoever had no row when the form was shown has the first revision now.
            seen = seen_number(form.revision.data) or 1
            services.save_details(work, speaker_id, form.details(card), revision=seen)
            if new is not None or form.no_picture.data:
                services.set_picture(work, speaker_id, new)
    except Invalid as error:
        form.refuse(error)
        return False
    except Conflict as conflict:
        form.overtaken(conflict, card.revision)
        return False
    flash(say("It is saved."))
    return True


def _page(work: Work, gate: Gate, card: SpeakerCard, **forms: Any) -> ResponseReturnValue:
    """The page, with the forms that were sent and refused in place of fresh ones."""
    if "address_form" not in forms:
        forms["address_form"] = AddressForm(formdata=None, email=card.email, lang=card.lang)
    if "note_form" not in forms:
        status = None if card.status is SpeakerStatus.NOT_ASKED else card.status.value
        forms["note_form"] = NoteForm(formdata=None, status=status, word=card.course.word)
    is_open = closed_words(gate.standing(work.now)) is None
    return speakers_page("one", work.actor, gate, card=card, may_write=is_open and bool(card.items), **forms)
