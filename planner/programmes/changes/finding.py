"""Finds every difference between two versions of a programme. Pure."""

from collections.abc import Iterator

from planner.programmes.changes.applying import by_default
from planner.programmes.changes.values import (
    ENTRY,
    ENTRY_FIELDS,
    FACT_FIELDS,
    GATHERING,
    ORDER,
    PROGRAMME_FIELDS,
    Change,
    entry_content,
)
from planner.programmes.snapshot import Entry, Programme


def changes(old: Programme | None, new: Programme) -> tuple[Change, ...]:
    """Every difference from `old` to `new`: the gathering's first, then the entries' in the order of time.

    Of a first version each entry that is not cancelled is new; nothing is said of the gathering, which nobody knew.
    """
    if old is None:
        return tuple(_added(entry) for entry in new.entries if not entry.cancelled)
    return (*_of_gathering(old, new), *_of_entries(old, new))


def _of_gathering(old: Programme, new: Programme) -> Iterator[Change]:
    for name in FACT_FIELDS:
        was, now = getattr(old.facts, name), getattr(new.facts, name)
        if was != now:
            yield Change(GATHERING, name, was, now)
    for name in PROGRAMME_FIELDS:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Change(GATHERING, name, was, now)
    order = tuple(entry.uid for entry in new.entries)
    if order != tuple(entry.uid for entry in by_default(old.entries, new.entries)):
        yield Change(GATHERING, ORDER, tuple(entry.uid for entry in old.entries), order)


def _of_entries(old: Programme, new: Programme) -> Iterator[Change]:
    before, after = ({entry.uid: entry for entry in each.entries} for each in (old, new))
    gone = [entry for entry in old.entries if entry.uid not in after]
    for entry in sorted((*new.entries, *gone), key=lambda entry: entry.starts_at):
        if entry.uid not in after:
            yield Change(entry.uid, ENTRY, entry_content(entry), None)
        elif entry.uid not in before:
            yield _added(entry)
        else:
            yield from _of_entry(before[entry.uid], entry)


def _of_entry(old: Entry, new: Entry) -> Iterator[Change]:
    if old is new:
        return
    for name in ENTRY_FIELDS:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Change(new.uid, name, was, now)


def _added(entry: Entry) -> Change:
    return Change(entry.uid, ENTRY, None, entry_content(entry))
