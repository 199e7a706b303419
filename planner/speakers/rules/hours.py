"""When a speaker can on each day of a gathering, and when therefore not. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from planner.core.errors import Invalid
from planner.core.language import Text, say
from planner.core.timespan import end_of_day, instant


@dataclass(frozen=True)
class DayWhen:
    """When somebody can on one day, on the wall clock of the gathering's zone. No bounds: all day."""

    held_on: date
    is_away: bool = False
    starts: time | None = None
    """None: from the beginning."""
    ends: time | None = None
    """None: to the end."""

    @property
    def is_whole(self) -> bool:
        return not self.is_away and self.starts is None and self.ends is None


def when_words(when: DayWhen) -> Text:
    """From 10.00 to 15.00, not that day …"""
    if when.is_away:
        return say("Not that day")
    if when.starts and when.ends:
        return say("From %(starts)s to %(ends)s", starts=when.starts, ends=when.ends)
    if when.starts:
        return say("From %(starts)s", starts=when.starts)
    if when.ends:
        return say("Until %(ends)s", ends=when.ends)
    return say("All day")


def check_hours(hours: Iterable[DayWhen], zone: str) -> None:
    """Raises Invalid, by `hours`, when a time ends before it begins, or the clocks skip it."""
    for when in hours:
        if when.starts and when.ends and when.ends <= when.starts:
            raise Invalid({"hours": say("On %(day)s the time ends before it begins.", day=when.held_on)})
        for at in filter(None, (when.starts, when.ends)):
            instant(when.held_on, at, zone, field="hours")


def away_spans(days: Iterable[date], said: Iterable[DayWhen], zone: str) -> tuple[tuple[datetime, datetime], ...]:
    """When they are not there, as UTC instants in rising order: parts of `days` only, each from midnight to midnight.

    A day of which nothing was said is a day that they can.
    """
    by_day = {when.held_on: when for when in said}
    spans: list[tuple[datetime, datetime]] = []
    for day in sorted(days):
        when = by_day.get(day)
        if when is None or when.is_whole:
            continue
        begins, ends = end_of_day(date.fromordinal(day.toordinal() - 1), zone), end_of_day(day, zone)
        if when.is_away:
            spans.append((begins, ends))
            continue
        if when.starts and begins < (starts_at := _at(day, when.starts, zone)):
            spans.append((begins, starts_at))
        if when.ends:
            spans.append((_at(day, when.ends, zone), ends))
    return tuple(spans)


def _at(day: date, at: time, zone: str) -> datetime:
    # Not timespan.instant(): the gathering may have moved to a day on which the clocks skip what was said of another.
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
