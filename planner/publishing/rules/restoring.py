"""The draft as an earlier version was: what is changed back, what comes again, what has come since. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from planner.agenda.rules import Giver, ItemDetails, ItemKind
from planner.core.timespan import local
from planner.programmes.snapshot import Entry, Programme
from planner.publishing.rules.delaying import drafted_minutes


@dataclass(frozen=True)
class DraftItem:
    """An item as it is drafted now."""

    item_id: int
    uid: str
    revision: int
    details: ItemDetails


@dataclass(frozen=True)
class Known:
    """What of a version's words can be found again: themes by their codes, the venue's rooms by their names."""

    themes: Mapping[str, int]
    rooms: Mapping[str, int]


@dataclass(frozen=True)
class Restoration:
    """How the draft comes to hold what a version held."""

    changed: tuple[tuple[DraftItem, ItemDetails], ...]
    created: tuple[tuple[str, ItemDetails], ...]
    """With the uid that it had."""
    later: tuple[DraftItem, ...]
    """What the draft has, and the version had not."""
    missing: tuple[str, ...]
    """Rooms of the version that the venue has no more: what was held there has no room."""

    def __bool__(self) -> bool:
        return bool(self.changed or self.created)


def restoration(programme: Programme, drafted: Iterable[DraftItem], known: Known) -> Restoration:
    """What to write so that the draft's items say what `programme` said of them. The gathering's facts stay."""
    held = [entry for entry in programme.entries if not entry.cancelled]
    now = {item.uid: item for item in drafted}
    wanted = {entry.uid: _details(entry, programme.facts.zone, now.get(entry.uid), known) for entry in held}
    return Restoration(
        changed=tuple((now[uid], said) for uid, said in wanted.items() if uid in now and now[uid].details != said),
        created=tuple((uid, said) for uid, said in wanted.items() if uid not in now),
        later=tuple(item for uid, item in now.items() if uid not in wanted and not item.details.parked),
        missing=tuple(dict.fromkeys(entry.room for entry in held if entry.room and entry.room not in known.rooms)),
    )


def _details(entry: Entry, zone: str, now: DraftItem | None, known: Known) -> ItemDetails:
    starts = local(entry.starts_at, zone)
    givers = tuple(Giver(s.name, s.title, s.organisation, s.on_link) for s in entry.speakers)
    if now is not None and [_who(g) for g in now.details.givers] == [_who(g) for g in givers]:
        givers = now.details.givers  # a title that is spelt otherwise since belongs to the person, not to the item
    return ItemDetails(
        kind=ItemKind(entry.kind),
        title=entry.title,
        held_on=starts.date(),
        starts=starts.time(),
        minutes=drafted_minutes((entry.ends_at - entry.starts_at) // timedelta(minutes=1)),
        theme_id=known.themes.get(entry.theme),
        room_id=known.rooms.get(entry.room),
        abstract=entry.abstract,
        suits=entry.suits,
        capacity=entry.capacity,
        notes=now.details.notes if now else "",
        givers=givers,
    )


def _who(giver: Giver) -> tuple[str, str, bool]:
    return giver.name.casefold(), giver.organisation.casefold(), giver.on_link


def as_restored(draft: Programme, programme: Programme, how: Restoration, removed: frozenset[str]) -> Programme:
    """What the draft says once it is restored, for comparing; `removed` of what has come since (by uid) are gone."""
    back = {uid for uid, _ in how.created} | {item.uid for item, _ in how.changed}
    gone_rooms = set(how.missing)
    restored = [
        replace(entry, room="", room_kind="") if entry.room in gone_rooms else entry
        for entry in programme.entries
        if entry.uid in back and not entry.cancelled
    ]
    kept = [entry for entry in draft.entries if entry.uid not in back and entry.uid not in removed]
    known = {theme.code: theme for theme in (*programme.themes, *draft.themes)}
    entries = tuple(sorted((*kept, *restored), key=lambda entry: entry.starts_at))
    used = {entry.theme for entry in entries}
    return replace(draft, entries=entries, themes=tuple(theme for code, theme in known.items() if code in used))


def mark_of(drafted: Iterable[DraftItem]) -> str:
    """Changes with every change of the draft's items: to know whether somebody changed it since it was looked at."""
    told = sorted((item.uid, item.revision) for item in drafted)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
