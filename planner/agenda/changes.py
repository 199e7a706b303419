"""What one step changed in an item, in words for those who plan. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec

from planner.agenda.rules import KIND_WORDS, Edit, GiverRef, ItemKind
from planner.core.language import Lang, Span, Text, Words, say


@dataclass(frozen=True)
class Names:
    """What the numbers in a history stand for now. What is gone has no name."""

    zone: str
    rooms: Mapping[int, str] = field(default_factory=dict)
    themes: Mapping[int, Words] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One difference: `kind` is added, removed, moved or changed, as in the differences of programmes."""

    kind: str
    title: Words
    what: Text
    old: Any = ""
    new: Any = ""

    def said(self, lang: Lang) -> tuple[str, str, str, str, str]:
        """(kind, subject, what, old, new) in one language, as the list of differences takes it."""
        return self.kind, self.title.in_(lang), self.what.in_(lang), _in(self.old, lang), _in(self.new, lang)


_GONE = say("something that is gone")
_NONE = say("none")
_TEXTS = frozenset({"abstract", "suits", "notes"})
_LABELS: dict[str, Text] = {
    "abstract": say("What it is about"),
    "suits": say("Suits you who …"),
    "notes": say("Notes for planners"),
    "capacity": say("Places"),
    "title": say("Title"),
    "kind": say("Kind"),
    "theme_id": say("Theme"),
    "room_id": say("Room"),
    "givers": say("Speakers"),
}


def lines_of(edit: Edit, names: Names) -> tuple[Line, ...]:
    """What a step did to one item, old beside new."""
    if edit.made is not None:
        span = Span(edit.made.starts_at, edit.made.ends_at, names.zone)
        return (Line("added", edit.title, say("New"), "", span),)
    if edit.gone is not None:
        span = Span(edit.gone.starts_at, edit.gone.ends_at, names.zone)
        return (Line("removed", edit.title, say("Removed"), span, ""),)
    return tuple(_lines(edit, names))


def _lines(edit: Edit, names: Names) -> Iterator[Line]:
    if (parked := edit.field("parked")) is not None:
        yield Line("moved", edit.title, say("Parked") if parked.new else say("Taken from the parking column"))
    start, length = edit.field("starts_at"), edit.field("minutes")
    if start is not None:
        yield Line("moved", edit.title, say("Start"), _start(start.old, names), _start(start.new, names))
    if length is not None:
        minutes = [say("%(minutes)s minutes", minutes=value) for value in (length.old, length.new)]
        yield Line("moved", edit.title, say("Length"), *minutes)
    for change in edit.changed:
        if change.name in _TEXTS:
            yield Line("changed", edit.title, _LABELS[change.name])
        elif change.name in _LABELS:
            kind = "moved" if change.name == "room_id" else "changed"
            shown = (_shown(change.name, value, names) for value in (change.old, change.new))
            yield Line(kind, edit.title, _LABELS[change.name], *shown)


def _start(value: Any, names: Names) -> Span:
    starts_at = msgspec.convert(value, datetime)
    return Span(starts_at, starts_at, names.zone)


def _shown(name: str, value: Any, names: Names) -> Any:
    if value is None:
        return _NONE
    if name == "room_id":
        return names.rooms.get(value, _GONE)
    if name == "theme_id":
        return names.themes.get(value, _GONE)
    if name == "kind":
        return KIND_WORDS[ItemKind(value)]
    if name == "title":
        return msgspec.convert(value, Words)
    if name == "givers":
        people = msgspec.convert(value, tuple[GiverRef, ...])
        return ", ".join(names.people.get(giver.person_id, "?") for giver in people) or _NONE
    return value


def _in(value: Any, lang: Lang) -> str:
    if isinstance(value, Span) and value.ends_at - value.starts_at == timedelta():
        return value.in_(lang).partition("–")[0]
    return value.in_(lang) if isinstance(value, Text | Words | Span) else str(value)
