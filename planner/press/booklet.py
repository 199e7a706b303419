"""Puts the pages of a PDF two on a sheet, in the order in which the folded sheets are a booklet.

Works on WeasyPrint's objects in memory, before the file is written, so that the document stays what it was to whoever
listens: its structure, headings, links and bookmarks are in the order of reading, whatever the order on the sheets.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydyf


def sheet_order(pages: int) -> tuple[tuple[int | None, int | None], ...]:
    """(left, right) page of each side of the sheets, from 0; None where there is no page. Four pages a sheet."""
    whole = -(-pages // 4) * 4

    def page(number: int) -> int | None:
        return number if number < pages else None

    sides = []
    for at in range(whole // 2):
        outer, inner = page(whole - 1 - at), page(at)
        sides.append((inner, outer) if at % 2 else (outer, inner))
    return tuple(sides)


@dataclass(frozen=True)
class _Room:
    """Two pages on a sheet of the next size. A4 is a millimetre wider than two of A5: each is centred in its half."""

    width: float
    height: float

    @property
    def sheet_width(self) -> float:
        return round(float(self.height) * math.sqrt(2), 2)

    def left_of(self, place: int) -> float:
        half = self.sheet_width / 2
        return round(place * half + (half - float(self.width)) / 2, 3)


def fold(pdf: Any) -> None:
    """Lay the pages two on each sheet. Every page must have the size of the first."""
    things = {thing.reference: thing for thing in pdf.objects if thing.number}
    pages = [things[reference] for reference in pdf.page_references]
    room = _Room(*pages[0]["MediaBox"][2:])
    marks = _marks_of(pdf, things)
    # Where each page has come to: its sheet, how far to the right, and what its first mark is now.
    moved: dict[bytes, tuple[bytes, float, int]] = {}
    kids: list[Any] = []
    lists: list[Any] = []
    for number, side in enumerate(sheet_order(len(pages))):
        sheet = _sheet(pdf, pages, things, side, (marks, room))
        sheet["StructParents"] = number
        sheet["MediaBox"] = sheet["TrimBox"] = sheet["BleedBox"] = pydyf.Array([0, 0, room.sheet_width, room.height])
        kids.extend([sheet.number, 0, "R"])
        before: list[Any] = []
        for place, index in enumerate(side):
            if index is not None:
                moved[pages[index].reference] = (sheet.reference, room.left_of(place), len(before))
                before += marks[index]
        lists += [number, pydyf.Array(before)]
    _move_links(pages, things, moved)
    _move_destinations(pdf, moved)
    _move_structure(pdf, things, moved, lists, len(pages))
    for page in pages:
        things[page["Contents"]].stream = []
        page.clear()
    pdf.pages["Kids"], pdf.pages["Count"] = pydyf.Array(kids), len(kids) // 3


def _marks_of(pdf: Any, things: dict[bytes, Any]) -> list[list[Any]]:
    """For each page, whose each of its marked pieces is."""
    numbers = things[things[pdf.catalog["StructTreeRoot"]]["ParentTree"]]["Nums"]
    return [list(owners) for owners in numbers[1::2] if isinstance(owners, list)]


def _sheet(
    pdf: Any,
    pages: Sequence[Any],
    things: dict[bytes, Any],
    side: Sequence[int | None],
    around: tuple[list[list[Any]], "_Room"],
) -> Any:
    """A sheet with what is drawn on its two pages, and their links."""
    marks, room = around
    drawn: list[Any] = []
    links: list[Any] = []
    first_mark = 0
    for place, index in enumerate(side):
        if index is None:
            continue
        stream = things[pages[index]["Contents"]].stream
        for piece in stream:
            if isinstance(piece, pydyf.Dictionary) and "MCID" in piece:
                piece["MCID"] += first_mark
        drawn += ["q", f"1 0 0 1 {room.left_of(place)} 0 cm", *stream, "Q"]
        links += pages[index].get("Annots", [])
        first_mark += len(marks[index])
    content = pydyf.Stream(drawn, compress=True)
    pdf.add_object(content)
    resources = pages[0]["Resources"]
    sheet = pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference, "Contents": content.reference})
    sheet["Resources"], sheet["Tabs"] = resources, "/S"
    if links:
        sheet["Annots"] = pydyf.Array(links)
    pdf.add_object(sheet)
    return sheet


def _move_links(pages: Sequence[Any], things: dict[bytes, Any], moved: dict[bytes, tuple[bytes, float, int]]) -> None:
    for page in pages:
        _, right, _ = moved[page.reference]
        for reference in page.get("Annots", []):
            box = things[reference]["Rect"]
            box[0], box[2] = box[0] + right, box[2] + right


def _move_destinations(pdf: Any, moved: dict[bytes, tuple[bytes, float, int]]) -> None:
    """Bookmarks and the targets of links inside the document."""
    named = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])[1::2]
    bookmarks = [thing["Dest"] for thing in pdf.objects if isinstance(thing, pydyf.Dictionary) and "Title" in thing]
    for target in (*named, *bookmarks):
        if isinstance(target, list) and target[0] in moved:
            sheet, right, _ = moved[target[0]]
            target[0], target[2] = sheet, target[2] + right


def _move_structure(
    pdf: Any, things: dict[bytes, Any], moved: dict[bytes, tuple[bytes, float, int]], lists: list[Any], pages: int
) -> None:
    for thing in pdf.objects:
        if not isinstance(thing, pydyf.Dictionary) or thing.get("Pg") not in moved:
            continue
        sheet, _, first = moved[thing["Pg"]]
        thing["Pg"] = sheet
        if thing.get("Type") == "/StructElem":
            for at, kid in enumerate(thing["K"]):
                if isinstance(kid, int):
                    thing["K"][at] = kid + first
                elif isinstance(kid, pydyf.Dictionary) and kid.get("Pg") in moved:
                    kid["Pg"] = sheet
    tree = things[things[pdf.catalog["StructTreeRoot"]]["ParentTree"]]
    # Links have numbers of their own, after those of the pages.
    tree["Nums"] = pydyf.Array(lists + list(tree["Nums"][2 * pages :]))
