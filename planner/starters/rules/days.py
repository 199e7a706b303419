"""Which days a new gathering gets: what the lead wrote, and what usually goes with how it goes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from planner.core.errors import Invalid
from planner.core.language import say
from planner.meetings.rules import DayHours
from planner.starters.rules.values import Hours, Pattern


@dataclass(frozen=True)
class SaidDay:
    """A day as the lead wrote it, perhaps without its hours."""

    held_on: date
    opens: time | None = None
    closes: time | None = None


def days_for(pattern: Pattern, said: Sequence[SaidDay]) -> tuple[DayHours, ...]:
    """The gathering's days, in order. One day that is said is the first one, and the others follow as they usually do;
    several are all there are. Hours that were not said are the usual ones.

    A template may know no hours: then those of the first day go for all, and Invalid if nobody said those either.
    """
    days = sorted(said, key=lambda day: day.held_on)
    if len(days) == 1:
        first = days[0]
        later = (SaidDay(first.held_on + timedelta(days=offset)) for offset in pattern.offsets[1:])
        days = [first, *later]
    usual = pattern.hours_for(len(days))
    return tuple(_with_hours(day, hours, days[0]) for day, hours in zip(days, usual, strict=True))


def _with_hours(day: SaidDay, usual: Hours | None, first: SaidDay) -> DayHours:
    opens, closes = usual or (first.opens, first.closes)
    opens, closes = day.opens or opens, day.closes or closes
    if opens is None or closes is None:
        raise Invalid({"days": say("Write from when to when the days go.")})
    return DayHours(day.held_on, opens, closes)
