"""Tables as files for a spreadsheet. No cell is ever run as a formula."""

import csv
import io
import re
from collections.abc import Sequence

import xlsxwriter

from planner.lists.rules import Listing
from planner.registrations.rules import safe_cell

CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Cell = str | int
Table = Sequence[Sequence[Cell]]
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def table_of(listing: Listing, heading: str = "") -> Table:
    """A heading and a row for each line; a list with groups has theirs in the first column, called `heading`."""
    before: list[str] = [heading] if listing.is_grouped else []
    return [
        [*before, *listing.columns],
        *(
            [*([group.title] if listing.is_grouped else []), *line.cells]
            for group in listing.groups
            for line in group.lines
        ),
    ]


def csv_of(table: Table) -> bytes:
    """For a Swedish Excel: UTF-8 with its mark, semicolons, CRLF."""
    text = io.StringIO(newline="")
    rows = ([cell if isinstance(cell, int) else safe_cell(cell) for cell in row] for row in table)
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(table: Table, sheet: str) -> bytes:
    """A workbook of texts and whole numbers. `sheet` is the name of its only sheet."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        page = book.add_worksheet(_NO_SHEET_NAME.sub(" ", sheet)[:31])
        bold = book.add_format({"bold": True})
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    page.write_number(number, column, cell)
                else:
                    # write_string, never write(): that would take "=1+1" for a formula.
                    page.write_string(number, column, cell, bold if number == 0 else None)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(1, len(table) - 1), len(table[0]) - 1)
        page.autofit()
    return content.getvalue()
