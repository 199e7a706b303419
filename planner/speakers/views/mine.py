"""The page behind a speaker's link: what they are asked for, their answer, and what they have told. A GET changes
nothing."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.errors import Invalid
from planner.core.language import in_language, language, say
from planner.core.work import Work
from planner.meetings.queries import record_by_id
from planner.meetings.rules import Status
from planner.network.queries import VenueValue, clusters_in_order, venue_with_rooms
from planner.speakers import services
from planner.speakers.forms import AnswerForm
from planner.speakers.queries import Asked, asked, asked_actor
from planner.speakers.rules import SpeakerStatus, closed_words
from planner.speakers.views.frame import words
from planner.web.entry import acting, parts, public, reading, writing
from planner.web.page import flash, for_person, private_page, see_other

ANSWERS = {"yes": SpeakerStatus.CONFIRMED, "no": SpeakerStatus.DECLINED}


def mine(token: str) -> ResponseReturnValue:
    """Everything on one page."""
    return _page(token, AnswerForm(formdata=None))


def answer(token: str) -> ResponseReturnValue:
    """Yes or no, by the button that was pressed."""
    form = AnswerForm()
    status = ANSWERS.get(request.form.get("answer", ""))
    if status is None:
        form.form_errors.append(in_language(say("Press yes or no."), language()))
    elif form.was_sent():
        try:
            with writing(public()) as work:
                actor = asked_actor(work.db, token)
                services.answer(acting(work, actor), actor.speaker_id or 0, status, form.word.data or "")
        except Invalid as error:
            form.refuse(error)
        else:
            yes = status is SpeakerStatus.CONFIRMED
            flash(say("Your answer is saved.") if yes else say("Thank you for the answer."))
            return see_other("speakers.mine", token=token)
    return _page(token, form)


def _page(token: str, form: AnswerForm) -> ResponseReturnValue:
    with reading(public()) as work:
        me = asked(work.db, token)
        venue, hosts, is_public = _around(work, me)
        published = parts().published_times(work.db, me.gate.meeting_id) if _takes_part(me) else {}
    if request.method != "POST":
        form.word.data = me.card.course.word
    return private_page(
        "speakers/mine.html",
        token=token,
        me=me,
        card=me.card,
        gate=me.gate,
        form=form,
        venue=venue,
        hosts=hosts,
        is_public=is_public,
        published=published,
        closed=closed_words(me.gate.standing(work.now)),
        **words(),
        **for_person(work.actor),
    )


def _takes_part(me: Asked) -> bool:
    return me.card.status is SpeakerStatus.CONFIRMED


def _around(work: Work, me: Asked) -> tuple[VenueValue | None, list[str], bool]:
    """Where it is held, who arranges it, and whether the gathering has a public page."""
    said = record_by_id(work.db, me.gate.meeting_id).details
    venue = venue_with_rooms(work.db, said.venue_id) if said.venue_id else None
    names = {cluster.id: cluster.name for cluster in clusters_in_order(work.db)}
    return venue, [names[number] for number in said.host_ids if number in names], me.gate.status is not Status.DRAFT
