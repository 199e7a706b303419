"""For a speaker: a copy of what is kept of them, and having what they gave erased."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from flask import Response, request
from flask.typing import ResponseReturnValue

from planner.core.language import Lang, say
from planner.speakers import services
from planner.speakers.queries import Asked, asked, asked_actor, letters_to
from planner.speakers.queries.holders import LetterLine
from planner.speakers.rules import DayWhen, TalkIdea
from planner.web.entry import acting, public, reading, writing
from planner.web.page import flash, keep_private, private_page, see_other


@dataclass(frozen=True)
class SentFile:
    name: str
    size: int
    shown_to_the_public: bool
    sent_at: datetime


@dataclass(frozen=True)
class SpeakerData:
    """A speaker's copy of what is kept about them (GDPR 15)."""

    gathering: str
    name: str
    email: str
    language: Lang
    status: str
    asked_at: datetime | None
    letters_sent_to: str
    answered_at: datetime | None
    answer_noted_by: str
    word: str
    title: str
    organisation: str
    about: str
    about_in_english: str
    has_picture: bool
    needs_in_the_room: str
    special_needs: str
    special_needs_erased_on: str
    hours: tuple[DayWhen, ...]
    items: tuple[str, ...]
    suggestions: tuple[TalkIdea, ...]
    files: tuple[SentFile, ...]
    letters: tuple[LetterLine, ...]


def my_data(token: str) -> ResponseReturnValue:
    """A copy of what is kept of this speaker, for them to take along."""
    with reading(public()) as work:
        me = asked(work.db, token)
        letters = letters_to(work.db, me.gate.meeting_id, me.card.course.sent_to)
    content = msgspec.json.format(msgspec.json.encode(_copy(me, letters)), indent=2)
    response = Response(content, content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return keep_private(response)


def erase(token: str) -> ResponseReturnValue:
    """Says what goes and what stays; a POST erases."""
    if request.method == "POST":
        with writing(public()) as work:
            actor = asked_actor(work.db, token)
            services.erase_given(acting(work, actor), actor.speaker_id or 0)
        flash(say("Everything that you wrote and sent is erased."))
        return see_other("speakers.mine", token=token)
    with reading(public()) as work:
        me = asked(work.db, token)
    return private_page("speakers/erase.html", token=token, gate=me.gate)


def _copy(me: Asked, letters: tuple[LetterLine, ...]) -> SpeakerData:
    card, course, said = me.card, me.card.course, me.card.said
    return SpeakerData(
        gathering=me.gate.title.in_(card.lang),
        name=card.name,
        email=card.email,
        language=card.lang,
        status=card.status.value,
        asked_at=course.asked_at,
        letters_sent_to=course.sent_to,
        answered_at=course.answered_at,
        answer_noted_by=course.answered_by,
        word=course.word,
        title=card.shown_title,
        organisation=card.shown_organisation,
        about=said.bio.sv,
        about_in_english=said.bio.en,
        has_picture=card.picture is not None,
        needs_in_the_room=said.room_needs,
        special_needs=me.special_needs,
        special_needs_erased_on=me.gate.erase_needs_on.isoformat(),
        hours=said.hours,
        items=tuple(item.title.in_(card.lang) for item in card.items),
        suggestions=tuple(me.ideas.values()),
        files=tuple(SentFile(file.name, file.size, file.published, file.given_at) for file in card.files),
        letters=letters,
    )
