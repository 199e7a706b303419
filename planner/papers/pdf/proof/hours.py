"""Scheduled time of a programme: content, and breaks apart from it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planner.agenda.rules import LIGHT, ItemKind
from planner.core.language import Lang, clock
from planner.core.timespan import local
from planner.papers.rules import Stretch, covered
from planner.programmes.snapshot import Programme


@dataclass(frozen=True)
class DaySchedule:
    """One day: from its first item to its last, and how much of that is what."""

    held_on: date
    starts: datetime
    ends: datetime
    content: timedelta
    breaks: timedelta

    def clock(self, lang: Lang) -> str:
        """9.30–16.30"""
        return f"{clock(self.starts, lang)}–{clock(self.ends, lang)}"


def hours_of(programme: Programme | None) -> tuple[DaySchedule, ...]:
    """Day by day; nothing where no agenda was published. What is called off does not count."""
    if programme is None or not programme.with_agenda:
        return ()
    zone = programme.facts.zone
    days: dict[date, list[tuple[bool, Stretch]]] = {}
    for entry in programme.entries:
        if not entry.cancelled:
            starts, ends = local(entry.starts_at, zone), local(entry.ends_at, zone)
            is_light = ItemKind(entry.kind) in LIGHT
            days.setdefault(starts.date(), []).append((is_light, (starts, ends)))
    return tuple(_day(held_on, items) for held_on, items in sorted(days.items()))


def _day(held_on: date, items: Sequence[tuple[bool, Stretch]]) -> DaySchedule:
    content = covered(stretch for is_light, stretch in items if not is_light)
    return DaySchedule(
        held_on=held_on,
        starts=min(starts for _, (starts, _) in items),
        ends=max(ends for _, (_, ends) in items),
        content=content,
        breaks=covered(stretch for _, stretch in items) - content,
    )
