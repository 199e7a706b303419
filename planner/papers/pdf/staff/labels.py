"""The sheets that badges are printed on, and how large a name may be. Pure.

Millimetres on A4. Every grid stands in the middle of its sheet, so that front and back meet when it is turned over.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.press.letters import REGULAR, SEMIBOLD, lines_of, shortened

A4_WIDTH, A4_HEIGHT = 210.0, 297.0
_POINT = 25.4 / 72


@dataclass(frozen=True)
class Sheet:
    """A sheet of badges. `style` is a sheet in this folder that says the same to the press."""

    style: str
    width: float
    height: float
    columns: int
    rows: int
    gap_x: float = 0.0
    gap_y: float = 0.0
    point: float = 10.0
    """An em of the badge's letters, in points."""
    lines: int = 14
    """Of the programme on the back."""
    is_folded: bool = False
    """Back beside front, on one side of the paper, folded between them."""

    @property
    def people(self) -> int:
        """On one sheet."""
        return self.rows * (1 if self.is_folded else self.columns)

    @property
    def left(self) -> float:
        return (A4_WIDTH - self.columns * self.width - (self.columns - 1) * self.gap_x) / 2

    @property
    def top(self) -> float:
        return (A4_HEIGHT - self.rows * self.height - (self.rows - 1) * self.gap_y) / 2

    @property
    def room(self) -> float:
        """Of a line across the front, in em: badges.css keeps 1.1 em free on both sides."""
        return self.width / (self.point * _POINT) - 2.2

    def style_sheet(self) -> str:
        """What the press must know of it."""
        return (
            f".side {{ padding: {self.top:g}mm 0 0 {self.left:g}mm; width: {A4_WIDTH + self.gap_x + 1:g}mm }}\n"
            f".badge {{ width: {self.width:g}mm; height: {self.height:g}mm; font-size: {self.point:g}pt; "
            f"margin: 0 {self.gap_x:g}mm {self.gap_y:g}mm 0 }}\n"
        )


L7418 = Sheet("l7418", 86, 55, columns=2, rows=4, lines=15)
"""Avery L7418: inserts of 86 × 55 mm, eight on a sheet, 38.5 mm free above and 19 mm on the left, no gaps."""
C32011 = Sheet("c32011", 85, 54, columns=2, rows=5, gap_x=10)
"""Avery Zweckform C32011: cards of 85 × 54 mm (ISO/IEC 7810's ID-1, so for holders of bank cards), ten on a sheet."""
A7 = Sheet("a7", 105, 74, columns=2, rows=4, point=13.0, lines=15)
"""Plain A4, cut into eight of A7."""
A7_FOLDED = Sheet("a7-folded", 105, 74, columns=2, rows=4, point=13.0, lines=15, is_folded=True)
"""Plain A4, cut into four strips that are folded to A7."""
SHEETS = (L7418, C32011, A7, A7_FOLDED)

_NAMES = ((2.9, 2), (2.5, 2), (2.1, 2), (1.75, 3), (1.45, 3), (1.15, 4))
"""(size in em, most lines), of the classes name-1 … of badges.css. What still does not fit breaks its words."""
_LINES = ((1.1, 2), (0.9, 3))
_SMALLEST = 0.75


def name_step(name: str, room: float) -> int:
    """The largest size that a name fits in, 1 being the largest; 6 always does, since it may break within words."""
    return _step(name, room, _NAMES[:-1], SEMIBOLD)


def line_fitted(words: str, room: float) -> tuple[str, int]:
    """A cluster or an organisation, shortened if it is longer than three lines of the smallest of three sizes."""
    step = _step(words, room, _LINES, REGULAR)
    return (shortened(words, 2.8 * room / _SMALLEST), step) if step > len(_LINES) else (words, step)


def whose_lines(name: str, room: float) -> int:
    """How many lines a name takes on the back, beside the code."""
    return lines_of(name, (room - 7.6) / 0.72) or 2


def _step(words: str, room: float, sizes: Sequence[tuple[float, int]], face: str) -> int:
    for number, (size, most) in enumerate(sizes, 1):
        lines = lines_of(words, room / size, face)
        if lines is not None and lines <= most:
            return number
    return len(sizes) + 1
