"""A day that runs late: what moves, what a break takes up, and the way back to plan. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planner.agenda.rules import LEAST_MINUTES, MOST_MINUTES, ItemKind
from planner.core.timespan import local
from planner.programmes.snapshot import Entry

MINUTES = (5, 10, 15, 20)
"""How late one can say that a day runs, in one click."""
LEAST = timedelta(minutes=5)
"""However much a break takes up, so much of it is left; and of any other item."""
_MINUTE = timedelta(minutes=1)
_SHRINK = frozenset({ItemKind.BREAK, ItemKind.MEAL})


@dataclass(frozen=True, slots=True)
class Times:
    """When an item is held."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that is held at other times than planned. By its uid, which the draft knows it by too."""

    uid: str
    old: Times
    new: Times


@dataclass(frozen=True)
class Lateness:
    """What the lead says: how many minutes late, from when on, and whether breaks take it up."""

    minutes: int
    begins_at: datetime
    is_running: bool
    """From now on: what is being held goes on for longer. Else an item begins late, and what is held beside it ends
    as planned."""
    breaks_shrink: bool = False


def delayed(entries: Iterable[Entry], day: date, zone: str, late: Lateness) -> tuple[Moved, ...]:
    """What moves, of the items of a `day` that begin at `late.begins_at` or later, in their order.

    Where breaks shrink, each break or meal on the way begins late and still ends in time, as far as it lasts; once the
    delay is taken up, all that follows stays.
    """
    there = [entry for entry in entries if not entry.cancelled and local(entry.starts_at, zone).date() == day]
    steps = _steps(there, late)
    moved = (Moved(entry.uid, _times(entry), _later(_times(entry), steps, late)) for entry in there)
    return tuple(each for each in moved if each.old != each.new)


def _times(entry: Entry) -> Times:
    return Times(entry.starts_at, entry.ends_at)


def _steps(entries: Iterable[Entry], late: Lateness) -> list[tuple[datetime, timedelta]]:
    """(from when on, how late), in the order of time."""
    delay = timedelta(minutes=late.minutes)
    steps = [(late.begins_at, delay)]
    for entry in sorted(entries, key=lambda entry: (entry.starts_at, entry.ends_at)):
        # Of breaks side by side only the first counts: the second would take up the same minutes again.
        begins = max(entry.starts_at, late.begins_at)
        is_next = entry.starts_at >= steps[-1][0] or (late.is_running and len(steps) == 1)
        if late.breaks_shrink and ItemKind(entry.kind) in _SHRINK and is_next:
            taken = min(delay, (entry.ends_at - begins - LEAST) // _MINUTE * _MINUTE)
            if taken > timedelta(0):
                delay -= taken
                steps.append((entry.ends_at, delay))
    return steps


def _later(planned: Times, steps: Sequence[tuple[datetime, timedelta]], late: Lateness) -> Times:
    if planned.starts_at < late.begins_at and not (late.is_running and planned.ends_at > late.begins_at):
        return planned
    starts_at = planned.starts_at + _delay_at(planned.starts_at, steps)
    ends_at = planned.ends_at + _delay_at(planned.ends_at, steps)
    return Times(starts_at, max(ends_at, starts_at + min(LEAST, planned.ends_at - planned.starts_at)))


def _delay_at(at: datetime, steps: Sequence[tuple[datetime, timedelta]]) -> timedelta:
    return next((delay for begins_at, delay in reversed(steps) if begins_at <= at), timedelta(0))


def taken_back(delays: Sequence[Sequence[Moved]], entries: Iterable[Entry]) -> tuple[Moved, ...]:
    """The way back from `delays`, the oldest first: each item as it was before all of them, if it still is as they
    left it. What somebody has moved since stays there."""
    ways = ways_back(delays)
    return tuple(
        ways[entry.uid]
        for entry in entries
        if entry.uid in ways and not entry.cancelled and _times(entry) == ways[entry.uid].old
    )


def ways_back(delays: Iterable[Sequence[Moved]]) -> dict[str, Moved]:
    """By uid: from how `delays`, the oldest first, left an item to how it was before all of them; none if the same."""
    ways: dict[str, Moved] = {}
    for moved in delays:
        for each in moved:
            ways[each.uid] = Moved(each.uid, each.new, ways[each.uid].new if each.uid in ways else each.old)
    return {uid: way for uid, way in ways.items() if way.old != way.new}


def drafted_minutes(minutes: int) -> int:
    """As long as an item of the draft can be: a published one that lasts all day may have become longer on its way."""
    return max(LEAST_MINUTES, min(minutes, MOST_MINUTES))
