"""The page behind a private link: how one stands, what one answered, and a copy of it to take along."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from flask import Response
from flask.typing import ResponseReturnValue

from planner.calendars.ical import Edition, add_links_of
from planner.choices.queries import blocks_open, choices_of
from planner.core.language import language
from planner.core.work import Work
from planner.entries.queries import wants_entries
from planner.meetings.rules import MODE_WORDS
from planner.mypage.queries import MyPage, has_choices, my_page, personal_data, was_noted
from planner.mypage.views import calendar
from planner.mypage.views.square import square_of
from planner.programmes.queries import newest
from planner.programmes.snapshot import Programme
from planner.publishing.forms import LettersForm
from planner.publishing.queries import wanted_letters
from planner.registrations.queries.answers import file_of
from planner.registrations.queries.holders import Holder, holder
from planner.registrations.queries.places import online_link_of
from planner.registrations.rules import (
    DECISION_WORDS,
    DIET_WORDS,
    PART_STATE_WORDS,
    ROOM_WORDS,
    Decision,
    RegistrationStatus,
    change_refusal,
    refusal,
)
from planner.web.entry import public, reading
from planner.web.page import for_person, keep_private, private_page

WORDS = {
    "decision_words": DECISION_WORDS,
    "diet_words": DIET_WORDS,
    "mode_words": MODE_WORDS,
    "room_words": ROOM_WORDS,
    "state_words": PART_STATE_WORDS,
}


@dataclass(frozen=True)
class Chances:
    """What can be done from the page now."""

    offered_until: datetime | None
    """The place is held until then, and can be taken."""
    has_lapsed: bool
    """A place was offered, and the time ran out."""
    may_change: bool
    """Also cancel, or send a colleague."""
    may_return: bool
    """Cancelled, but one could register again."""


def mine(token: str) -> ResponseReturnValue:
    """How one stands, and everything that can be done about it."""
    with reading(public()) as work:
        page = my_page(work.db, token)
        me = page.me
        programme = newest(work.db, me.gate.meeting_id)
        online_link = online_link_of(work.db, me.gate.meeting_id) if me.comes_online else ""
        more = {**_choices(work, me), **_papers(work, me), **square_of(work, me), **calendar.of_registration(work, me)}
        wants = _wants(work, me, choosing=bool(more["has_choices"]))
    return private_page(
        "mypage/mine.html",
        token=token,
        page=page,
        standing=me.gate.standing(work.now),
        chances=_chances(me, work.now),
        online_link=online_link,
        letters_form=wants,
        **more,
        **_around(work, page, programme),
        **for_person(work.actor),
    )


def my_data(token: str) -> ResponseReturnValue:
    """A copy of what is kept of this person, for them to take along."""
    with reading(public()) as work:
        kept = personal_data(work.db, token)
    response = Response(msgspec.json.format(msgspec.json.encode(kept), indent=2), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="my-registration.json"'
    return keep_private(response)


def my_file(token: str, question_id: int) -> ResponseReturnValue:
    """The file that one answered a question with."""
    with reading(public()) as work:
        me = holder(work.db, token)
        name, media_type, content = file_of(work.db, me.registration_id, question_id)
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return keep_private(response)


def _around(work: Work, page: MyPage, programme: Programme | None) -> dict[str, object]:
    edition = Edition(language(), work.site.base_url, work.site.host)
    return {
        **WORDS,
        "me": page.me,
        "has_declined": page.has_declined,
        "gate": page.me.gate,
        "hours": {day.held_on: day for day in page.me.gate.days},
        "place": programme.facts.place if programme else None,
        "links": add_links_of(programme, edition) if programme else None,
        "has_programme": programme is not None and programme.with_agenda,
    }


def _chances(me: Holder, now: datetime) -> Chances:
    is_out = me.status is RegistrationStatus.CANCELLED
    until = me.offered_until
    is_to_come = change_refusal(me.gate, now) is None
    return Chances(
        offered_until=until if until and now < until and is_to_come else None,
        has_lapsed=(until is not None and until <= now)
        or (me.status is RegistrationStatus.WAITING and me.decision is Decision.LAPSED),
        may_change=not is_out and is_to_come,
        may_return=is_out and refusal(me.gate, now) is None,
    )


def _papers(work: Work, me: Holder) -> dict[str, object]:
    return {"has_certificate": was_noted(work.db, me, work.now)}


def _choices(work: Work, me: Holder) -> dict[str, object]:
    """What one has chosen among parallel items, and whether there is something to choose now."""
    if me.status is not RegistrationStatus.CONFIRMED or not has_choices(work.db, me.gate.meeting_id):
        return {"has_choices": False, "chosen": (), "may_choose": False}
    is_open = change_refusal(me.gate, work.now) is None and blocks_open(work.db, me.gate.meeting_id, work.now)
    chosen = choices_of(work.db, me.registration_id)
    return {"has_choices": True, "chosen": chosen, "may_choose": bool(is_open)}


def _wants(work: Work, me: Holder, *, choosing: bool) -> LettersForm:
    """Which letters one wants, as the form shows it; about entries of choices it asks only where there are any."""
    wanted = vars(wanted_letters(work.db, me.registration_id))
    entries = {"chosen_entries": choosing and wants_entries(work.db, me.registration_id)}
    return LettersForm(formdata=None, data=wanted | entries)
