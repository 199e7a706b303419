"""What the agenda does when it hears news from below."""

from planner.agenda.queries import item_rows
from planner.agenda.services import keep_clock
from planner.core.timespan import local
from planner.core.work import Work
from planner.meetings.news import MeetingMoved
from planner.meetings.queries import gate_by_id


def move_items(work: Work, news: MeetingMoved) -> None:
    """Items follow their day; those outside the old days move as far as the first day did."""
    zone = gate_by_id(work.db, news.meeting_id).zone
    onto = {old: (new - old).days for old, new in news.onto}
    first = next(iter(onto.values()))
    for item in item_rows(work.db, news.meeting_id):
        keep_clock(item, zone, onto.get(local(item.starts_at, zone).date(), first))
        item.changed_at = work.now
    work.db.flush()
