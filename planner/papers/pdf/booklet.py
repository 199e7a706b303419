"""The programme as a booklet of A5: to be folded, two pages on each side of A4, or page by page for a screen."""

from functools import partial

from planner.core.language import Lang, say, speaking
from planner.papers.pdf.document import Document, Group, House, Leaf, frame_of
from planner.papers.queries import Published, published
from planner.press import Progress
from planner.programmes.pdf import codes_of, people_in
from planner.programmes.pdf.sheet import sheet_of

ABREAST = 3
"""Rooms side by side on paper of this width."""


def press_booklet(value: Published, lang: Lang, house: House, *, progress: Progress, folded: bool = True) -> bytes:
    """Cover, days, speakers, practical information, and whom to ask on the back; folded: whole sheets.

    A folded sheet has four pages, so pages for notes are put before the back until the number is even with that.
    """
    progress(0, 2)
    leaf = _leaf(value, lang, house, notes=0)
    if not folded:
        return leaf.pressed()
    notes = -leaf.pages() % 4
    progress(1, 2)
    return _leaf(value, lang, house, notes=notes).pressed(folded=True)


def _leaf(value: Published, lang: Lang, house: House, *, notes: int) -> Leaf:
    programme = value.programme
    sheet = sheet_of(programme, lang, base_url=house.base_url, abreast=ABREAST)
    with speaking(lang):
        codes = codes_of(sheet)
    return Leaf(
        frame=frame_of(programme, lang, house),
        house=house,
        template="print/booklet.html",
        values={
            "sheet": sheet,
            "facts": programme.facts,
            "people": people_in(sheet),
            "notes": notes,
            "logos": value.logos,
            "with_ics": False,
            **codes,
        },
        styles=("booklet.css",),
        pictures=value.logos,
    )


BOOKLET = Document(
    key="booklet",
    name=say("Booklet to fold, A5 on A4"),
    words=say("For everybody's pocket. Print on both sides, turned over the short edge, and fold in the middle."),
    group=Group.PROGRAMME,
    fetch=published,
    press=press_booklet,
)
BOOKLET_A5 = Document(
    key="booklet-a5",
    name=say("Booklet page by page, A5"),
    words=say("The same booklet in the order of reading: for screens, and for printers that fold by themselves."),
    group=Group.PROGRAMME,
    fetch=published,
    press=partial(press_booklet, folded=False),
)
