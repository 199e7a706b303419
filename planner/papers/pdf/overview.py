"""The whole programme on one A4: days side by side, what starts together in one row, as much as can be read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from planner.agenda.rules import LIGHT, ItemKind
from planner.core.language import Lang, Text, say, speaking, translate
from planner.papers.pdf.document import Document, Group, House, Leaf, frame_of, shortest_that_fits
from planner.papers.queries import Published, published
from planner.press import Progress, qr
from planner.programmes.pdf.sheet import sheet_of
from planner.programmes.snapshot import Programme

MOST_ABREAST = 3
"""Days side by side; more of them run down columns like a list."""
SPEAKERS, DESCRIPTIONS = say("speakers"), say("descriptions")
BREAKS, ROOMS, ENDS = say("breaks and meals"), say("rooms"), say("when items end")


@dataclass(frozen=True)
class Density:
    """How much stands on the page, and how small. `style` is a class of overview.css."""

    style: str
    with_ends: bool = True
    with_speakers: bool = True
    with_breaks: bool = True
    with_rooms: bool = True
    most_a_day: int = 1000

    @property
    def left_out(self) -> tuple[Text, ...]:
        """What the reader must look for elsewhere."""
        return tuple(
            words
            for shown, words in (
                (False, DESCRIPTIONS),
                (self.with_speakers, SPEAKERS),
                (self.with_ends, ENDS),
                (self.with_breaks, BREAKS),
                (self.with_rooms, ROOMS),
            )
            if not shown
        )


DENSITIES = (
    Density("grand"),
    Density("roomy"),
    Density("medium"),
    Density("small"),
    Density("small", with_ends=False, with_speakers=False),
    Density("tiny", with_ends=False, with_speakers=False),
    Density("tiny terse", with_ends=False, with_speakers=False, with_breaks=False),
    Density("tiny terse", with_ends=False, with_speakers=False, with_breaks=False, with_rooms=False),
    *(Density("tiny terse", False, False, False, False, most) for most in (30, 12, 5, 2)),
)
"""From the fullest to the tersest; the smallest letters are of 6.5 points."""


def press_overview(value: Published, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """The fullest of the ways that fits on one page."""
    begin = _likely(value.programme)
    leaves = []
    for number, density in enumerate(DENSITIES[begin:]):
        progress(number, len(DENSITIES) - begin)
        leaves.append(_leaf(value, lang, house, density))
    return shortest_that_fits(leaves).pressed()


def _likely(programme: Programme) -> int:
    """Where to begin trying: a page takes about so many items that what is fuller need not be laid out."""
    items = len(programme.entries)
    return 0 if items <= 25 else 1 if items <= 60 else 2 if items <= 100 else 5


def _leaf(value: Published, lang: Lang, house: House, density: Density) -> Leaf:
    programme, hidden = _shown(value.programme, density)
    sheet = sheet_of(programme, lang, base_url=house.base_url)
    title = say("Overview: %(title)s", title=programme.facts.title)
    with speaking(lang):
        code = qr(sheet.url, translate("QR code with the address of the gathering's page"))
    return Leaf(
        frame=frame_of(programme, lang, house, title=title.in_(lang)),
        house=house,
        template="print/overview.html",
        values={
            "sheet": sheet,
            "facts": programme.facts,
            "density": density,
            "hidden": hidden,
            "abreast": len(sheet.days) if len(sheet.days) <= MOST_ABREAST else 0,
            "qr": code,
        },
        styles=("overview.css",) if len(sheet.days) != 1 else ("overview.css", "portrait.css"),
        pictures=value.logos,
    )


def _shown(programme: Programme, density: Density) -> tuple[Programme, dict[str, int]]:
    """The programme without what is left out, and for each day (by its anchor) how many items of content those are."""
    zone = ZoneInfo(programme.facts.zone)
    counted: dict[str, int] = {}
    hidden: dict[str, int] = {}

    def fitting() -> Iterator[object]:
        for entry in programme.entries:
            if ItemKind(entry.kind) in LIGHT and not density.with_breaks:
                continue
            day = f"day-{entry.starts_at.astimezone(zone).date().isoformat()}"
            counted[day] = counted.get(day, 0) + 1
            if counted[day] <= density.most_a_day:
                yield entry
            else:
                hidden[day] = hidden.get(day, 0) + 1

    return replace(programme, entries=tuple(fitting())), hidden  # type: ignore[arg-type]


OVERVIEW = Document(
    key="overview",
    name=say("The programme on one page, A4"),
    words=say("For the wall and the folder: all days side by side, with rooms and themes. Says what it leaves out."),
    group=Group.PROGRAMME,
    fetch=published,
    press=press_overview,
)
