"""What every paper keeps, judged by programs that had no part in printing it: pikepdf, poppler, pdfium, pdfua.

`faults_of(pdf)` says what is wrong with a PDF, in words; nothing when all is well. docs/print.md lists what it checks.
"""

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pypdfium2
import pytest

HEADINGS = tuple(f"/H{level}" for level in range(1, 7))
CLAIMS = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
FAMILY = "Source-Sans"


def reader() -> str:
    """Where pdftotext is; skips the test where it is not, but never in CI."""
    program = shutil.which("pdftotext")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("poppler-utils is missing, and CI may not skip tests")
        pytest.skip("pdftotext is missing: apt-get install poppler-utils")
    return program


def text_of(pdf: bytes, program: str, *options: str) -> str:
    """The words of a PDF in reading order; options as pdftotext takes them."""
    run = subprocess.run([program, *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def text_by_pdfium(pdf: bytes) -> str:
    """The words of a PDF as the browser Chrome finds them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def words_of(text: str) -> str:
    """As one line, words that were broken at a line's end whole again."""
    lines = text.replace("\r", "").replace("\ufffe", "-\n")  # pdfium's sign for a hyphen that breaks a word
    rejoined = re.sub(r"(\w)-\s*\n\s*(?=\w)", r"\1", lines)
    return " ".join(rejoined.split())


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def sizes_of(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in millimetres."""
    found = []
    document = opened(pdf)
    for page in document.pages:
        _, _, right, top = (float(edge) for edge in page.mediabox)
        found.append((round(right * 25.4 / 72), round(top * 25.4 / 72)))
    return found


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All structure elements, in reading order."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            waiting.extend(reversed(list(here)))
        elif isinstance(here, pikepdf.Dictionary) and "/S" in here:
            yield here
            waiting.append(here.get("/K", pikepdf.Array()))


def outline_of(pdf: bytes) -> list[tuple[str, list[str]]]:
    """The bookmarks, two levels of them."""
    document = opened(pdf)
    with document.open_outline() as outline:
        return [(entry.title, [child.title for child in entry.children]) for entry in outline.root]


def faults_of(pdf: bytes, lang: str) -> tuple[str, ...]:
    """What is wrong with a paper in `lang`, in words; nothing when all is well."""
    document = opened(pdf)
    found = list(elements(document)) if "/StructTreeRoot" in document.Root else []
    return (
        *_document_faults(document, lang),
        *_heading_faults(found),
        *_table_faults(found),
        *_picture_faults(found),
        *_letter_faults(document),
        *_mark_faults(document, found),
        *_link_faults(document),
        *_page_faults(pdf),
        *(f"pdfua {rule}" for rule in _pdfua_findings(pdf)),
    )


def _document_faults(pdf: pikepdf.Pdf, lang: str) -> Iterator[str]:
    root = pdf.Root
    if str(root.get("/Lang", "")) != lang:
        yield f"the language is {root.get('/Lang')}"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "no title"
    if not str(pdf.docinfo.get("/Author", "")):
        yield "no author"
    if not ("/MarkInfo" in root and root.MarkInfo.Marked and "/StructTreeRoot" in root):
        yield "not tagged"
    if not ("/ViewerPreferences" in root and root.ViewerPreferences.DisplayDocTitle):
        yield "the title is not shown"
    with pdf.open_metadata() as xmp:
        yield from (f"{key} is {xmp.get(key)}" for key, value in CLAIMS.items() if xmp.get(key) != value)


def _heading_faults(found: list[Any]) -> Iterator[str]:
    levels = [int(str(element.S)[2]) for element in found if str(element.S) in HEADINGS]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"headings of the first level: {levels.count(1)}, the first heading is of {levels[:1]}"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield f"headings skip a level: {levels}"


def _table_faults(found: list[Any]) -> Iterator[str]:
    for element in found:
        if element.S == "/TH" and str(element.get("/A", {}).get("/Scope", "")) not in ("/Row", "/Column"):
            yield "a header cell does not say what it heads"
        if element.S == "/L" and {str(kid.S) for kid in _kids(element)} - {"/LI"}:
            yield "a list holds more than list items"


def _picture_faults(found: list[Any]) -> Iterator[str]:
    silent = [element for element in found if element.S == "/Figure" and not str(element.get("/Alt", ""))]
    if silent:
        yield f"{len(silent)} pictures without words"


def _letter_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    fonts = {str(font.BaseFont): font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()}
    for name, font in fonts.items():
        if FAMILY not in name:
            yield f"letters of another family: {name}"
        if "/ToUnicode" not in font or "/FontFile2" not in font.DescendantFonts[0].FontDescriptor:
            yield f"{name} is not in the file, or does not say what its letters are"


def _mark_faults(pdf: pikepdf.Pdf, found: list[Any]) -> Iterator[str]:
    """What is drawn is an artifact, or belongs to the element that claims it; nothing is claimed twice."""
    owners = _owners(pdf)
    claimed: set[tuple[Any, int]] = set()
    for element in found:
        for mark in [kid for kid in element.get("/K", []) if isinstance(kid, int)]:
            key = (element.Pg.objgen, mark)
            if owners.get(key) != element.objgen:
                yield f"mark {mark} of a {element.S} belongs to another"
            if key in claimed:
                yield f"mark {mark} is claimed twice"
            claimed.add(key)
    drawn = {(page.obj.objgen, mark) for page in pdf.pages for mark in _marks(page)}
    if drawn != claimed:
        yield f"{len(drawn - claimed)} marks that nobody claims, {len(claimed - drawn)} claims of what is not drawn"


def _owners(pdf: pikepdf.Pdf) -> dict[tuple[Any, int], Any]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    lists = {int(number): owners for number, owners in zip(numbers[::2], numbers[1::2], strict=True)}
    return {
        (page.obj.objgen, mark): owner.objgen
        for page in pdf.pages
        for mark, owner in enumerate(lists[int(page.obj.StructParents)])
        if owner is not None
    }


def _marks(page: pikepdf.Page) -> Iterator[int]:
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            depth += 1
            if operator == "BDC" and "/MCID" in instruction.operands[1]:
                yield int(instruction.operands[1].MCID)
        elif operator == "EMC":
            depth -= 1
        elif operator in ("Tj", "TJ") and depth < 1:
            raise AssertionError("text that is not marked")


def _link_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    names: list[Any] = list(pdf.Root.Names.Dests.Names) if "/Dests" in pdf.Root.get("/Names", {}) else []
    known = {str(name) for name in names[::2]}
    pages = {page.obj.objgen for page in pdf.pages}
    for page in pdf.pages:
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        for link in page.get("/Annots", ()):
            if "/Dest" in link and str(link.Dest) not in known:
                yield f"a link to {link.Dest}, which is nowhere"
            address = str(link.A.get("/URI", "")) if "/A" in link else ""
            if "localhost" in address or "127.0.0.1" in address:
                yield f"a link to {address}"
            x1, y1, x2, y2 = (float(edge) for edge in link.Rect)  # any two corners: ISO 32000-1 7.9.5
            inside = left - 1 <= min(x1, x2) <= max(x1, x2) <= right + 1
            if not (inside and bottom - 1 <= min(y1, y2) <= max(y1, y2) <= top + 1):
                yield f"a link outside of its page: {link.Rect}"
    for target in names[1::2]:
        if target[0].objgen not in pages:
            yield "a link to a page that is not there"


def _page_faults(pdf: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            if len(page.get_textpage().get_text_range().split()) < 3:
                yield f"page {number} is empty"


def _kids(element: Any) -> list[Any]:
    return [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _pdfua_findings(pdf: bytes) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(pdf)
        report = pdfua.validate(str(path))
    return [f"{finding.rule_id} {finding.message}" for finding in report.findings]
