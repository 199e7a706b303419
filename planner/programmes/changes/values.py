"""One difference between two versions as a value, and what of a version is its content. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from planner.programmes.snapshot import Entry, MeetingFacts, Programme

NEVER = datetime.min.replace(tzinfo=UTC)
GATHERING = ""
"""Stands for an entry's uid where the gathering itself differs."""
ENTRY, ORDER, THEMES = "entry", "order", "themes"
"""Beside the names of fields: a whole entry that only one of them has; the uids of all entries in their order; the
marks of all themes."""
OF_VERSION = frozenset({"number", "published_at", "note", "sequence", "changed_at", "created_at"})
"""A version's envelope: what belongs to one edition, or to a calendar, and not to what it says."""
FACT_FIELDS = tuple(MeetingFacts.__dataclass_fields__)
ENTRY_FIELDS = tuple(name for name in Entry.__dataclass_fields__ if name != "uid" and name not in OF_VERSION)
PROGRAMME_FIELDS = ("preliminary", "with_agenda", THEMES)
_MOVING = frozenset({"starts_at", "ends_at", "room", "room_kind", "days", "place"})


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


_WEIGHT = {ChangeKind.CHANGED: 0, ChangeKind.MOVED: 1, ChangeKind.REMOVED: 2, ChangeKind.ADDED: 3}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a field of the gathering (`uid` is empty) or of an entry, as it was and as it is.

    `old` and `new` have the field's own type; of a whole ENTRY one of them is None. `field` names a field of Entry, or,
    for the gathering, one of MeetingFacts or PROGRAMME_FIELDS, or ORDER.
    """

    uid: str
    field: str
    old: Any
    new: Any

    @property
    def kind(self) -> ChangeKind:
        """What has happened to whatever it is about."""
        if self.field == ENTRY:
            return ChangeKind.ADDED if self.old is None else ChangeKind.REMOVED
        if self.field == "cancelled":
            return ChangeKind.REMOVED if self.new else ChangeKind.ADDED
        return ChangeKind.MOVED if self.field in _MOVING else ChangeKind.CHANGED


def content(programme: Programme) -> Programme:
    """What a version says, without its envelope (OF_VERSION): two that read alike are equal."""
    return replace(
        programme,
        number=0,
        published_at=NEVER,
        note="",
        sequence=0,
        changed_at=NEVER,
        created_at=NEVER,
        entries=tuple(entry_content(entry) for entry in programme.entries),
    )


def entry_content(entry: Entry) -> Entry:
    """An entry without what belongs to its version and its calendar event."""
    return replace(entry, sequence=0, changed_at=NEVER, created_at=NEVER)


def off_or_on(found: Iterable[Change]) -> bool | None:
    """Whether the gathering as a whole is called off by these differences (True), or on again (False)."""
    return next((c.new for c in found if c.uid == GATHERING and c.field == "cancelled"), None)


def own_changes(found: Iterable[Change]) -> tuple[Change, ...]:
    """Those that say more than that the gathering as a whole is called off, or on again."""
    found = tuple(found)
    whole = off_or_on(found)
    return tuple(c for c in found if c.uid == GATHERING or c.field != "cancelled" or c.new is not whole)


def is_of_nothing(change: Change) -> bool:
    """Whether it is a cancelled entry that only one of them has: readers knew of it neither before nor after."""
    return change.field == ENTRY and (change.new or change.old).cancelled


def changed_uids(found: Iterable[Change]) -> frozenset[str]:
    """The entries that these differences are about."""
    return frozenset(kinds_by_uid(found))


def kinds_by_uid(found: Iterable[Change]) -> dict[str, ChangeKind]:
    """What to mark each entry with: new or gone before moved, moved before changed otherwise."""
    kinds: dict[str, ChangeKind] = {}
    for change in own_changes(found):
        if change.uid != GATHERING and not is_of_nothing(change):
            kinds[change.uid] = max(kinds.get(change.uid, change.kind), change.kind, key=_WEIGHT.__getitem__)
    return kinds
