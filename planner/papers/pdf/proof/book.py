"""The workbook of the proof pack: a sheet for each table, with the same numbers, as numbers."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import xlsxwriter

from planner.papers.pdf.proof.tables import Cell, Table, shown

_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
    "plain": {},
    "total": {"bold": True, "top": 1},
    "how": {"italic": True},
}
FIRST_ROW = 2
"""Above it stand the title and an empty row; rows count from 0."""


def book_of(tables: Sequence[Table], title: str, at: datetime) -> bytes:
    """Texts, numbers and times, dated `at`; no cell is a formula or a link, whatever people wrote.

    Same tables, same bytes.
    """
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": title, "created": at.astimezone(UTC).replace(tzinfo=None)})
        formats = _Formats(book)
        for table in tables:
            page = book.add_worksheet(_NO_SHEET_NAME.sub(" ", table.title)[:31])
            page.set_landscape() if len(table.columns) > 6 else page.set_portrait()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            _fill(page, table, title, formats)
    return content.getvalue()


class _Formats:
    """Formats by role and by kind of cell, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def __call__(self, role: str, number_format: str = "") -> Any:
        if (role, number_format) not in self._made:
            look = {**_LOOKS[role], "num_format": number_format or "General"}
            self._made[role, number_format] = self._book.add_format(look)
        return self._made[role, number_format]


def _fill(page: Any, table: Table, title: str, formats: _Formats) -> None:
    page.write_string(0, 0, f"{table.title}: {title}", formats("title"))
    for column, words in enumerate(table.columns):
        page.write_string(FIRST_ROW, column, words, formats("head"))
    rows = [*(("plain", row) for row in table.rows), *([("total", table.total)] if table.total else [])]
    for number, (role, row) in enumerate(rows, FIRST_ROW + 1):
        for column, cell in enumerate(row):
            _write(page, (number, column), cell, role, formats)
    for column in range(len(table.columns)):
        page.set_column(column, column, _width(table, column))
    page.freeze_panes(FIRST_ROW + 1, 1)
    if table.how:
        page.write_string(FIRST_ROW + len(rows) + 2, 0, table.how, formats("how"))


def _write(page: Any, at: tuple[int, int], cell: Cell, role: str, formats: _Formats) -> None:
    if isinstance(cell, timedelta):
        page.write_number(*at, cell.total_seconds() / 86_400, formats(role, "[h]:mm"))
    elif isinstance(cell, Decimal):
        page.write_number(*at, float(cell), formats(role, "0.0#"))
    elif isinstance(cell, int):
        page.write_number(*at, cell, formats(role))
    else:
        # write_string, never write(): that would take "=1+1" for a formula.
        page.write_string(*at, shown(cell, "sv"), formats(role))


def _width(table: Table, column: int) -> int:
    longest = max((len(shown(row[column], "sv")) for row in table.rows), default=0)
    return min(60, max(longest + 2, 12))
