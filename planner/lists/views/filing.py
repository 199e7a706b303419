"""Every list as a file: exactly what the filters of its page show, all pages of it."""

from flask.typing import ResponseReturnValue

from planner.checkin.queries import attendance_of
from planner.core.actor import require
from planner.core.language import language, say
from planner.core.work import Work
from planner.lists import sheets
from planner.lists.queries.answers import items_chosen
from planner.lists.queries.heads import head_count, part_counts
from planner.lists.queries.kitchen import needs_list
from planner.lists.views.frame import file
from planner.lists.views.listing import LISTS, made
from planner.meetings.queries import Gate, gate_of
from planner.network.queries import clusters_in_order
from planner.registrations.permissions import may_see_all_people, may_see_needs
from planner.web.entry import reading


def sheet(slug: str, name: str, kind: str) -> ResponseReturnValue:
    """A list of people, or of numbers, by the last word of its page's address."""
    with reading() as work:
        require(may_see_needs(work.actor) if name == "kitchen" else may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        if name in _TABLES:
            title, table = _TABLES[name]
            return file(table(work, gate), gate, name, kind, title)
        _, lines = made(work, gate, name)
    kept = LISTS[name]
    return file(sheets.table_of(lines, kept.group.in_(language())), gate, name, kind, kept.title)


def _attendance(work: Work, gate: Gate) -> sheets.Table:
    heads, counts = head_count(work.db, gate.meeting_id), part_counts(work.db, gate.meeting_id)
    return sheets.attendance_table(heads, counts, clusters_in_order(work.db), language())


def _kitchen(work: Work, gate: Gate) -> sheets.Table:
    return sheets.kitchen_table(needs_list(work.db, gate.meeting_id), language())


def _chosen(work: Work, gate: Gate) -> sheets.Table:
    return sheets.chosen_table(items_chosen(work.db, gate), clusters_in_order(work.db), language())


def _came(work: Work, gate: Gate) -> sheets.Table:
    return sheets.came_table(attendance_of(work.db, gate.meeting_id), clusters_in_order(work.db), language())


_TABLES = {
    "attendance": (say("Who comes to what"), _attendance),
    "came": (say("Who came"), _came),
    "kitchen": (say("Kitchen"), _kitchen),
    "chosen": (say("Chosen items"), _chosen),
}
