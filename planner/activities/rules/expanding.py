"""A series of somebody else's calendar as its single times, with those of them that were changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Event, vDDDTypes
from recurring_ical_events import ComponentsWithName, EventAdapter

from planner.activities.rules.events import line, recurrence_of, zones

_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_PARTS_OF_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_EARLIEST = date(1990, 1, 1)
"""A series that began before is not counted through."""


@dataclass(frozen=True)
class Series:
    """The events of one UID: the one that says how it goes, and times of it that were changed."""

    master: Event | None
    changed: tuple[Event, ...] = ()
    doubles: int = 0
    """How many more events there are that would say how it goes."""

    @property
    def is_series(self) -> bool:
        """Whether there may be several times."""
        master = self.master
        return bool(self.changed) or (master is not None and ("RRULE" in master or "RDATE" in master))

    def without_master(self) -> "Series":
        """The changed times alone."""
        return replace(self, master=None)


def series_of(together: Sequence[Event]) -> Series:
    """The events of one UID, sorted out. Of several revisions the last one counts (RFC 5545 3.8.7.4).

    A time that was changed without saying its title, start or class has those of its series.
    """
    masters = [event for event in together if "RECURRENCE-ID" not in event]
    changed = tuple(event for event in together if "RECURRENCE-ID" in event)
    last = max((_sequence(event) for event in masters), default=0)
    newest = [event for event in masters if _sequence(event) == last]
    master = newest[-1] if newest else None
    for event in changed:
        _complete(event, master)
    return Series(master, changed, doubles=max(0, len(newest) - 1))


def never_ends(event: Event) -> bool:
    """Whether counting the series through could take for ever: many times a day, or from long ago."""
    rules = event.get("RRULE")
    if rules is None:
        return False
    start = getattr(event.get("DTSTART"), "dt", None)
    if start is None or (start.date() if isinstance(start, datetime) else start) < _EARLIEST:
        return True
    for rule in rules if isinstance(rules, list) else [rules]:
        often = [str(word).upper() for word in rule.get("FREQ", [])]
        if any(word in _TOO_OFTEN for word in often) or any(len(rule.get(part, ())) > 1 for part in _PARTS_OF_DAY):
            return True
    return False


def occurrences(series: Series, calendar: Calendar, first: date, end: date) -> Iterable[Event]:
    """Every time of the series from `first` until before `end`, as an event with a RECURRENCE-ID."""
    alone = Calendar()
    if (zone := calendar.get("X-WR-TIMEZONE")) is not None and str(zone) in zones():
        alone["X-WR-TIMEZONE"] = zone
    for part in (*calendar.walk("VTIMEZONE"), *([series.master] if series.master else ()), *series.changed):
        alone.add_component(part)
    exact = ComponentsWithName("VEVENT", _Exact)
    found: Iterable[Event] = recurring_ical_events.of(
        alone, keep_recurrence_attributes=True, components=[exact]
    ).between(first, end)
    return found


class _Exact(EventAdapter):  # type: ignore[misc]
    """Hours and minutes of a DURATION are exact, whatever clocks do meanwhile; its days are the calendar's.

    RFC 5545 3.3.6; the library counts all of it on the clock.
    """

    def as_component(self, *args: Any, **named: Any) -> Any:
        made: Any = super().as_component(*args, **named)
        length: Any = self._component.get("DURATION")
        start, end = made["DTSTART"].dt, made["DTEND"].dt
        # A time of an RDATE may have an end of its own.
        if length is None or not isinstance(start, datetime) or start.tzinfo is None or end != start + length.dt:
            return made
        hours = timedelta(seconds=length.dt.seconds)
        made["DTEND"] = vDDDTypes((start + timedelta(days=length.dt.days)).astimezone(UTC) + hours)
        return made


def _sequence(event: Event) -> int:
    found = event.get("SEQUENCE", 0)
    return found if isinstance(found, int) else 0


def _complete(event: Event, master: Event | None) -> None:
    if master is not None:
        if not line(event.get("SUMMARY")) and "SUMMARY" in master:
            event["SUMMARY"] = master["SUMMARY"]
        if "CLASS" not in event and "CLASS" in master:
            event["CLASS"] = master["CLASS"]
    if "DTSTART" not in event:
        event["DTSTART"] = vDDDTypes(recurrence_of(event))
