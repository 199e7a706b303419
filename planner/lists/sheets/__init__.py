"""Lists as they are read on a page and in a spreadsheet."""

from planner.lists.sheets.answers import answer_list
from planner.lists.sheets.counts import attendance_table, came_table, chosen_table, kitchen_table
from planner.lists.sheets.files import CONTENT_TYPES, CSV, XLSX, Cell, Table, csv_of, table_of, xlsx_of
from planner.lists.sheets.listings import bus_list, invoice_list, participant_list
from planner.lists.sheets.people import people_table
from planner.lists.sheets.rooms import rooming_list, rooms_of

__all__ = [
    "CONTENT_TYPES",
    "CSV",
    "XLSX",
    "Cell",
    "Table",
    "answer_list",
    "attendance_table",
    "bus_list",
    "came_table",
    "chosen_table",
    "csv_of",
    "invoice_list",
    "kitchen_table",
    "participant_list",
    "people_table",
    "rooming_list",
    "rooms_of",
    "table_of",
    "xlsx_of",
]
