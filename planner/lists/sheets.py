"""The list of people as a file for a spreadsheet. No cell is ever run as a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from planner.core.language import Lang, in_language, plain_day_words, say
from planner.core.timespan import local
from planner.lists.queries.people import PersonRow
from planner.meetings.rules import MODE_WORDS
from planner.registrations.rules import STATUS_WORDS, safe_cell

CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Table = list[list[str]]


def table_of(people: Sequence[PersonRow], days: Sequence[date], zone: str, lang: Lang) -> Table:
    """A heading and a row each; a column for each day. Diet and needs are not in it."""
    before = (
        say("Name"), say("E-mail"), say("Phone"), say("Cluster"), say("Other organisation"), say("Status"),
        say("Number in line"),
    )  # fmt: skip
    after = (say("On the list of participants"), say("Language"), say("Registered"))
    words: tuple[str, ...] = (*before, *(plain_day_words(day, lang) for day in days), *after)
    return [[in_language(word, lang) for word in words], *(_row(person, days, zone, lang) for person in people)]


def _row(person: PersonRow, days: Sequence[date], zone: str, lang: Lang) -> list[str]:
    modes = {choice.held_on: MODE_WORDS[choice.mode].in_(lang) for choice in person.days}
    return [
        person.name,
        person.email,
        person.phone,
        person.cluster,
        person.organisation,
        STATUS_WORDS[person.status].in_(lang),
        str(person.place or ""),
        *(modes.get(day, "") for day in days),
        (say("Yes") if person.shows_name else say("No")).in_(lang),
        person.lang,
        f"{local(person.registered_at, zone):%Y-%m-%d %H:%M}",
    ]


def csv_of(table: Table) -> bytes:
    """For a Swedish Excel: UTF-8 with its mark, semicolons, CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in table)
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(table: Table, sheet: str) -> bytes:
    """A workbook of texts. `sheet` is the name of its only sheet."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True})
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                # write_string, never write(): that would take "=1+1" for a formula.
                page.write_string(number, column, cell, bold if number == 0 else None)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(1, len(table) - 1), len(table[0]) - 1)
        page.autofit()
    return content.getvalue()
