"""WeasyPrint: its letters, its style sheets, and a fetcher that goes nowhere. Imported only when printing."""

from collections.abc import Mapping, Sequence
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
from planner.press.booklet import fold
from planner.press.engine import Attached
from planner.press.structure import mend

_STYLE = {"regular": "400", "italic": "400; font-style: italic", "semibold": "600", "bold": "700"}
LETTERS = "".join(
    f'@font-face {{ font-family: "Source Sans"; src: url("letters:{name}"); '
    f"font-weight: {_STYLE[name.rpartition('-')[2]]} }}"
    for name in FACES
)


BASE = Path(__file__).with_name("print.css")
VARIANT, SCREEN = "pdf/a-3a", "--screen"
_NO_PICTURES: Mapping[str, bytes] = {}


class Shelf(URLFetcher):  # type: ignore[misc]
    """Gives the package's letters and the pictures handed over, and refuses every other address."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allow_redirects=False)
        self._pictures = pictures

    def fetch(self, url: str, headers: Any = None) -> Any:
        kind, _, name = url.partition(":")
        if kind == "letters" and name in FACES:
            return URLFetcherResponse(url, _letters(name), {"Content-Type": "font/ttf"})
        if kind in ("picture", "logo") and name in self._pictures:
            return URLFetcherResponse(url, self._pictures[name])
        raise ValueError(f"the press fetches nothing: {url[:200]}")


def press(
    html: str,
    *,
    base_url: str,
    at: datetime,
    pictures: Mapping[str, bytes] = _NO_PICTURES,
    attachments: Sequence[Attached] = (),
    styles: Sequence[Path] = (),
    folded: bool = False,
) -> bytes:
    """The document as PDF/A-3a that also claims PDF/UA-1. Its dates are all `at`: same input, same bytes.

    `pictures` are what `<img src="picture:name">`, or `logo:name`, shows; `styles` are sheets besides the house's own,
    in order; `folded` puts two pages on each sheet, in the order of a booklet.
    """
    attached = [_attachment(file, at.astimezone(UTC)) for file in attachments]
    printed: bytes = _laid_out(html, base_url, pictures, styles).write_pdf(
        pdf_variant=VARIANT,
        output_intent=SCREEN,
        attachments=attached or None,
        finisher=_finish_folded if folded else mend,
    )
    return printed


def count(
    html: str,
    *,
    base_url: str,
    pictures: Mapping[str, bytes] = _NO_PICTURES,
    styles: Sequence[Path] = (),
) -> int:
    """How many pages the document takes."""
    return len(_laid_out(html, base_url, pictures, styles).pages)


def _finish_folded(document: Any, pdf: Any) -> None:
    mend(document, pdf)
    fold(pdf)


def _laid_out(html: str, base_url: str, pictures: Mapping[str, bytes], styles: Sequence[Path]) -> Any:
    # Per print: a FontConfiguration is not safe for threads, and keeps its letters in a folder that /tmp may lose.
    fonts = FontConfiguration()
    shelf = Shelf(pictures)
    letters = weasyprint.CSS(string=LETTERS, font_config=fonts, url_fetcher=shelf, base_url="letters:")

    def lay_out(*stylesheets: Any) -> Any:
        return weasyprint.HTML(string=html, base_url=base_url, url_fetcher=shelf).render(
            stylesheets=[letters, *stylesheets],
            font_config=fonts,
            pdf_variant=VARIANT,
            color_profiles={SCREEN: ColorProfile(BytesIO(_srgb()), "sRGB2014.icc", "relative-colorimetric", "rgb")},
            output_intent=SCREEN,
        )

    sheets = [_sheet(path) for path in (BASE, *styles)]
    try:
        return lay_out(*sheets)
    except AssertionError:
        # WeasyPrint 70 gives up when table rows that may not part are higher than a page: let them part.
        return lay_out(*sheets, _loose())


def _attachment(file: Attached, day: datetime) -> Any:
    return weasyprint.Attachment(
        string=file.content,
        name=file.name,
        description=file.words,
        relationship=file.relationship,
        created=day,
        modified=day,
    )


@cache
def _sheet(path: Path) -> Any:
    """A print sheet, parsed once."""
    return weasyprint.CSS(filename=path)


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
