"""Everything worth a warning, also for what other agendas, those who come and those who speak give cause to."""

from collections.abc import Mapping
from typing import Any

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from planner.agenda.permissions import may_plan
from planner.agenda.queries import AgendaItem, items_of, plan_of
from planner.agenda.rules import Clash, Severity, by_item, clashes, in_groups
from planner.board.queries import known_of, standing_of
from planner.board.views.answers import from_script
from planner.core.actor import require
from planner.core.language import Text, language, say
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.programmes.changes import ChangeKind
from planner.speakers.queries import statuses_of
from planner.speakers.rules import STATUS_WORDS, SpeakerStatus
from planner.web.entry import reading
from planner.web.page import for_person


def warnings(slug: str) -> ResponseReturnValue:
    """All warnings as a page; to the board's script as JSON, with a mark for each card."""
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        known = known_of(work.db, gate)
        items = items_of(work.db, gate.meeting_id, gate.zone)
        found = clashes(plan_of(work.db, gate, items, known))
        if from_script():
            return jsonify(_marks(work, gate, items, found))
    return render_template(
        "board/warnings.html", warnings=in_groups(found), gate=gate, page_here="plan.meetings", **for_person(work.actor)
    )


def _marks(work: Work, gate: Gate, items: tuple[AgendaItem, ...], found: tuple[Clash, ...]) -> dict[str, Any]:
    """What the board shows beside its cards, once they are drawn: all that one need not wait for."""
    lang, standing = language(), standing_of(work.db, gate)
    by_uid = {item.uid: item.item_id for item in items}
    shown = {"gate": gate, "published": standing.published, "unpublished": standing.differences}
    return {
        "warnings": render_template("board/_warnings.html", warnings=in_groups(found), gate=gate),
        "marks": {
            item_id: [len(own), max(clash.severity is Severity.CLASH for clash in own)]
            for item_id, own in by_item(found).items()
        },
        "speakers": _standing(items, statuses_of(work.db, gate.meeting_id)),
        "changed": {
            by_uid[uid]: (kind.value, CHANGED[kind].in_(lang))
            for uid, kind in standing.kinds.items()
            if uid in by_uid and kind in CHANGED
        },
        "unpublished": render_template("board/_unpublished.html", **shown).strip(),
    }


CHANGED: dict[ChangeKind, Text] = {
    ChangeKind.ADDED: say("New, not published"),
    ChangeKind.MOVED: say("Moved, not published"),
    ChangeKind.CHANGED: say("Changed, not published"),
}
WORST_FIRST = (SpeakerStatus.DECLINED, SpeakerStatus.NOT_ASKED, SpeakerStatus.ASKED, SpeakerStatus.CONFIRMED)


def _standing(items: tuple[AgendaItem, ...], statuses: Mapping[int, SpeakerStatus]) -> dict[int, tuple[str, str]]:
    """(status, in words) of each item that somebody gives: of several, the one that most needs the lead."""
    lang, found = language(), {}
    for item in items:
        own = [statuses.get(person_id, SpeakerStatus.NOT_ASKED) for person_id in item.giver_ids]
        if own:
            worst = min(own, key=WORST_FIRST.index)
            found[item.item_id] = (worst.value, STATUS_WORDS[worst].in_(lang))
    return found
