"""A fresh programme on paper against WeasyPrint alone, which prints the same HTML with the same styles."""

from collections.abc import Callable, Iterator

import weasyprint
from flask import Flask
from weasyprint.text.fonts import FontConfiguration

from bench.calendars import EDITION, programme_of
from bench.measure import Task, by_turns
from bench.report import Finding
from bench.stage import BASE_URL, Gathering
from planner.calendars.ical import calendar_of
from planner.core.language import speaking
from planner.press.machine import BASE, LETTERS, Shelf
from planner.programmes import pdf
from planner.programmes.pdf.sheet import sheet_of
from planner.programmes.snapshot import Programme

ANEW = 1.3
NETWORK = "Demonätverket"


def findings(app: Flask, gathering: Gathering, rounds: int) -> Iterator[Finding]:
    """Our whole print (layout, template, QR code, attached calendar, PDF/UA) against the press alone."""
    with app.app_context():
        programme = programme_of(gathering)
    ics = calendar_of(programme, EDITION)

    def ours() -> bytes:
        return pdf.print_programme(programme, "sv", base_url=BASE_URL, ics=ics, network=NETWORK)

    items = gathering.size.items
    found = by_turns(Task(ours), Task(_press_alone(programme, variant="pdf/a-3a")), rounds)
    yield Finding("programme.pdf, printed anew", items, found.ratio, "WeasyPrint alone, PDF/A-3a", ANEW, found.ours)
    found = by_turns(Task(ours), Task(_press_alone(programme, variant="")), rounds)
    yield Finding("programme.pdf, printed anew", items, found.ratio, "WeasyPrint alone, plain PDF", None, found.ours)


def _press_alone(programme: Programme, *, variant: str) -> Callable[[], bytes]:
    """The HTML made beforehand, the style sheets and the letters' files kept: nothing but the press's own work."""
    sheet = sheet_of(programme, "sv", base_url=BASE_URL)
    with speaking("sv"):
        html = pdf.html_of_sheet(sheet, logos={}, network=NETWORK, with_ics=True)
    style = weasyprint.CSS(filename=BASE)
    shelf = Shelf({})

    def write() -> bytes:
        fonts = FontConfiguration()
        letters = weasyprint.CSS(string=LETTERS, font_config=fonts, url_fetcher=shelf, base_url="letters:")
        printed: bytes = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=shelf).write_pdf(
            stylesheets=[letters, style], font_config=fonts, pdf_variant=variant or None
        )
        return printed

    return write
