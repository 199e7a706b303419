"""How a print stands, what it is called, and what a badge says. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from planner.core.language import Lang, Text, Words, say
from planner.questions.rules import WITH_OPTIONS, Asked, keys_in

Stretch = tuple[datetime, datetime]
"""From when to when."""


class JobState(StrEnum):
    WAITING = "waiting"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class Trouble(StrEnum):
    """Why something could not be printed."""

    CHANGED = "changed"
    BROKE = "broke"
    CANNOT = "cannot"


TROUBLE_WORDS = {
    Trouble.CHANGED: say("What it is printed from was changed in the meantime. Ask for it again."),
    Trouble.BROKE: say("The printing took too long or broke down. Ask for it again."),
    Trouble.CANNOT: say("This server cannot make PDFs. An administrator reads in the log what it lacks."),
}
UNDER_WAY = (JobState.WAITING, JobState.PRINTING)
STATE_WORDS = {
    JobState.WAITING: say("Waits for its turn"),
    JobState.PRINTING: say("Is being printed"),
    JobState.DONE: say("Printed"),
    JobState.FAILED: say("Could not be printed"),
    JobState.STOPPED: say("Stopped"),
}


@dataclass(frozen=True)
class Wanted:
    """A document of a gathering in one language, as its source stands at `version`."""

    meeting_id: int
    document: str
    lang: Lang
    version: str

    def key(self, renderer: str) -> str:
        """Under which the bytes are kept, and their ETag. `renderer` changes with the code."""
        return f"paper.{self.document}.{self.meeting_id}.{self.version}.{self.lang}.{renderer}"


@dataclass(frozen=True)
class Job:
    """A print that somebody asked for. `run` counts how often: only the newest run may say how it goes."""

    job_id: int
    wanted: Wanted
    slug: str
    run: int
    state: JobState
    done: int
    of_all: int
    """0 while nobody knows."""
    pages: int | None
    trouble: Trouble | None
    asked_at: datetime
    kept_as: str
    """The name of its bytes, those of an earlier run until there are newer ones; empty: none."""

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def trouble_words(self) -> Text | None:
        """Why it could not be printed, if it could not."""
        return TROUBLE_WORDS[self.trouble] if self.trouble else None

    @property
    def words(self) -> Text:
        """How far it has come."""
        if self.state is JobState.PRINTING and self.of_all > 1:
            return say("%(done)s of %(all)s are printed", done=self.done, all=self.of_all)
        return STATE_WORDS[self.state]


class BadgeRole(StrEnum):
    """What somebody's badge says they are here for."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    ORGANISER = "organiser"


ROLE_WORDS = {
    BadgeRole.PARTICIPANT: say("Participant"),
    BadgeRole.SPEAKER: say("Speaker"),
    BadgeRole.ORGANISER: say("Organiser"),
}


class BadgeOrder(StrEnum):
    """How badges lie on the table."""

    CLUSTER = "cluster"
    NAME = "name"


# Whole words where others begin or end alike: utbildning, bilda.
_PICTURES = re.compile(r"\b(?:foto\w*|(?:grupp)?bild(?:er|en|erna)?\b|film|photo|picture)", re.IGNORECASE)
_NO = re.compile(
    r"\b(nej|inte|ej|ingen|inga|utan|avböj\w*|avstå\w*|undvik\w*|emot|no|not|don['’]?t|without|mind|object|avoid)\b",
    re.IGNORECASE,
)


def asks_of_pictures(asked: Asked) -> bool:
    """Whether a question with options is about being in pictures."""
    words = [asked.label, *(option.words for option in asked.options)]
    return asked.kind in WITH_OPTIONS and any(_PICTURES.search(text) for each in words for text in (each.sv, each.en))


def wants_no_pictures(asked: Asked, value: str) -> bool:
    """Whether an answer to such a question asks to be left out of pictures.

    "May we take pictures of you?" "No", and "Do you mind being in pictures?" "Yes", and a lone tick at "No pictures".
    """
    options = [option for key in keys_in(value) if (option := asked.option(key))]
    return any(_says_no(asked.label) != _says_no(option.words) for option in options)


def _says_no(words: Words) -> bool:
    # In the language that it was surely written in: a translation may turn it round.
    return _NO.search(words.sv or words.en) is not None


def covered(stretches: Iterable[Stretch]) -> timedelta:
    """How long at least one of them lasts: what runs at the same time counts once."""
    total, until = timedelta(), None
    for starts, ends in sorted(stretches):
        begins = starts if until is None else max(starts, until)
        if ends > begins:
            total += ends - begins
            until = ends
    return total
