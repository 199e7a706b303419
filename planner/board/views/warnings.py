"""Everything worth a warning, also for what other agendas, those who come and those who speak give cause to."""

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from planner.agenda.permissions import may_plan
from planner.agenda.queries import agenda_of, plan_of
from planner.agenda.rules import Severity, by_item, clashes, in_groups
from planner.board.queries import known_of
from planner.board.views.answers import from_script
from planner.core.actor import require
from planner.meetings.queries import gate_of
from planner.web.entry import reading
from planner.web.page import for_person


def warnings(slug: str) -> ResponseReturnValue:
    """All warnings as a page; to the board's script as JSON, with a mark for each card."""
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        known = known_of(work.db, gate)
        found = clashes(plan_of(work.db, gate, agenda_of(work.db, gate.meeting_id, gate.zone), known))
    groups = in_groups(found)
    if from_script():
        marks = {
            item_id: [len(own), max(clash.severity is Severity.CLASH for clash in own)]
            for item_id, own in by_item(found).items()
        }
        listed = render_template("board/_warnings.html", warnings=groups, gate=gate)
        return jsonify({"warnings": listed, "marks": marks})
    return render_template(
        "board/warnings.html", warnings=groups, gate=gate, page_here="plan.meetings", **for_person(work.actor)
    )
