"""The programme in so many short lines, for the back of a badge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from planner.agenda.rules import LIGHT, ItemKind
from planner.core.language import Lang, clock, date_part, say_many
from planner.papers.queries import Badges
from planner.press.letters import shortened, width_of
from planner.programmes.snapshot import Entry


@dataclass(frozen=True)
class Line:
    """What begins at a time. Without a time: what is left out."""

    words: str
    clock: str = ""


Days = tuple[tuple[str, tuple[Line, ...]], ...]
"""Each day's name, and its lines."""


@dataclass(frozen=True)
class Space:
    """Lines below each other, and the room in one, in em of its letters."""

    lines: int
    room: float
    clock_room: float = 2.9


@dataclass(frozen=True)
class _Slot:
    """What begins at the same time."""

    held_on: date
    clock: str
    entries: tuple[Entry, ...]

    @property
    def is_light(self) -> bool:
        return all(ItemKind(entry.kind) in LIGHT for entry in self.entries)


class Brief:
    """One gathering's programme in one language; each person's lines are made once for all who have the same."""

    def __init__(self, value: Badges, lang: Lang, space: Space) -> None:
        self._value, self._lang, self._space = value, lang, space
        self.lines = lru_cache(maxsize=2000)(self._lines)

    def _lines(self, days: tuple[date, ...] = (), passed: tuple[str, ...] = (), taken: int = 0) -> Days:
        """For somebody who comes on these days (none: on all), and passed these items by; so many lines are taken.

        The fullest that fits: everything, without pauses, or so many of each day as there are lines for.
        """
        held = [day.held_on for day in self._value.days if not days or day.held_on in days]
        slots = [slot for slot in self._slots(passed) if slot.held_on in held]
        chief = [slot for slot in slots if not slot.is_light]
        lines = self._space.lines - taken
        for some in (slots, chief):
            if len(some) + len(held) <= lines:
                return self._written(held, some)
        each = lines // max(1, len(held)) - 2
        return self._written(held, chief, each) if each > 0 else self._days_only(held, max(lines, 1))

    def _slots(self, passed: tuple[str, ...]) -> Iterator[_Slot]:
        zone = ZoneInfo(self._value.zone)
        mine = sorted((e for e in self._value.entries if e.uid not in passed), key=lambda entry: entry.starts_at)
        for starts_at, entries in groupby(mine, key=lambda entry: entry.starts_at):
            here = starts_at.astimezone(zone)
            yield _Slot(here.date(), clock(here, self._lang), tuple(entries))

    def _written(self, held: Sequence[date], slots: Sequence[_Slot], most: int = 1000) -> Days:
        return tuple((self._day(day), tuple(self._of_day(day, slots, most))) for day in held)

    def _of_day(self, day: date, slots: Sequence[_Slot], most: int) -> Iterator[Line]:
        theirs = [slot for slot in slots if slot.held_on == day]
        yield from (self._slot(slot) for slot in theirs[:most])
        if len(theirs) > most:
            yield Line(say_many("and %(n)s more item", "and %(n)s more items", len(theirs) - most).in_(self._lang))

    def _days_only(self, held: Sequence[date], lines: int) -> Days:
        """So many lines; where there are more days, the last line says so."""
        shown = held if len(held) <= lines else held[: lines - 1]
        more = say_many("and %(n)s more day", "and %(n)s more days", len(held) - len(shown))
        hours = {
            day.held_on: f"{clock(day.opens, self._lang)}–{clock(day.closes, self._lang)}" for day in self._value.days
        }
        written = [(f"{self._day(day)} {hours[day]}", ()) for day in shown]
        return (*written, (more.in_(self._lang), ())) if len(shown) < len(held) else tuple(written)

    def _day(self, day: date) -> str:
        words = date_part(day, "EEEE d MMMM", self._lang)
        return words[:1].upper() + words[1:]

    def _slot(self, slot: _Slot) -> Line:
        room = self._space.room - self._space.clock_room
        if len(slot.entries) > 1:
            words = say_many("%(n)s parallel item", "%(n)s parallel items", len(slot.entries))
            return Line(shortened(words.in_(self._lang), room), slot.clock)
        entry = slot.entries[0]
        title = entry.title.in_(self._lang)
        with_room = f"{title}, {entry.room}" if entry.room else title
        fits = not slot.is_light and width_of(with_room) <= room
        return Line(with_room if fits else shortened(title, room), slot.clock)
