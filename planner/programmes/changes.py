"""What differs between two versions of a programme, in words that readers understand. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.agenda.rules import KIND_WORDS, ItemKind
from planner.core.language import Span, Text, Words, say
from planner.programmes.snapshot import Entry, MeetingFacts, Programme, SpeakerLine


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """One difference. `old` and `new` are what to show; empty where there was or is nothing."""

    kind: ChangeKind
    subject: Words
    """The item's title, or empty for the gathering itself."""
    what: Text
    old: Any = ""
    new: Any = ""


FACTS: tuple[tuple[str, Text], ...] = (
    ("title", say("Title")),
    ("kind", say("Kind")),
    ("summary", say("Summary")),
    ("description", say("Description")),
    ("audience", say("Who it is for")),
    ("practical", say("Practical information")),
    ("mode", say("How it is held")),
    ("days", say("Days")),
    ("place", say("Venue")),
    ("hosts", say("Arranged by")),
    ("contact", say("Contact person")),
    ("funding", say("Funding sentence")),
    ("logos", say("Funder's logos")),
    ("programme_by", say("Programme promised by")),
    ("cancelled", say("Cancelled")),
)
SHOWN = frozenset({"title", "place", "programme_by"})
"""Facts whose old and new wording is shown side by side; of the others only that they changed."""


def changes(old: Programme | None, new: Programme) -> tuple[Change, ...]:
    """Every difference from `old` to `new`: the gathering's first, then the items' in the order of time."""
    if old is None:
        return tuple(_added(entry, new.facts.zone) for entry in new.entries if not entry.cancelled)
    before = {entry.uid: entry for entry in old.entries}
    found = _facts(old.facts, new.facts)
    if old.with_agenda and old.preliminary != new.preliminary:
        word = say("The programme is preliminary") if new.preliminary else say("The programme is no longer preliminary")
        found.append(Change(ChangeKind.CHANGED, Words(), word))
    for entry in new.entries:
        found.extend(_entry(before.get(entry.uid), entry, new.facts.zone))
    return tuple(found)


def _facts(old: MeetingFacts, new: MeetingFacts) -> list[Change]:
    found = []
    for name, label in FACTS:
        was, now = getattr(old, name), getattr(new, name)
        if was == now:
            continue
        if name not in SHOWN:
            found.append(Change(ChangeKind.CHANGED, Words(), label))
        elif name == "place":
            found.append(Change(ChangeKind.MOVED, Words(), label, was.name if was else "", now.name if now else ""))
        else:
            found.append(Change(ChangeKind.CHANGED, Words(), label, was or "", now or ""))
    return found


def _added(entry: Entry, zone: str) -> Change:
    return Change(ChangeKind.ADDED, entry.title, say("New"), "", Span(entry.starts_at, entry.ends_at, zone))


def _entry(old: Entry | None, new: Entry, zone: str) -> list[Change]:
    if old is None or (old.cancelled and not new.cancelled):
        return [] if new.cancelled else [_added(new, zone)]
    if new.cancelled:
        span = Span(old.starts_at, old.ends_at, zone)
        return [] if old.cancelled else [Change(ChangeKind.REMOVED, old.title, say("Cancelled"), span, "")]
    found = []
    if (old.starts_at, old.ends_at) != (new.starts_at, new.ends_at):
        was, now = Span(old.starts_at, old.ends_at, zone), Span(new.starts_at, new.ends_at, zone)
        found.append(Change(ChangeKind.MOVED, new.title, say("Time"), was, now))
    if old.room != new.room:
        found.append(Change(ChangeKind.MOVED, new.title, say("Room"), old.room, new.room))
    if old.title != new.title:
        found.append(Change(ChangeKind.CHANGED, new.title, say("Title"), old.title, new.title))
    if old.speakers != new.speakers:
        was_by, now_by = _names(old.speakers), _names(new.speakers)
        found.append(Change(ChangeKind.CHANGED, new.title, say("Speakers"), was_by, now_by))
    if old.kind != new.kind:
        kinds = KIND_WORDS[ItemKind(old.kind)], KIND_WORDS[ItemKind(new.kind)]
        found.append(Change(ChangeKind.CHANGED, new.title, say("Kind"), *kinds))
    if old.theme != new.theme:
        found.append(Change(ChangeKind.CHANGED, new.title, say("Theme"), old.theme, new.theme))
    if old.capacity != new.capacity:
        found.append(Change(ChangeKind.CHANGED, new.title, say("Places"), old.capacity or "", new.capacity or ""))
    if (old.abstract, old.suits) != (new.abstract, new.suits):
        found.append(Change(ChangeKind.CHANGED, new.title, say("Text")))
    return found


def _names(speakers: tuple[SpeakerLine, ...]) -> str:
    return ", ".join(speaker.name for speaker in speakers)
