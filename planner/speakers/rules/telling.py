"""What a speaker tells: about themselves, what they need, and how their talk should be called. Pure."""

import hashlib
from dataclasses import dataclass, field

from planner.core.errors import Invalid
from planner.core.language import Text, Words, say
from planner.speakers.rules.hours import DayWhen, check_hours

MOST_BIO = 1500
MOST_TITLE = 200
MOST_LONG = 10_000
MOST_NEEDS = 2000
MOST_WORD = 1000
NO_WORDS = Words()


@dataclass(frozen=True)
class TalkIdea:
    """How a speaker would have one of their items called and described."""

    item_uid: str
    title: Words = NO_WORDS
    abstract: Words = NO_WORDS


@dataclass(frozen=True)
class SpeakerDetails:
    """What a speaker tells of themselves at one gathering. Empty title and organisation: as the address book has it."""

    title: str = ""
    organisation: str = ""
    bio: Words = NO_WORDS
    room_needs: str = ""
    """What is to be there: a projector, sound …"""
    hours: tuple[DayWhen, ...] = ()
    special_needs: str | None = None
    """Sensitive. None: not spoken of now, what was said stays."""
    ideas: tuple[TalkIdea, ...] = field(default=())
    """Only of the items that they have an idea about now; of the others what was said stays."""


def check_details(details: SpeakerDetails, zone: str) -> None:
    """Raises Invalid, by field, for what is too long, and for hours that run backwards or are skipped."""
    lengths = (
        ("title", details.title, MOST_TITLE),
        ("organisation", details.organisation, MOST_TITLE),
        ("bio_sv", details.bio.sv, MOST_BIO),
        ("bio_en", details.bio.en, MOST_BIO),
        ("room_needs", details.room_needs, MOST_NEEDS),
        ("special_needs", details.special_needs or "", MOST_NEEDS),
        *(("talks", words, MOST_TITLE) for idea in details.ideas for words in (idea.title.sv, idea.title.en)),
        *(("talks", words, MOST_LONG) for idea in details.ideas for words in (idea.abstract.sv, idea.abstract.en)),
    )
    wrong: dict[str, Text] = {}
    for name, text, most in lengths:
        if len(text) > most:
            wrong[name] = say("At most %(most)s characters.", most=most)
    if wrong:
        raise Invalid(wrong)
    check_hours(details.hours, zone)


def shown_mark(title: Words, abstract: Words) -> str:
    """Sixteen signs that tell whether a form came back as it was shown: then nothing was meant by it.

    Browsers send line breaks in their own way, and forms drop space around what is written.
    """
    parts = (title.sv, title.en, abstract.sv, abstract.en)
    plain = "\x1f".join(part.replace("\r\n", "\n").strip() for part in parts)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
