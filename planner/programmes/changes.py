"""What differs between two versions of a programme, in words that readers understand. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from planner.agenda.rules import KIND_WORDS, ItemKind
from planner.core.language import Lang, Span, Text, Words, plain_day_words, say
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
SHOWN = frozenset({"title", "programme_by"})
"""Facts whose old and new wording is shown side by side, as a venue's name is; of the others only that they changed."""


def changes(old: Programme | None, new: Programme) -> tuple[Change, ...]:
    """Every difference from `old` to `new`: the gathering's first, then the items' in the order of time."""
    if old is None:
        return tuple(_added(entry, new.facts.zone) for entry in new.entries if not entry.cancelled)
    found = [*_facts(old.facts, new.facts), *_themes(old, new)]
    if old.with_agenda and old.preliminary != new.preliminary:
        word = say("The programme is preliminary") if new.preliminary else say("The programme is no longer preliminary")
        found.append(Change(ChangeKind.CHANGED, Words(), word))
    found.extend(_numbers(old, new))
    found.extend(_voices(old, new))
    before = {entry.uid: entry for entry in old.entries}
    themes = {theme.code: theme.name for theme in (*old.themes, *new.themes)}
    for entry in new.entries:
        was = before.get(entry.uid)
        # Of a gathering cancelled as a whole it is said once, and once that it is on again.
        if was is not None and old.facts.cancelled != new.facts.cancelled and was.cancelled == old.facts.cancelled:
            was = replace(was, cancelled=entry.cancelled)
        found.extend(_entry(was, entry, new.facts.zone, themes))
    return tuple(found)


def _themes(old: Programme, new: Programme) -> list[Change]:
    """Themes that are called or coloured otherwise; an item that changes its theme tells so itself."""
    found = []
    for theme in new.themes:
        was = old.theme(theme.code)
        if was is not None and was != theme:
            names = (was.name, theme.name) if was.name != theme.name else ("", theme.name)
            found.append(Change(ChangeKind.CHANGED, Words(), say("Theme"), *names))
    return found


def _voices(old: Programme, new: Programme) -> list[Change]:
    """Speakers who say something else of themselves, or have another picture: once each, not with every item."""
    before = {line.person_id: line for line in _lines(old)}
    now = {line.person_id: line for line in _lines(new)}
    found = []
    for person_id, line in now.items():
        was = before.get(person_id)
        if (line.bio, line.picture) != ((was.bio, was.picture) if was else (Words(), "")):
            found.append(Change(ChangeKind.CHANGED, Words(), say("About %(name)s", name=line.name)))
    return found


def _lines(programme: Programme) -> Iterator[SpeakerLine]:
    return (line for entry in programme.entries if not entry.cancelled for line in entry.speakers if line.person_id)


def _numbers(old: Programme, new: Programme) -> list[Change]:
    """That what stays has other numbers: said once, since one new item gives all after it another."""
    before = {entry.uid: entry for entry in old.entries if not entry.cancelled}
    both = [(before[e.uid].item_number, e.item_number) for e in new.entries if e.uid in before and not e.cancelled]
    if all(was == now for was, now in both):
        return []
    word = say("Items have new numbers")
    if all(was is None for was, _ in both):
        word = say("The items have numbers")
    elif all(now is None for _, now in both):
        word = say("The items have numbers no longer")
    return [Change(ChangeKind.CHANGED, Words(), word)]


def _facts(old: MeetingFacts, new: MeetingFacts) -> list[Change]:
    found = []
    for name, label in FACTS:
        was, now = getattr(old, name), getattr(new, name)
        if was == now:
            continue
        if name == "cancelled":
            found.append(
                Change(ChangeKind.CHANGED, Words(), say("Cancelled") if now else say("It takes place after all"))
            )
        elif name == "place" and (was and was.name) != (now and now.name):
            found.append(Change(ChangeKind.MOVED, Words(), label, was.name if was else "", now.name if now else ""))
        elif name not in SHOWN:
            found.append(Change(ChangeKind.CHANGED, Words(), label))
        else:
            found.append(Change(ChangeKind.CHANGED, Words(), label, was or "", now or ""))
    return found


def _added(entry: Entry, zone: str) -> Change:
    return Change(ChangeKind.ADDED, entry.title, say("New"), "", Span(entry.starts_at, entry.ends_at, zone))


def _entry(old: Entry | None, new: Entry, zone: str, themes: dict[str, Words]) -> list[Change]:
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
    if _given(old.speakers) != _given(new.speakers):
        names = (_names(old.speakers), _names(new.speakers))
        found.append(Change(ChangeKind.CHANGED, new.title, say("Speakers"), *(names if names[0] != names[1] else ())))
    if old.kind != new.kind:
        kinds = KIND_WORDS[ItemKind(old.kind)], KIND_WORDS[ItemKind(new.kind)]
        found.append(Change(ChangeKind.CHANGED, new.title, say("Kind"), *kinds))
    if old.theme != new.theme:
        names_of = themes.get(old.theme, ""), themes.get(new.theme, "")
        found.append(Change(ChangeKind.CHANGED, new.title, say("Theme"), *names_of))
    if old.capacity != new.capacity:
        found.append(Change(ChangeKind.CHANGED, new.title, say("Places"), old.capacity or "", new.capacity or ""))
    if (old.abstract, old.suits) != (new.abstract, new.suits):
        found.append(Change(ChangeKind.CHANGED, new.title, say("Text")))
    if old.files != new.files:
        names = (", ".join(file.name for file in old.files), ", ".join(file.name for file in new.files))
        found.append(Change(ChangeKind.CHANGED, new.title, say("Files"), *(names if names[0] != names[1] else ())))
    return found


def _given(speakers: tuple[SpeakerLine, ...]) -> tuple[object, ...]:
    """What an item tells of its speakers; what they say of themselves stands elsewhere."""
    return tuple((line.name, line.title, line.organisation, line.on_link) for line in speakers)


def _names(speakers: tuple[SpeakerLine, ...]) -> str:
    return ", ".join(speaker.name for speaker in speakers)


def said(found: Iterable[Change], lang: Lang) -> list[tuple[str, str, str, str, str]]:
    """(kind, subject, what, old, new) of each change, in one language."""
    return [(c.kind.value, c.subject.in_(lang), c.what.in_(lang), _in(c.old, lang), _in(c.new, lang)) for c in found]


def _in(value: Text | Words | Span | date | int | str, lang: Lang) -> str:
    if isinstance(value, Text | Words | Span):
        return value.in_(lang)
    return plain_day_words(value, lang) if isinstance(value, date) else str(value)
