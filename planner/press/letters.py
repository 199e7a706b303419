"""How wide words are in the house's letters, for names that must fit, large, in a given room."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from fontTools.ttLib import TTFont

from planner.core.fonts import FACES, font_folder

REGULAR, SEMIBOLD = "source-sans-regular", "source-sans-semibold"


@lru_cache(maxsize=20_000)
def width_of(words: str, face: str = SEMIBOLD) -> float:
    """In em, a little too wide rather than too narrow: letters are not moved together, unknown ones are an em wide."""
    known, widths, unit = _metrics(face)
    return sum(widths[known[ord(letter)]][0] / unit if ord(letter) in known else 1.0 for letter in words)


def lines_of(words: str, room: float, face: str = SEMIBOLD) -> int | None:
    """Over how many lines of `room` em the words run; None if one of them is wider than a line.

    They may part at spaces, and after a hyphen.
    """
    lines, used = 1, 0.0
    for gap, piece in _pieces(words, width_of(" ", face)):
        wide = width_of(piece, face)
        if wide > room:
            return None
        fits = used + gap + wide <= room
        lines, used = (lines, used + (gap if used else 0) + wide) if fits or not used else (lines + 1, wide)
    return lines


def _pieces(words: str, space: float) -> Iterator[tuple[float, str]]:
    """What stays together, with the gap before it."""
    for word in words.split():
        head, *tail = re.findall(r"[^-]*-+|[^-]+", word)
        yield space, head
        yield from ((0.0, piece) for piece in tail)


def shortened(words: str, room: float, face: str = REGULAR) -> str:
    """The words, or as many of them as one line of `room` em takes, with … at their end."""
    if width_of(words, face) <= room:
        return words
    kept = words
    while kept and width_of(f"{kept}…", face) > room:
        kept = kept[:-1]
    whole = kept.rpartition(" ")[0] if len(kept.rpartition(" ")[0]) > len(kept) // 2 else kept
    return f"{whole.rstrip(' ,;:–-')}…"


@cache
def _metrics(face: str) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    with TTFont(font_folder() / FACES[face], lazy=True) as font:
        return dict(font.getBestCmap()), dict(font["hmtx"].metrics), font["head"].unitsPerEm
