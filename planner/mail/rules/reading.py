"""A letter's plain text as a page shows it: paragraphs, lines, and addresses to follow."""

import re
from dataclasses import dataclass

from planner.core.language import Lang, in_language
from planner.core.tokens import conceal
from planner.mail.letter import Letter, plain

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
