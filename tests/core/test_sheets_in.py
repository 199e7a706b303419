"""Uploaded files are read as people see them, or refused in words; never anything else."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.errors import Invalid
from planner.core.sheets_in import MOST_BYTES, cells_of_file
from planner.core.tables import MOST_COLUMNS, MOST_ROWS


def xlsx(*rows: list[Any], arrange: Callable[[Any], None] | None = None) -> bytes:
    """A workbook whose first sheet holds these rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if arrange:
        arrange(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same package, one part of it replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for known in old.namelist():
            if known != name:
                new.writestr(known, old.read(known))
        new.writestr(name, part)
    return out.getvalue()


def refusal(content: bytes, filename: str = "list.xlsx") -> str:
    with pytest.raises(Invalid) as refused:
        cells_of_file(content, filename)
    assert list(refused.value.fields) == ["file"]
    return str(refused.value)


SMALL = xlsx(["Namn", "E-post"], ["Demo Anna", "anna@example.org"])
HALF_PAST_NINE = datetime(2026, 10, 14, 9, 30)  # noqa: DTZ001 - cells know no zone
OLD = "This is an old Excel file, or one with a password. Save it as XLSX without a password."
UNREADABLE = "The file cannot be read. Save it as XLSX or CSV and try again."


def test_cells_of_a_workbook_are_as_people_see_them() -> None:
    def arrange(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["A4"], sheet["B4"] = 701234567, 0.25
        sheet["A4"].number_format, sheet["B4"].number_format = "0000000000", "0%"

    content = xlsx(
        ["Namn", " E-post ", None],
        [],
        [date(2026, 10, 14), HALF_PAST_NINE, time(9, 5), 3, 3.0, 2.5, 0.1 + 0.2, True, "#REF!", "x"],
        arrange=arrange,
    )
    assert cells_of_file(content, "list.xlsx") == [
        ["Namn", "E-post"],
        [],
        ["2026-10-14", "2026-10-14 09:30", "09:05", "3", "3", "2.5", "0.3", "1", "", "x"],
        ["0701234567", "25 %"],
    ]


def test_the_first_shown_sheet_that_has_something_is_read() -> None:
    def arrange(book: Any) -> None:
        book.worksheets[0].sheet_state = "hidden"
        book.create_sheet("Tom")
        book.create_sheet("Lista").append(["Demo Bo"])

    assert cells_of_file(xlsx(["dold"], arrange=arrange)) == [["Demo Bo"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_file_is_read_in_whatever_way_its_letters_were_written(encoding: str) -> None:
    content = "Namn;Ort\r\nDemo Åsa;Höör\r\n".encode(encoding)
    assert cells_of_file(content, "list.csv") == [["Namn", "Ort"], ["Demo Åsa", "Höör"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b" \n ", "There is nothing in the file."),
        (xlsx(), "There is nothing in the file."),
        (b"x" * (MOST_BYTES + 1), "The file is larger than 4 MB."),
        (b"\xd0\xcf\x11\xe0old", OLD),
        (b"\x00\x01\x02", UNREADABLE),
        (b"%PDF-1.7\n\x00", UNREADABLE),
        (b"PK\x03\x04", UNREADABLE),
        (with_part(SMALL, "xl/workbook.xml", b"<workbook>"), UNREADABLE),
        (xlsx(*([n] for n in range(MOST_ROWS + 1))), "The file has more than 2000 rows."),
        (b"a\n" * (MOST_ROWS + 1), "The file has more than 2000 rows."),
        (xlsx(list(range(MOST_COLUMNS + 1))), "The file has more than 60 columns."),
        (b";".join([b"a"] * (MOST_COLUMNS + 1)), "The file has more than 60 columns."),
        (with_part(SMALL, "xl/media/large.xml", b" " * 61_000_000), "The file is too large when it is unpacked."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_in_words(content: bytes, words: str) -> None:
    assert refusal(content, "list") == words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_xml_that_declares_entities_is_refused_before_it_is_parsed(part: str, encoding: str) -> None:
    entities = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{entities}]><x>&b;</x>'
    assert refusal(with_part(SMALL, part, text.encode(encoding))) == UNREADABLE


def test_a_sheet_that_lies_about_its_rows_is_read_in_time() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        b'<sheetData><row r="1"><c r="A1"><v>7</v></c></row><row r="99999999999"><c r="A99999999999"><v>8</v></c></row>'
        b"</sheetData></worksheet>"
    )
    assert cells_of_file(with_part(SMALL, "xl/worksheets/sheet1.xml", sheet)) == [["7"]]


def is_read_or_refused(content: bytes, filename: str) -> bool:
    """Whether some cell came out, or the person was told by the field what is wrong. Whatever else is raised, is."""
    try:
        cells = cells_of_file(content, filename)
    except Invalid as refusal:
        return list(refusal.fields) == ["file"]
    return any(any(row) for row in cells)


@given(st.binary(), st.sampled_from(["x.csv", "x.xlsx", ""]))
def test_any_bytes_are_read_or_refused(content: bytes, filename: str) -> None:
    assert is_read_or_refused(content, filename)


@settings(deadline=None)
@given(st.integers(0, len(SMALL)), st.binary(max_size=8))
def test_a_cut_or_damaged_workbook_is_read_or_refused(at: int, damage: bytes) -> None:
    assert is_read_or_refused(SMALL[:at], "x.xlsx")
    assert is_read_or_refused(SMALL[:at] + damage + SMALL[at + len(damage) :], "x.xlsx")


PARTS = [name for name in zipfile.ZipFile(io.BytesIO(SMALL)).namelist() if name.endswith((".xml", ".rels"))]


@settings(deadline=None)
@given(st.sampled_from(PARTS), st.data())
def test_a_workbook_with_a_damaged_part_is_read_or_refused(part: str, data: st.DataObject) -> None:
    whole = zipfile.ZipFile(io.BytesIO(SMALL)).read(part)
    at = data.draw(st.integers(0, len(whole)))
    swap = data.draw(st.sampled_from([b"", b"9", b'"', b"<", b"x", b"-1", b"/>", b"\xff"]))
    gone = data.draw(st.integers(0, 40))
    assert is_read_or_refused(with_part(SMALL, part, whole[:at] + swap + whole[at + gone :]), "x.xlsx")
