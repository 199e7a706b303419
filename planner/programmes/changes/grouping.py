"""Differences by day and item, as a page lists them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.core.language import Lang
from planner.core.timespan import local
from planner.programmes.changes.values import ENTRY, GATHERING, Change
from planner.programmes.changes.wording import Said, said, told
from planner.programmes.snapshot import Entry, Programme


@dataclass(frozen=True)
class SubjectOfChanges:
    """An item, or the gathering itself, with what differs of it. `title` is empty for the gathering."""

    uid: str
    title: str
    lines: tuple[Said, ...]


@dataclass(frozen=True)
class DayOfChanges:
    """What differs on a day, item by item. `held_on` is None for the gathering itself, which comes first."""

    held_on: date | None
    subjects: tuple[SubjectOfChanges, ...]


def grouped(found: Iterable[Change], now: Programme, lang: Lang) -> tuple[DayOfChanges, ...]:
    """All that `told` tells, by the day on which an item is now (one that is gone: was), then by item."""
    found = tuple(found)
    entries: dict[str, Entry] = {entry.uid: entry for entry in now.entries}
    entries |= {change.uid: change.old for change in found if change.field == ENTRY and change.new is None}
    day_of = {uid: local(entry.starts_at, now.facts.zone).date() for uid, entry in entries.items()}
    by_uid: dict[str, list[Said]] = {}
    for line in said(told(found, now), lang, day_of):
        by_uid.setdefault(line.uid, []).append(line)
    days: dict[date | None, list[SubjectOfChanges]] = {}
    for uid, lines in by_uid.items():
        day = None if uid == GATHERING else day_of[uid]
        days.setdefault(day, []).append(SubjectOfChanges(uid, lines[0].subject, tuple(lines)))
    in_order = sorted(days, key=lambda day: day or date.min)
    return tuple(DayOfChanges(day, tuple(days[day])) for day in in_order)
