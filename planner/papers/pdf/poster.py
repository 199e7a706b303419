"""The poster: the dates as ornament, title, place, QR code, funder. A4 and A3."""

from functools import partial

from planner.core.language import Lang, say, speaking, translate
from planner.papers.pdf.document import Document, Group, House, Leaf, frame_of
from planner.papers.queries import Published, published
from planner.press import Progress, qr
from planner.programmes.pdf.sheet import sheet_of


def press_poster(value: Published, lang: Lang, house: House, *, progress: Progress, a3: bool = False) -> bytes:
    """One page for a wall."""
    progress(0, 1)
    return _leaf(value, lang, house, a3=a3).pressed()


def _leaf(value: Published, lang: Lang, house: House, *, a3: bool) -> Leaf:
    sheet = sheet_of(value.programme, lang, base_url=house.base_url)
    with speaking(lang):
        code = qr(sheet.url, translate("QR code with the address of the gathering's page"))
    return Leaf(
        frame=frame_of(value.programme, lang, house),
        house=house,
        template="print/poster.html",
        values={"sheet": sheet, "facts": value.programme.facts, "last_day": value.last_day, "qr": code},
        styles=("poster.css", "a3.css") if a3 else ("poster.css",),
        pictures=value.logos,
    )


POSTER = Document(
    key="poster",
    name=say("Poster, A4"),
    words=say("For the door and the notice board: the dates large, the place, and a QR code to the gathering's page."),
    group=Group.INVITING,
    fetch=published,
    press=press_poster,
)
POSTER_A3 = Document(
    key="poster-a3",
    name=say("Poster, A3"),
    words=say("The same poster, twice as large."),
    group=Group.INVITING,
    fetch=published,
    press=partial(press_poster, a3=True),
)
