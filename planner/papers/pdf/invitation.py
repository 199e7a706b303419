"""The invitation as a letter of one page: what, when, where, for whom, how to register, whom to ask."""

from planner.core.language import Lang, say, speaking, translate
from planner.papers.pdf.document import Document, Group, House, Leaf, frame_of, shortest_that_fits
from planner.papers.queries import Published, published
from planner.press import Progress, qr
from planner.programmes.pdf.sheet import sheet_of


def press_invitation(value: Published, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """One page where that goes: what does not fit stands on the gathering's page."""
    progress(0, 1)
    return shortest_that_fits([_leaf(value, lang, house, level) for level in range(4)]).pressed()


def _leaf(value: Published, lang: Lang, house: House, level: int) -> Leaf:
    """`level` 0 has the description and what is on the programme; 1 leaves out the former.

    2 names only what has a theme or a speaker, 3 nothing of the programme.
    """
    sheet = sheet_of(value.programme, lang, base_url=house.base_url)
    title = say("Invitation: %(title)s", title=value.programme.facts.title)
    with speaking(lang):
        code = qr(sheet.url, translate("QR code with the address of the gathering's page"))
    return Leaf(
        frame=frame_of(value.programme, lang, house, title=title.in_(lang)),
        house=house,
        template="print/invitation.html",
        values={
            "sheet": sheet,
            "facts": value.programme.facts,
            "last_day": value.last_day,
            "places": value.places,
            "qr": code,
            "with_description": level < 1,
            "with_programme": level < 3,
            "chief_only": level == 2,
        },
        styles=("invitation.css",),
        pictures=value.logos,
    )


INVITATION = Document(
    key="invitation",
    name=say("Invitation, A4"),
    words=say("A letter to hand over or attach: what, when, where, for whom, the last day, and how to register."),
    group=Group.INVITING,
    fetch=published,
    press=press_invitation,
)
