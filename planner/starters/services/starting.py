"""Use cases: make a gathering after how such usually go, or lay that on the agenda of one that there is."""

from collections.abc import Collection
from dataclasses import dataclass

from planner.agenda.queries import agenda_of
from planner.agenda.services import add_items
from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import language, say
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of, lock_gate_of
from planner.meetings.rules import MeetingDetails
from planner.meetings.services import create_meeting
from planner.registrations.services import add_parts
from planner.starters.permissions import may_plan
from planner.starters.queries import TemplateValue, ground_of, pattern_of
from planner.starters.rules import Fitted, fit, mark_of


@dataclass(frozen=True)
class Started:
    """The address of a new gathering, and what came of how it usually goes (None: nothing was chosen)."""

    slug: str
    fitted: Fitted | None


def start_meeting(work: Work, details: MeetingDetails, key: str) -> Started:
    """A new draft with an agenda after the starter or template of that key; without one for an empty key."""
    require(may_plan(work.actor), work.actor)
    slug = create_meeting(work, details)
    return Started(slug, _lay(work, gate_of(work.db, slug), key) if key else None)


def use_pattern(work: Work, slug: str, key: str, *, seen: str, replace: bool = False) -> Fitted:
    """Lay a starter or template on a gathering's draft, beside what stands there or in place of it: one step of the
    agenda's history. What is parked stays parked.

    `seen` is the mark of the agenda that the lead looked at (rules.mark_of): Conflict if it is another one by now.
    Once published, items that go stay in calendars as cancelled.
    """
    require(may_plan(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    there = agenda_of(work.db, gate.meeting_id, gate.zone)
    if mark_of((item.item_id, item.revision) for item in there) != seen:
        raise Conflict(say("The agenda has changed since you looked at it. Look once more at what stands there now."))
    return _lay(work, gate, key, going=[item.item_id for item in there] if replace else [])


def _lay(work: Work, gate: Gate, key: str, *, going: Collection[int] = ()) -> Fitted:
    pattern = pattern_of(work.db, key)
    ground = ground_of(work.db, gate, language())
    fitted = fit(pattern.saved if isinstance(pattern, TemplateValue) else pattern, ground)
    add_items(work, gate.slug, fitted.wanted, instead_of=going)
    if fitted.buses:
        add_parts(work, gate.slug, fitted.buses)
    return fitted
