"""What can be said of letters without looking anything up."""

import re
from dataclasses import dataclass
from enum import StrEnum

from planner.core.language import Lang, Text, in_language, say
from planner.core.tokens import conceal
from planner.mail.letter import Letter, plain

DELIVER = "deliver-letter"
"""The kind of errand that carries one letter; its payload is the letter's id."""


class LetterState(StrEnum):
    """waiting → sent, or deferred (tried again), bounced (refused for good), given up; kept: nothing is sent here."""

    WAITING = "waiting"
    SENT = "sent"
    DEFERRED = "deferred"
    BOUNCED = "bounced"
    GIVEN_UP = "given_up"
    KEPT = "kept"


STATE_WORDS: dict[LetterState, Text] = {
    LetterState.WAITING: say("Waiting"),
    LetterState.SENT: say("Sent"),
    LetterState.DEFERRED: say("Tried, will be tried again"),
    LetterState.BOUNCED: say("Refused by the recipient's mail server"),
    LetterState.GIVEN_UP: say("Given up"),
    LetterState.KEPT: say("Kept here"),
}
UNSENT = (LetterState.WAITING, LetterState.DEFERRED)
"""A letter in one of these will still be sent, and holds back later ones to the same address."""
FAILED = (LetterState.BOUNCED, LetterState.GIVEN_UP)
"""A letter in one of these may be sent again by hand."""
FORGOTTEN = "forgotten"
"""The kind of a letter whose words and recipient are erased, or will be once it has left."""
NOBODY = "erased@erased.invalid"
"""Stands for the recipient of such a letter."""

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


@dataclass(frozen=True)
class Piece:
    """A stretch of plain text, or an address to follow."""

    text: str
    is_link: bool = False


def pieces_of(text: str) -> tuple[Piece, ...]:
    """`text` cut where web addresses stand in it; joined again they give `text`. A concealed one is no link."""
    pieces: list[Piece] = []
    done = 0
    for match in _ADDRESS.finditer(text):
        pieces += [Piece(text[done : match.start()]), Piece(match[0], "•" not in match[0])]
        done = match.end()
    return tuple(p for p in (*pieces, Piece(text[done:])) if p.text)


def paragraphs_of(text: str) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    """A letter's plain text as paragraphs of lines of pieces, for a page to show."""
    paragraphs = (part for part in text.split("\n\n") if part.strip())
    return tuple(tuple(pieces_of(line) for line in part.strip("\n").split("\n")) for part in paragraphs)


@dataclass(frozen=True)
class Sample:
    """A letter as it will read, its private links hidden: paragraphs of lines of pieces."""

    lang: Lang
    subject: str
    paragraphs: tuple[tuple[tuple[Piece, ...], ...], ...]


def sample_of(letter: Letter, network_name: str) -> Sample:
    """The letter as it will read. Its text is concealed where it would hold the recipient's own link."""
    text = conceal(plain(letter, network_name))
    return Sample(letter.lang, in_language(letter.subject, letter.lang), paragraphs_of(text))
