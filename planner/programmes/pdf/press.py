"""WeasyPrint: its letters, its style sheet, and a fetcher that goes nowhere. Imported only when printing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from planner.core.fonts import FACES, font_folder
from planner.programmes.pdf.structure import mend

_STYLE = {"regular": "400", "italic": "400; font-style: italic", "semibold": "600", "bold": "700"}
LETTERS = "".join(
    f'@font-face {{ font-family: "Source Sans"; src: url("letters:{name}"); '
    f"font-weight: {_STYLE[name.rpartition('-')[2]]} }}"
    for name in FACES
)


class Shelf(URLFetcher):  # type: ignore[misc]
    """Gives the package's letters and the logos handed over, and refuses every other address."""

    def __init__(self, logos: Mapping[str, bytes]) -> None:
        super().__init__(allow_redirects=False)
        self._logos = logos

    def fetch(self, url: str, headers: Any = None) -> Any:
        kind, _, name = url.partition(":")
        if kind == "letters" and name in FACES:
            return URLFetcherResponse(url, _letters(name), {"Content-Type": "font/ttf"})
        if kind == "logo" and name in self._logos:
            return URLFetcherResponse(url, self._logos[name])
        raise ValueError(f"the press fetches nothing: {url[:200]}")


def press(html: str, *, base_url: str, logos: Mapping[str, bytes], ics: bytes, ics_words: str, at: datetime) -> bytes:
    """The document as PDF/A-3a that also claims PDF/UA-1. Its dates are all `at`: same input, same bytes."""
    # Per print: a FontConfiguration is not safe for threads, and keeps its letters in a folder that /tmp may lose.
    fonts = FontConfiguration()
    shelf = Shelf(logos)
    letters = weasyprint.CSS(string=LETTERS, font_config=fonts, url_fetcher=shelf, base_url="letters:")
    day = at.astimezone(UTC)
    attached = [
        weasyprint.Attachment(
            string=ics, name="program.ics", description=ics_words, relationship="Supplement", created=day, modified=day
        )
    ]

    def write(*stylesheets: Any) -> bytes:
        printed: bytes = weasyprint.HTML(string=html, base_url=base_url, url_fetcher=shelf).write_pdf(
            stylesheets=[letters, *stylesheets],
            font_config=fonts,
            pdf_variant="pdf/a-3a",
            color_profiles={"--screen": ColorProfile(BytesIO(_srgb()), "sRGB2014.icc", "relative-colorimetric", "rgb")},
            output_intent="--screen",
            attachments=attached if ics else None,
            finisher=mend,
        )
        return printed

    try:
        return write(_sheet())
    except AssertionError:
        # WeasyPrint 70 gives up when table rows that may not part are higher than a page: let them part.
        return write(_sheet(), _loose())


@cache
def _sheet() -> Any:
    """The print sheet, parsed once."""
    return weasyprint.CSS(filename=Path(__file__).with_name("print.css"))


@cache
def _loose() -> Any:
    return weasyprint.CSS(string=".day tbody { break-after: auto !important; break-inside: auto !important }")


@cache
def _srgb() -> bytes:
    """The press's own profile of sRGB, which it would leave open when it fetches that itself."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


@cache
def _letters(name: str) -> bytes:
    return (font_folder() / FACES[name]).read_bytes()
