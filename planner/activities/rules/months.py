"""A month as weeks of days, with what is on each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from planner.activities.rules.entries import Entry
from planner.core.errors import NotFound
from planner.core.language import say

MONTHS_BACK, MONTHS_AHEAD = 12, 36
"""So far from today one can turn."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year, from 1."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def code(self) -> str:
        """2026-10"""
        return f"{self.year}-{self.number:02}"

    def plus(self, months: int) -> "Month":
        """So many months later, or earlier."""
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)

    @property
    def last(self) -> date:
        return self.plus(1).first - timedelta(days=1)

    def holds(self, entry: Entry) -> bool:
        """Whether some day of it is in this month."""
        return any(self.first <= day <= self.last for day in entry.days)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day in a month's table; days of the months beside it have no entries."""

    day: date
    is_inside: bool
    entries: tuple[Entry, ...]


def month_of(code: str, today: date) -> Month:
    """The month of a code; NotFound for what is none, or lies too far away."""
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", code)
    now = Month(today.year, today.month)
    if found:
        month = Month(int(found[1]), int(found[2]))
        if now.plus(-MONTHS_BACK).first <= month.first <= now.plus(MONTHS_AHEAD).first:
            return month
    raise NotFound(say("The calendar does not reach that far."))


def weeks_of(month: Month, entries: Iterable[Entry]) -> tuple[tuple[MonthDay, ...], ...]:
    """Weeks from Monday to Sunday that hold the month's days, each with what is on it."""
    on: dict[date, list[Entry]] = {}
    for entry in entries:
        for day in entry.days:
            on.setdefault(day, []).append(entry)
    monday = month.first - timedelta(days=month.first.weekday())
    weeks = []
    while monday <= month.last:
        days = (monday + timedelta(days=n) for n in range(7))
        weeks.append(tuple(_day(day, month, on) for day in days))
        monday += timedelta(days=7)
    return tuple(weeks)


def _day(day: date, month: Month, on: dict[date, list[Entry]]) -> MonthDay:
    inside = month.first <= day <= month.last
    return MonthDay(day, inside, tuple(on.get(day, ())) if inside else ())
