"""One person's programme, by their private link. No name stands on it, and no private address."""

from planner.core.language import Lang, say, speaking
from planner.papers.pdf.document import House, Leaf, frame_of
from planner.papers.queries import Personal
from planner.press import Progress
from planner.programmes.pdf import codes_of, people_in
from planner.programmes.pdf.sheet import sheet_of


def press_personal(value: Personal, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """The days somebody comes, and of parallel items those they chose."""
    progress(0, 1)
    sheet = sheet_of(value.programme, lang, base_url=house.base_url)
    title = say("My programme: %(title)s", title=value.programme.facts.title)
    with speaking(lang):
        codes = codes_of(sheet)
    leaf = Leaf(
        frame=frame_of(value.programme, lang, house, title=title.in_(lang)),
        house=house,
        template="print/personal.html",
        values={
            "sheet": sheet,
            "facts": value.programme.facts,
            "has_choices": bool(value.chosen),
            "logos": value.logos,
            "network": house.network,
            "people": people_in(sheet),
            "with_ics": False,
            **codes,
        },
        pictures=value.logos,
    )
    return leaf.pressed()
