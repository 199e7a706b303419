"""A calendar file of somebody else, read within limits: what is on in a span of days.

Hostile files are to be expected. What cannot be understood is passed over; what could take for ever is refused.
Whoever reads one does it in a process that can be killed.
"""

import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from icalendar import Calendar, Event

from planner.activities.rules.events import DAYS_BACK, ReadEntry, Window, entry_of, line, recurrence_of, stamp
from planner.activities.rules.expanding import never_ends, occurrences, series_of
from planner.activities.rules.feeds import MOST_ENTRIES, PassedOver
from planner.activities.rules.opening import Opened, opened

__all__ = ["ReadCalendar", "ReadEntry", "Window", "read_calendar"]


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """What a calendar holds within its window, by day; how much of it was passed over, and why."""

    entries: tuple[ReadEntry, ...]
    passed_over: tuple[tuple[PassedOver, int], ...] = ()


def read_calendar(content: bytes, window: Window) -> ReadCalendar:
    """What is on within `window`. Raises Unreadable for what is no calendar.

    Without what is private (RFC 5545 3.8.1.3), without people (ORGANIZER, ATTENDEE), without what has no title.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the libraries think of somebody else's file
        return _read(opened(content), window)


def _read(there: Opened, window: Window) -> ReadCalendar:
    found: dict[str, ReadEntry] = {}
    passed_over = Counter({PassedOver.ODD: there.odd})
    for together in _by_uid(there.events):
        try:
            entries, asides = _read_together(together, there.calendar, window)
        except Exception:  # whatever two libraries raise on what they do not understand
            passed_over[PassedOver.ODD] += len(together)
            continue
        passed_over += asides
        passed_over[PassedOver.DOUBLE] += len(entries) - len({entry.key for entry in entries} - found.keys())
        found.update({entry.key: entry for entry in entries})
    kept = _nearest(found.values(), window)
    passed_over[PassedOver.MANY] += len(found) - len(kept)
    return ReadCalendar(kept, tuple((why, passed_over[why]) for why in PassedOver if passed_over[why]))


def _by_uid(events: Iterable[Event]) -> list[list[Event]]:
    """A series and the times of it that were changed belong together."""
    groups: dict[str, list[Event]] = {}
    for number, event in enumerate(events):
        groups.setdefault(line(event.get("UID")) or f"no uid {number}", []).append(event)
    return list(groups.values())


def _read_together(
    together: list[Event], calendar: Calendar, window: Window
) -> tuple[list[ReadEntry], Counter[PassedOver]]:
    """The entries of one UID. What is passed over counts once for the series, and for each time that was changed."""
    series = series_of(together)
    asides = Counter({PassedOver.DOUBLE: series.doubles})
    if series.master is not None and never_ends(series.master):
        asides[PassedOver.ENDLESS] += 1
        series = series.without_master()
    changed = {stamp(recurrence_of(event)) for event in series.changed}
    entries: list[ReadEntry] = []
    why_not: set[tuple[PassedOver, str]] = set()
    for number, event in enumerate(occurrences(series, calendar, window.first, window.last + timedelta(days=1))):
        entry = PassedOver.MANY if number >= MOST_ENTRIES else entry_of(event, window, is_series=series.is_series)
        if isinstance(entry, ReadEntry):
            entries.append(entry)
        elif entry is not None:
            at = stamp(recurrence_of(event))
            why_not.add((entry, at if at in changed else ""))
    asides.update(why for why, _ in why_not)
    return entries, asides


def _nearest(entries: Iterable[ReadEntry], window: Window) -> tuple[ReadEntry, ...]:
    """As many as there may be: the first ones to come before those that have been. By day."""
    today = window.first + timedelta(days=DAYS_BACK)
    ranked = sorted(entries, key=lambda e: (e.last_day < today, abs((e.first_day - today).days), e.key))
    return tuple(sorted(ranked[:MOST_ENTRIES], key=lambda e: (e.first_day, e.key)))
