"""Files that people upload, as rows of cells: XLSX and CSV. Whatever is in them, they are read or refused in words."""

import io
import re
import struct
import zipfile
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pyexpat import ExpatError, ParserCreate
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from planner.core.errors import Invalid
from planner.core.language import Text, say
from planner.core.tables import MOST_COLUMNS, MOST_ROWS, Cells, cells_of_text

MOST_BYTES = 4_000_000
MOST_UNPACKED = 60_000_000
_MOST_LINES = 20_000
"""Empty rows count here: they keep the numbers right that people see in their spreadsheet."""
_MOST_PARTS = 2000

_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,  # XML that cannot be parsed
    TypeError,
    ValueError,
    InvalidFileException,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl may stumble over in a file that is not what it should be. It promises no error of its own."""


def cells_of_file(content: bytes, filename: str = "") -> Cells:
    """The cells of the first sheet that has any, or of a CSV file, as people see them.

    Row 1 of the file is rows[0], so an empty row is there too, as an empty list. Raises Invalid({"file": …}) for
    what cannot be read or is too large.
    """
    if not content:
        raise _refused(say("The file is empty."))
    if len(content) > MOST_BYTES:
        raise _refused(say("The file is larger than %(most)s MB.", most=MOST_BYTES // 1_000_000))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(say("This is an old Excel file, or one with a password. Save it as XLSX without a password."))
    is_package = content.startswith(b"PK\x03\x04")
    cells = _cells_of_xlsx(content) if is_package else cells_of_text(_text_of(content, filename))
    if not any(any(row) for row in cells):
        raise _refused(say("There is nothing in the file."))
    _check_size(cells)
    return cells


def _refused(words: Text) -> Invalid:
    return Invalid({"file": words})


def _unreadable() -> Invalid:
    return _refused(say("The file cannot be read. Save it as XLSX or CSV and try again."))


def _check_size(cells: Cells) -> None:
    if sum(1 for row in cells if any(row)) > MOST_ROWS or len(cells) > _MOST_LINES:
        raise _refused(say("The file has more than %(most)s rows.", most=MOST_ROWS))
    if max(map(len, cells)) > MOST_COLUMNS:
        raise _refused(say("The file has more than %(most)s columns.", most=MOST_COLUMNS))


# ---- text ------------------------------------------------------------------------------------------------


def _text_of(content: bytes, filename: str) -> str:
    """The text of a CSV file, in whatever way the spreadsheet wrote its letters."""
    if filename.lower().endswith((".xlsx", ".xls", ".ods", ".pdf", ".docx", ".doc", ".numbers")):
        raise _unreadable()
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        text = content.decode("utf-16", "replace")
    elif content.startswith(BOM_UTF8):
        text = content.decode("utf-8-sig", "replace")
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    if _is_no_text(text):
        raise _unreadable()
    return text


def _is_no_text(text: str) -> bool:
    return any(ord(sign) < 32 and sign not in "\t\n\r\f\v\x1a" for sign in text)


# ---- XLSX ------------------------------------------------------------------------------------------------


def _cells_of_xlsx(content: bytes) -> Cells:
    try:
        _check_package(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            shown = [sheet for sheet in book.worksheets if getattr(sheet, "sheet_state", "visible") == "visible"]
            for sheet in shown or book.worksheets:
                if cells := _cells_of_sheet(sheet):
                    return cells
        finally:
            book.close()
    except _BROKEN as trouble:
        raise _unreadable() from trouble
    return []


def _check_package(content: bytes) -> None:
    """Raises Invalid before anything large is unpacked, and for XML that declares entities, which may grow for ever."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise _refused(say("The file is too large when it is unpacked."))
        for part in parts:
            with package.open(part) as file:
                # zipfile reads no more than file_size of it, however much is really packed.
                _check_prolog(file)


class _Begun(Exception):
    """The root element is there: no document type can come any more."""


def _check_prolog(file: Any) -> None:
    """Raises Invalid for a document type. Spreadsheets have none, and expat alone holds entities only loosely."""

    def refuse(*_declared: object) -> None:
        raise _unreadable()

    def begin(*_element: object) -> None:
        raise _Begun

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    try:
        while chunk := file.read(4096):
            parser.Parse(chunk, False)
    except (_Begun, ExpatError):
        return  # what is no XML, a picture say, declares nothing


def _cells_of_sheet(sheet: Any) -> Cells:
    sheet.reset_dimensions()  # what the file says of its size need not be true
    cells: Cells = []
    filled = 0
    for row in _rows_of_sheet(sheet):
        cells.append(row)
        filled += bool(row)
        if filled > MOST_ROWS:
            break
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _rows_of_sheet(sheet: Any) -> Iterator[list[str]]:
    """Rows without the empty cells at their ends; thousands of empty ones after each other are an end."""
    empty = 0
    for cells in sheet.iter_rows(max_row=1_048_576, max_col=MOST_COLUMNS + 1):
        row = [_shown(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        empty = 0 if row else empty + 1
        if empty > _MOST_LINES:
            return
        yield row


_ZEROS = re.compile(r"0+")
_DECIMALS = re.compile(r"0(?:\.(0+))?%")


def _shown(cell: Any) -> str:
    """What people see in the cell, near enough: dates as 2026-10-14, numbers without needless decimals."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return _number_shown(value, str(cell.number_format or ""))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    text = str(value).replace("_x000D_", "").replace("\u00a0", " ").strip()
    return "" if text.startswith("#") and text.isupper() and text.endswith(("!", "?", "/A")) else text


def _number_shown(value: float, pattern: str) -> str:
    if percent := _DECIMALS.fullmatch(pattern):
        return f"{value * 100:.{len(percent[1] or '')}f} %"
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value == int(value) and abs(value) < 1e15:
        # A telephone number as a number: its format brings the first 0 back.
        return str(int(value)).zfill(len(pattern) if _ZEROS.fullmatch(pattern) else 0)
    return f"{value:.10g}"
