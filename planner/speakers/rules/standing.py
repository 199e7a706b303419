"""How far it has come with a speaker, and what is still missing of them. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from planner.core.language import Text, say
from planner.meetings.rules import Status

PAUSE_HOURS = 20
"""Nobody is reminded within these of the letter before, so that pressing a button again sends nothing."""


class SpeakerStatus(StrEnum):
    """In the order that a list shows them: what waits for the lead first."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


STATUS_WORDS: dict[SpeakerStatus, Text] = {
    SpeakerStatus.NOT_ASKED: say("Not asked"),
    SpeakerStatus.ASKED: say("Asked"),
    SpeakerStatus.CONFIRMED: say("Confirmed"),
    SpeakerStatus.DECLINED: say("Has declined"),
}


class Missing(StrEnum):
    EMAIL = "email"
    BIO = "bio"
    PICTURE = "picture"
    SLIDES = "slides"


MISSING_WORDS: dict[Missing, Text] = {
    Missing.EMAIL: say("e-mail"),
    Missing.BIO: say("words about themselves"),
    Missing.PICTURE: say("picture"),
    Missing.SLIDES: say("slides"),
}


def may_remind(status: SpeakerStatus, last_letter_at: datetime | None, now: datetime) -> bool:
    """Whoever got a letter and has not answered, unless they were written to just now."""
    if status is not SpeakerStatus.ASKED or last_letter_at is None:
        return False
    return now - last_letter_at >= timedelta(hours=PAUSE_HOURS)


def closed_words(standing: Status) -> Text | None:
    """Why a speaker can change nothing any more; None while they can."""
    if standing is Status.CANCELLED:
        return say("The gathering is cancelled: you need do nothing.")
    if standing is Status.HELD:
        return say("The gathering is over, so nothing can be changed here any more.")
    return None


def marks_of(items: Iterable[tuple[str, datetime]]) -> str:
    """What somebody was asked for, as it is kept: each item's uid and the minute it begins. Compared, never read."""
    return " ".join(sorted(f"{uid}@{int(starts_at.timestamp()) // 60}" for uid, starts_at in items))
