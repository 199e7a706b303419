"""Differences in words that readers understand. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.agenda.rules import KIND_WORDS, ItemKind
from planner.core.language import Lang, Span, Text, Words, clock_span, plain_day_words, say
from planner.core.timespan import local
from planner.programmes.changes.inline import Piece, word_by_word
from planner.programmes.changes.telling import Told, Wordings
from planner.programmes.changes.values import (
    ENTRY,
    GATHERING,
    ORDER,
    THEMES,
    Change,
    ChangeKind,
    is_of_nothing,
    off_or_on,
)
from planner.programmes.changes.voices import named, numbers_told, voices_told
from planner.programmes.snapshot import Entry, Place, Programme, SpeakerLine, ThemeMark

NOWHERE: Mapping[str, date] = {}


@dataclass(frozen=True)
class Said:
    """A difference in one language."""

    kind: str
    subject: str
    what: str
    old: str
    new: str
    uid: str
    texts: tuple[tuple[Piece, ...], ...]
    """Texts that changed, word by word; those where that would not help are left out."""


FACTS: tuple[tuple[str, Text], ...] = (
    ("title", say("Title")),
    ("kind", say("Kind")),
    ("summary", say("Summary")),
    ("description", say("Description")),
    ("audience", say("Who it is for")),
    ("practical", say("Practical information")),
    ("zone", say("Time zone")),
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
"""Facts in the order in which they are told. The others name the gathering, or follow from these."""
SHOWN = frozenset({"title", "programme_by", "zone"})
"""Facts whose old and new wording is shown side by side, as a venue's name is; of the others only that they changed."""


def told(found: Iterable[Change], now: Programme) -> tuple[Told, ...]:
    """What `found`, which leads to `now`, tells readers: the gathering's first, then the items' in order of time."""
    found = tuple(found)
    by_uid: dict[str, dict[str, Change]] = {}
    for change in found:
        by_uid.setdefault(change.uid, {})[change.field] = change
    of_gathering = by_uid.pop(GATHERING, {})
    themes = _theme_names(of_gathering, now)
    entries = {entry.uid: entry for entry in now.entries}
    lines = [*_of_gathering(of_gathering, now), *numbers_told(by_uid, now), *voices_told(by_uid, now)]
    for uid, fields in by_uid.items():
        lines.extend(_of_item(fields, entries.get(uid), off_or_on(found), now.facts.zone, themes))
    return tuple(lines)


def said(lines: Iterable[Told], lang: Lang, days: Mapping[str, date] = NOWHERE) -> list[Said]:
    """Each of them in one language. `days`: under which day an item (uid) is told of, so that it need not be said."""
    return [
        Said(
            kind=line.kind.value,
            subject=line.subject.in_(lang),
            what=line.what.in_(lang),
            old=_in(line.old, lang, days.get(line.uid)),
            new=_in(line.new, lang, days.get(line.uid)),
            uid=line.uid,
            texts=tuple(filter(None, (word_by_word(old.in_(lang), new.in_(lang)) for old, new in line.texts))),
        )
        for line in lines
    ]


def _in(value: Text | Words | Span | date | int | str, lang: Lang, day: date | None) -> str:
    if isinstance(value, Span) and {local(at, value.zone).date() for at in (value.starts_at, value.ends_at)} == {day}:
        return clock_span(value.starts_at, value.ends_at, value.zone, lang)
    if isinstance(value, Text | Words | Span):
        return value.in_(lang)
    return plain_day_words(value, lang) if isinstance(value, date) else str(value)


def _theme_names(fields: Mapping[str, Change], now: Programme) -> dict[str, Words]:
    old: tuple[ThemeMark, ...] = fields[THEMES].old if THEMES in fields else ()
    return {theme.code: theme.name for theme in (*old, *now.themes)}


def _of_gathering(fields: Mapping[str, Change], now: Programme) -> Iterator[Told]:
    for name, label in FACTS:
        if name in fields:
            yield _fact(fields[name], label)
    if THEMES in fields:
        yield from _themes(fields[THEMES])
    had_agenda = fields["with_agenda"].old if "with_agenda" in fields else now.with_agenda
    if "preliminary" in fields and had_agenda:
        word = say("The programme is preliminary") if now.preliminary else say("The programme is no longer preliminary")
        yield Told(ChangeKind.CHANGED, Words(), word)
    if ORDER in fields:
        yield Told(ChangeKind.CHANGED, Words(), say("The order of items that begin at the same time"))


