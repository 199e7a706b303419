"""How an agenda that does not exist yet is shown: a small timetable, day by day. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.agenda.rules import LIGHT, ItemDetails


@dataclass(frozen=True)
class LookSlot:
    """Items that share a stretch of time."""

    starts: time
    ends: time
    is_light: bool
    items: tuple[ItemDetails, ...]


@dataclass(frozen=True)
class LookDay:
    """A day; its number counts from 1."""

    number: int
    held_on: date
    slots: tuple[LookSlot, ...]


def timetable(items: Iterable[ItemDetails], days: Sequence[date]) -> tuple[LookDay, ...]:
    """The items day by day, also the days on which there is nothing, and days that are not the gathering's."""
    of_day: dict[date, list[ItemDetails]] = {day: [] for day in days}
    for item in items:
        of_day.setdefault(item.held_on, []).append(item)
    return tuple(
        LookDay(number, day, tuple(_slots(sorted(found, key=_begins))))
        for number, (day, found) in enumerate(sorted(of_day.items()), 1)
    )


def _slots(items: Sequence[ItemDetails]) -> Iterable[LookSlot]:
    group: list[ItemDetails] = []
    for item in items:
        if group and _begins(item) >= max(map(_ends, group)):
            yield _slot(group)
            group = []
        group.append(item)
    if group:
        yield _slot(group)


def _slot(group: Sequence[ItemDetails]) -> LookSlot:
    ends = max(map(_ends, group)).time()
    return LookSlot(group[0].starts, ends, all(item.kind in LIGHT for item in group), tuple(group))


def _begins(item: ItemDetails) -> datetime:
    return datetime.combine(item.held_on, item.starts)


def _ends(item: ItemDetails) -> datetime:
    return _begins(item) + timedelta(minutes=item.minutes)
