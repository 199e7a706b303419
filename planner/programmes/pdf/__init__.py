"""The programme on paper: a tagged PDF for the wall, the funder and the reader who listens.

sheet.py lays out, templates/programmes/print/ writes it down, the press prints.
"""

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from planner.core.language import Lang, speaking, translate
from planner.press import Attached, Engine, NoEngine, engine, qr, written
from planner.programmes.pdf.sheet import Sheet, sheet_of
from planner.programmes.rules import Person, people_of
from planner.programmes.snapshot import Programme

_NO_LOGOS: Mapping[str, bytes] = {}


def print_programme(
    programme: Programme,
    lang: Lang,
    *,
    base_url: str,
    theme: str = "",
    ics: bytes = b"",
    logos: Mapping[str, bytes] = _NO_LOGOS,
    network: str = "",
    by: Engine | NoEngine | None = None,
) -> bytes:
    """The programme as a PDF; with `theme` (a code) only that theme's items.

    `ics` is attached as program.ics; `logos` are the funders' pictures by digest (one that is missing is named by its
    alt text); `network` stands on top. NotFound for a theme no item has, CannotPrint where WeasyPrint cannot run.
    """
    ready = (by or engine()).ready()
    sheet = sheet_of(programme, lang, base_url=base_url, theme=theme)
    with speaking(lang):
        calendar = Attached("program.ics", ics, translate("The programme as a calendar file"))
        return ready.press(
            html_of_sheet(sheet, logos=logos, network=network, with_ics=bool(ics)),
            base_url=f"{base_url}/",
            at=programme.published_at,
            pictures=logos,
            attachments=(calendar,) if ics else (),
        )


def html_of_sheet(sheet: Sheet, *, logos: Mapping[str, bytes], network: str, with_ics: bool) -> str:
    """The document that is printed, in the language now spoken."""
    return written(
        "programmes/print/programme.html",
        sheet=sheet,
        facts=sheet.programme.facts,
        lang=sheet.lang,
        logos=logos,
        network=network,
        with_ics=with_ics,
        people=people_in(sheet),
        **codes_of(sheet),
    )


def people_in(sheet: Sheet) -> tuple[Person, ...]:
    """Those who say who they are and give something of what is printed."""
    programme = sheet.programme
    if sheet.only:
        programme = replace(programme, entries=tuple(e for e in programme.entries if e.theme == sheet.only.code))
    return people_of(programme, sheet.lang)


def codes_of(sheet: Sheet) -> dict[str, Markup]:
    """The QR codes of the last lines, in the language now spoken: to the page, and to what follows changes.

    The latter is the page of the calendar, not the feed itself: telephones would take the feed in once, as a file.
    """
    return {
        "qr": qr(sheet.url, translate("QR code with the address of the gathering's page")),
        "calendar_qr": qr(f"{sheet.url}/calendar", translate("QR code with the address of the gathering's calendar")),
    }
