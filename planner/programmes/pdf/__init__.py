"""The programme on paper: a tagged PDF for the wall, the funder and the reader who listens.

sheet.py lays out, templates/programmes/print/ writes it down, press.py prints, structure.py mends what the press left.
"""

import contextlib
import io
import logging
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from planner.core.errors import PlannerError
from planner.core.language import (
    Lang,
    clock,
    date_part,
    days_words,
    language,
    plain_day_words,
    say,
    short_day_words,
    speaking,
    translate,
    translate_many,
    week_words,
)
from planner.core.markdown import html_of
from planner.programmes.pdf.sheet import Sheet, sheet_of
from planner.programmes.snapshot import Programme

_log = logging.getLogger(__name__)
_TEMPLATES = Path(__file__).parents[3] / "templates"
_APT = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_NO_LOGOS: Mapping[str, bytes] = {}


class CannotPrint(PlannerError):
    """The server lacks what WeasyPrint needs."""

    status = 503


@dataclass(frozen=True)
class Engine:
    """WeasyPrint, ready."""

    press: Callable[..., bytes]

    def ready(self) -> "Engine":
        return self


@dataclass(frozen=True)
class NoEngine:
    """Why there is no printing on this server."""

    reason: str

    def ready(self) -> NoReturn:
        """Refuse, with words for the reader; the administrator's are in the log."""
        raise CannotPrint(
            say(
                "This server cannot make PDFs: it lacks the library Pango. "
                "Print the programme's page from your browser instead, and save it as a PDF there."
            )
        )


def load_press() -> ModuleType:
    """Import WeasyPrint, which prints a block of text to stdout before it raises OSError."""
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # libharfbuzz-subset missing: still works
        return import_module("planner.programmes.pdf.press")


def find_engine(load: Callable[[], Any] = load_press) -> Engine | NoEngine:
    """What `load` gives as an engine; when a system library is missing, why not, told to the log."""
    try:
        return Engine(load().press)
    except (OSError, ImportError) as error:
        reason = str(error).split(".  ")[0]
        _log.error("PDFs cannot be printed: %s. An administrator mends this with: %s", reason, _APT)
        return NoEngine(reason)


@cache
def engine() -> Engine | NoEngine:
    """This process's engine, looked for once."""
    return find_engine()


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
        return ready.press(
            html_of_sheet(sheet, logos=logos, network=network, with_ics=bool(ics)),
            base_url=f"{base_url}/",
            logos=logos,
            ics=ics,
            ics_words=translate("The programme as a calendar file"),
            at=programme.published_at,
        )


def html_of_sheet(sheet: Sheet, *, logos: Mapping[str, bytes], network: str, with_ics: bool) -> str:
    """The document that is printed, in the language now spoken."""
    return _template().render(
        sheet=sheet,
        facts=sheet.programme.facts,
        lang=sheet.lang,
        logos=logos,
        network=network,
        with_ics=with_ics,
        qr=_qr(sheet.url, translate("QR code with the address of the gathering's page")),
    )


@cache
def _template() -> Template:
    env: Any = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    env.install_gettext_callables(translate, translate_many, newstyle=True)
    env.globals.update(
        clock=lambda at: clock(at, language()),
        date_part=lambda day, pattern: date_part(day, pattern, language()),
        days_words=lambda days: days_words(tuple(days), language()),
        short_day_words=lambda day: short_day_words(day, language()),
        plain_day_words=lambda day: plain_day_words(day, language()),
        week_words=lambda days: week_words(tuple(days), language()),
    )
    env.filters["markdown"] = html_of
    env.filters["in_words"] = lambda words: words.in_(language())
    env.filters["tongue"] = lambda words: words.tongue(language())
    template: Template = env.get_template("programmes/print/programme.html")
    return template


def _qr(url: str, title: str) -> Markup:
    """A QR code as SVG, its title being what a screen reader says."""
    drawing = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawing, kind="svg", xmldecl=False, svgns=True, title=title, border=0, dark="#16302a", omitsize=True
    )
    return Markup(drawing.getvalue().decode())