def _fact(change: Change, label: Text) -> Told:
    was, now = change.old, change.new
    if change.field == "cancelled":
        return Told(ChangeKind.CHANGED, Words(), say("Cancelled") if now else say("It takes place after all"))
    if change.field == "place":
        return _place(was, now, label)
    if change.field in SHOWN:
        return Told(ChangeKind.CHANGED, Words(), label, was or "", now or "")
    texts = ((was, now),) if isinstance(now, Words) else ()
    return Told(ChangeKind.CHANGED, Words(), label, texts=texts)


def _place(was: Place | None, now: Place | None, label: Text) -> Told:
    if (was and was.name) != (now and now.name):
        return Told(ChangeKind.MOVED, Words(), label, was.name if was else "", now.name if now else "")
    changed = was is not None and now is not None and was.directions != now.directions
    texts = ((was.directions, now.directions),) if was and now and changed else ()
    return Told(ChangeKind.CHANGED, Words(), label, texts=texts)


def _themes(change: Change) -> Iterator[Told]:
    """Themes that are called or coloured otherwise; an item that changes its theme tells so itself."""
    before = {theme.code: theme for theme in change.old}
    for theme in change.new:
        was = before.get(theme.code)
        if was is not None and was != theme:
            names = (was.name, theme.name) if was.name != theme.name else ("", theme.name)
            yield Told(ChangeKind.CHANGED, Words(), say("Theme"), *names)


def _of_item(
    fields: Mapping[str, Change], now: Entry | None, whole: bool | None, zone: str, themes: Mapping[str, Words]
) -> Iterator[Told]:
    """What is told of one item. `whole`: the gathering was called off as a whole (True), or is on again."""
    if ENTRY in fields:
        if not is_of_nothing(fields[ENTRY]):
            yield _there_or_not(fields[ENTRY].old, fields[ENTRY].new, zone)
        return
    assert now is not None
    was = replace(now, **{name: change.old for name, change in fields.items()})
    if "cancelled" in fields and now.cancelled is not whole:
        yield _there_or_not(was, None, zone) if now.cancelled else _there_or_not(None, now, zone)
    elif not now.cancelled:
        yield from _differences(was, now, zone, themes)


def _there_or_not(old: Entry | None, new: Entry | None, zone: str) -> Told:
    """An item that is new, or gone."""
    if new is not None:
        span = Span(new.starts_at, new.ends_at, zone)
        return Told(ChangeKind.ADDED, new.title, say("New"), "", span, new.uid)
    assert old is not None
    span = Span(old.starts_at, old.ends_at, zone)
    return Told(ChangeKind.REMOVED, old.title, say("Cancelled"), span, "", old.uid)


def _differences(old: Entry, new: Entry, zone: str, themes: Mapping[str, Words]) -> Iterator[Told]:
    def line(kind: ChangeKind, what: Text, was: Any = "", now: Any = "", texts: Wordings = ()) -> Told:
        return Told(kind, new.title, what, was, now, new.uid, texts)

    if (old.starts_at, old.ends_at) != (new.starts_at, new.ends_at):
        spans = Span(old.starts_at, old.ends_at, zone), Span(new.starts_at, new.ends_at, zone)
        yield line(ChangeKind.MOVED, say("Time"), *spans)
    if old.room != new.room:
        yield line(ChangeKind.MOVED, say("Room"), old.room, new.room)
    elif old.room_kind != new.room_kind:
        yield line(ChangeKind.CHANGED, say("Room"))
    if old.title != new.title:
        yield line(ChangeKind.CHANGED, say("Title"), old.title, new.title)
    if named(old.speakers) != named(new.speakers):
        names = (_names(old.speakers), _names(new.speakers))
        yield line(ChangeKind.CHANGED, say("Speakers"), *(names if names[0] != names[1] else ()))
    if old.kind != new.kind:
        yield line(ChangeKind.CHANGED, say("Kind"), KIND_WORDS[ItemKind(old.kind)], KIND_WORDS[ItemKind(new.kind)])
    if old.theme != new.theme:
        yield line(ChangeKind.CHANGED, say("Theme"), themes.get(old.theme, ""), themes.get(new.theme, ""))
    if old.capacity != new.capacity:
        yield line(ChangeKind.CHANGED, say("Places"), old.capacity or "", new.capacity or "")
    texts = tuple((was, now) for was, now in ((old.abstract, new.abstract), (old.suits, new.suits)) if was != now)
    if texts:
        yield line(ChangeKind.CHANGED, say("Text"), texts=texts)
    if old.files != new.files:
        files = [", ".join(file.name for file in entry.files) for entry in (old, new)]
        yield line(ChangeKind.CHANGED, say("Files"), *(files if files[0] != files[1] else ()))


def _names(speakers: tuple[SpeakerLine, ...]) -> str:
    return ", ".join(speaker.name for speaker in speakers)
