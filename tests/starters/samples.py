"""Days, rooms and what is laid on them, in few words."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from planner.agenda.rules import ItemDetails
from planner.meetings.rules import DayHours
from planner.network.rules import RoomKind
from planner.starters.rules import Fitted, Ground, Starter

FIRST = date(2026, 10, 14)
"""A Wednesday."""


@dataclass(frozen=True)
class ARoom:
    """A room of a venue."""

    id: int
    name: str
    kind: RoomKind = RoomKind.ROOM
    capacity: int | None = None


def ground(*hours: tuple[time, time], rooms: tuple[ARoom, ...] = (), **more: object) -> Ground:
    """A gathering from FIRST on, with a day for each pair of hours."""
    days = tuple(DayHours(FIRST + timedelta(days=n), *each) for n, each in enumerate(hours))
    return Ground(**{"days": days, "zone": "Europe/Stockholm", "lang": "sv", "rooms": rooms, **more})  # type: ignore[arg-type]


def usual(starter: Starter) -> Ground:
    """The days that a starter usually has, with its own hours."""
    hours = starter.hours_for(len(starter.offsets))
    days = tuple(
        DayHours(FIRST + timedelta(days=after), *each)
        for after, each in zip(starter.offsets, hours, strict=True)
        if each is not None
    )
    return Ground(days, "Europe/Stockholm", "sv")


def clocks(fitted: Fitted) -> list[tuple[int, time, int, str]]:
    """(day from 0, start, minutes, Swedish title) of each item."""
    return [line_of(item) for item in fitted.items]


def line_of(item: ItemDetails) -> tuple[int, time, int, str]:
    """The same of one item."""
    return (item.held_on - FIRST).days, item.starts, item.minutes, item.title.sv
