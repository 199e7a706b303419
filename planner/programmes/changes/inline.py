"""Two wordings of one text, word by word: what stayed, what went, what came. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from planner.core.markdown import plain_of

MOST_WORDS = 1500
"""Of longer texts it is only told that they changed: comparing them takes long, and nobody would read it."""
AROUND = 6
"""So many words that stayed are shown on either side of a difference."""
LEAST_COMMON = 0.35
"""Texts with less in common are new texts: told side by side they read worse than the new one alone."""
_WORD = re.compile(r"\s*\S+")


class PieceKind(StrEnum):
    SAME = "same"
    OLD = "old"
    NEW = "new"
    GAP = "gap"
    """Words that stayed, and are left out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words of one kind; a GAP has none."""

    kind: PieceKind
    text: str


def word_by_word(old: str, new: str) -> tuple[Piece, ...]:
    """The way from `old` to `new`, both in Markdown; empty where it would not help: nothing readers see differs, the
    texts have little in common, or are very long."""
    was, now = plain_of(old), plain_of(new)
    before, after = _WORD.findall(was), _WORD.findall(now)
    if was == now or not before or not after or max(len(before), len(after)) > MOST_WORDS:
        return ()
    # Spaces belong to the words, but a line that is broken elsewhere is no difference.
    match = SequenceMatcher(None, [w.strip() for w in before], [w.strip() for w in after], autojunk=False)
    if match.ratio() < LEAST_COMMON:
        return ()
    pieces: list[Piece] = []
    steps = match.get_opcodes()
    for number, (what, i1, i2, j1, j2) in enumerate(steps):
        if what == "equal":
            pieces += _same(after[j1:j2], is_first=number == 0, is_last=number == len(steps) - 1)
        else:
            pieces += [Piece(PieceKind.OLD, "".join(before[i1:i2]).strip())] if i1 < i2 else []
            pieces += [Piece(PieceKind.NEW, "".join(after[j1:j2]).strip())] if j1 < j2 else []
    return tuple(pieces)


def _same(words: list[str], *, is_first: bool, is_last: bool) -> list[Piece]:
    """Words that stayed: those next to a difference, and a gap for the rest."""
    head, tail = 0 if is_first else AROUND, 0 if is_last else AROUND
    if len(words) <= head + tail:
        return [Piece(PieceKind.SAME, "".join(words).strip())]
    first, last = "".join(words[:head]).strip(), "".join(words[len(words) - tail :]).strip()
    kept = (Piece(PieceKind.SAME, first), Piece(PieceKind.GAP, ""), Piece(PieceKind.SAME, last))
    return [piece for piece in kept if piece.text or piece.kind is PieceKind.GAP]
