"""A gathering's days in steps of five minutes, each set of steps as the bits of one number. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.meetings.rules import DayHours

STEP = timedelta(minutes=5)
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class DaySteps:
    """One day's hours: `number` whole steps from `opens_at` on, which is on a full five minutes of the wall clock."""

    opens_at: datetime
    number: int

    def taken(self, spans: Iterable[Span]) -> int:
        """The steps that these reach into, as bits."""
        bits = 0
        for starts_at, ends_at in spans:
            first = max(0, (starts_at - self.opens_at) // STEP)
            last = min(self.number, -((self.opens_at - ends_at) // STEP))
            if last > first:
                bits |= (1 << last) - (1 << first)
        return bits

    def starts(self, taken: int, length: timedelta) -> int:
        """The steps, as bits, at which something so long can start without any that is taken."""
        free = ~taken & ((1 << self.number) - 1)
        wanted, known = -(-length // STEP), 1
        while known < wanted:
            # Free for `known` steps here, and as many further on: free for both in a row.
            more = min(known, wanted - known)
            free &= free >> more
            known += more
        return free

    def at(self, step: int) -> datetime:
        """The instant a step begins."""
        return self.opens_at + step * STEP


def first_step(bits: int) -> int:
    """The earliest of some steps, at least one."""
    return (bits & -bits).bit_length() - 1


def steps_of(day: DayHours, zone: str) -> DaySteps:
    """The steps of a day's hours, summer time or not."""
    hours = (datetime.combine(day.held_on, at, ZoneInfo(zone)) for at in (day.opens, day.closes))
    opens, closes = (at.astimezone(UTC) for at in hours)
    opens += timedelta(minutes=-day.opens.minute % 5)
    if day.closes == time(23, 59):
        closes += timedelta(minutes=1)
    return DaySteps(opens, max(0, (closes - opens) // STEP))
