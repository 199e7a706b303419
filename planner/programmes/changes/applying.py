"""Puts differences to use: from the older version to what the newer one says. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.programmes.changes.values import ENTRY, FACT_FIELDS, GATHERING, ORDER, PROGRAMME_FIELDS, Change
from planner.programmes.snapshot import Entry, Programme


def apply(found: Iterable[Change], to: Programme) -> Programme:
    """What `to` says once these differences are made: content(apply(changes(a, b), a)) == content(b).

    Its envelope stays that of `to`, which must be the version that the differences were found from.
    """
    found = tuple(found)
    of_gathering = {change.field: change.new for change in found if change.uid == GATHERING}
    facts = {name: value for name, value in of_gathering.items() if name in FACT_FIELDS}
    more = {name: value for name, value in of_gathering.items() if name in PROGRAMME_FIELDS}
    entries = _entries(found, to.entries)
    if ORDER in of_gathering:
        place = {uid: number for number, uid in enumerate(of_gathering[ORDER])}
        entries = tuple(sorted(entries, key=lambda entry: place[entry.uid]))
    return replace(to, facts=replace(to.facts, **facts), entries=entries, **more)


def by_default(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of `new` as they stand where nothing is said of their order: by their starts; those that start
    together in the order of `old`, then those that `old` has not."""
    after = {entry.uid: entry for entry in new}
    known = {entry.uid for entry in old}
    kept = [after[entry.uid] for entry in old if entry.uid in after]
    return tuple(sorted((*kept, *(e for e in new if e.uid not in known)), key=lambda entry: entry.starts_at))


def _entries(found: Iterable[Change], old: Sequence[Entry]) -> tuple[Entry, ...]:
    changed: dict[str, dict[str, object]] = {}
    gone, added = set(), []
    for change in found:
        if change.uid == GATHERING:
            continue
        if change.field != ENTRY:
            changed.setdefault(change.uid, {})[change.field] = change.new
        elif change.new is None:
            gone.add(change.uid)
        else:
            added.append(change.new)
    kept = (replace(entry, **changed.get(entry.uid, {})) for entry in old if entry.uid not in gone)  # type: ignore[arg-type]
    return by_default(old, (*kept, *added))
