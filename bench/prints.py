"""A fresh programme on paper against WeasyPrint alone, which prints the same HTML with the same styles."""

import resource
import time
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
from planner.core.tokens import Keys
from planner.papers.pdf import House
from planner.papers.pdf.staff.badges import Layout, press_badges
from planner.papers.pdf.staff.labels import L7418
from planner.papers.queries import Badges, Bearer
from planner.papers.rules import BadgeRole
from planner.press import Progress, print_apart
from planner.press.machine import BASE, LETTERS, Shelf
from planner.programmes import pdf
from planner.programmes.pdf.sheet import sheet_of
from planner.programmes.snapshot import Programme

ANEW = 1.3
NETWORK = "Demonätverket"
FEW, MANY, BADGES_SECONDS = 50, 500, 30


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
    yield from _badges(programme)


def _badges(programme: Programme) -> Iterator[Finding]:
    """Everybody's badges in wall time, as somebody waits for them, and what the process that prints them takes."""
    few, _ = _timed(programme, FEW)
    many, seconds = _timed(programme, MANY)
    unit = f"{BADGES_SECONDS} s of wall time"
    yield Finding(f"{MANY} badges, front and back", len(programme.entries), seconds / BADGES_SECONDS, unit, 1, seconds)
    unit = f"peak memory of {FEW} badges, {few / 1024:.0f} MB"
    yield Finding(f"{MANY} badges, peak memory", len(programme.entries), many / few, unit, None, 0)


def _timed(programme: Programme, people: int) -> tuple[int, float]:
    """(peak memory in KiB, wall seconds). The process is the same, warm one for both: its peak can only rise."""
    begun = time.monotonic()
    peak = print_apart(press_and_weigh, badges_of(programme, people), on_progress=lambda done, of_all: None)
    return peak, time.monotonic() - begun


def press_and_weigh(value: Badges, *, progress: Progress) -> int:
    """Print them on sheets of eight, and tell the most memory that this process had."""
    press_badges(value, "sv", House(BASE_URL, NETWORK, Keys("bench")), progress=progress, layout=Layout(L7418))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def badges_of(programme: Programme, people: int) -> Badges:
    """So many people from twelve clusters, with the programme behind their names."""
    facts = programme.facts
    bearers = tuple(
        Bearer(f"Demo Andersson {n}", f"Demokluster {n % 12}", "", BadgeRole.PARTICIPANT, n + 1, f"{n:032x}")
        for n in range(people)
    )
    return Badges(
        facts.title, facts.slug, facts.zone, facts.days, "Demo Lind", "070-000 00 00", programme.entries, bearers, (),
        programme.published_at,
    )  # fmt: skip


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
