"""What the agenda does when it hears news from below."""

from dataclasses import replace
from datetime import date

from planner.agenda.queries import states_of
from planner.agenda.rules import ItemState, Verb
from planner.agenda.services import write_step
from planner.core.timespan import instant, local
from planner.core.work import Work
from planner.meetings.news import MeetingMoved
from planner.meetings.queries import gate_by_id


def move_items(work: Work, news: MeetingMoved) -> None:
    """Items follow their day; those outside the old days move as far as the first day did."""
    zone = gate_by_id(work.db, news.meeting_id).zone
    onto = {old: (new - old).days for old, new in news.onto}
    first = next(iter(onto.values()))
    states = states_of(work.db, news.meeting_id)
    moved = [(s, _days_later(s, zone, onto.get(local(s.starts_at, zone).date(), first))) for s in states]
    write_step(work, news.meeting_id, Verb.FOLLOW, moved)


def _days_later(state: ItemState, zone: str, days: int) -> ItemState:
    """The item so many days on, at the same time on the wall, whatever summer time does in between."""
    there = local(state.starts_at, zone)
    return replace(state, starts_at=instant(date.fromordinal(there.toordinal() + days), there.time(), zone))
