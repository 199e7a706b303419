"""Fetching clusters' own calendars: after the commit that asked for it, then each hour."""

from collections.abc import Callable

from planner.activities.errands.fetching import DEFAULT, Reach, Trouble, fetch
from planner.activities.errands.parsing import read_apart
from planner.activities.queries import feed_of
from planner.activities.rules import FetchOutcome, Turn
from planner.activities.rules.opening import Unreadable
from planner.activities.rules.reading import ReadCalendar, Window
from planner.activities.services import FETCH, note_fetch, take_in
from planner.activities.services.feeds import EVERY
from planner.core.actor import SYSTEM
from planner.core.outbox import Later
from planner.core.timespan import local
from planner.web.entry import parts, reading, writing

__all__ = ["FETCH", "fetch_calendar"]


def fetch_calendar(
    payload: str,
    *,
    reach: Reach = DEFAULT,
    parse: Callable[[bytes, Window], ReadCalendar] = read_apart,
) -> None:
    """Errand: fetch one cluster's calendar (payload: a Turn), take in what it says, and come back in an hour.

    The first time of each day it asks for the whole calendar, changed or not: the window has moved on by a day, and
    themes and limits may be others by now. Nothing slow happens in a transaction. The errand of an earlier turn ends
    without a word.
    """
    turn = Turn.of(payload)
    with reading(SYSTEM) as work:
        feed = feed_of(work.db, turn.cluster_id)
        zone = parts().settings.default_zone
        today = local(work.now, zone).date()
    if feed is None or feed.turn != turn.number:
        return
    window = Window.around(today, zone)
    is_same_day = feed.fetched_at is not None and local(feed.fetched_at, zone).date() == today
    etag, last_modified = (feed.etag, feed.last_modified) if is_same_day else ("", "")
    try:
        found = fetch(feed.address, etag=etag, last_modified=last_modified, reach=reach)
        read = None if found.content is None else parse(found.content, window)
    except Trouble as trouble:
        _note(turn, trouble.outcome, trouble.detail)
    except Unreadable:
        _note(turn, FetchOutcome.NO_CALENDAR)
    else:
        if read is None:
            _note(turn, FetchOutcome.UNCHANGED)
        else:
            with writing(SYSTEM) as work:
                take_in(work, turn, read, window, (found.etag, found.last_modified))
    raise Later(int(EVERY.total_seconds()))


def _note(turn: Turn, outcome: FetchOutcome, detail: str = "") -> None:
    with writing(SYSTEM) as work:
        note_fetch(work, turn, outcome, detail)
