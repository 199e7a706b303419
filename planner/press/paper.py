"""Documents before they are printed: templates, with dates and texts in the language now spoken."""

import io
from functools import cache
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from planner.core.language import (
    clock,
    date_part,
    days_words,
    in_language,
    language,
    plain_day_words,
    short_day_words,
    translate,
    translate_many,
    week_words,
)
from planner.core.markdown import html_of

_TEMPLATES = Path(__file__).parents[2] / "templates"
INK = "#16302a"


def written(template: str, **values: Any) -> str:
    """A template's document, in the language now spoken (see core.language.speaking)."""
    return str(_environment().get_template(template).render(**values))


def qr(url: str, title: str) -> Markup:
    """A QR code as SVG, its title being what a screen reader says."""
    drawing = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawing, kind="svg", xmldecl=False, svgns=True, title=title, border=0, dark=INK, omitsize=True
    )
    return Markup(drawing.getvalue().decode())


def qr_picture(url: str) -> bytes:
    """A QR code as PNG, four dots a module: for papers with hundreds of them, where drawing lines would take long."""
    drawing = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawing, kind="png", scale=4, border=0, dark=INK)
    return drawing.getvalue()


@cache
def _environment() -> Environment:
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
    env.filters["said"] = lambda text: in_language(text, language())
    env.filters["in_words"] = lambda words: words.in_(language())
    env.filters["tongue"] = lambda words: words.tongue(language())
    return env  # type: ignore[no-any-return]
