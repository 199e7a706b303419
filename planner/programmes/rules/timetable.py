"""The programme as a timetable, on screen and on paper alike. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from planner.agenda.rules import KIND_WORDS, LIGHT, ItemKind
from planner.core.files import size_words
from planner.core.language import Lang, clock, date_part, in_language, short_day_words
from planner.core.markdown import html_of
from planner.programmes.snapshot import Entry, FileMark, Programme, SpeakerLine, ThemeMark


@dataclass(frozen=True, slots=True)
class ThemeWord:
    """A theme in one language."""

    code: str
    name: str
    short: str
    hue: str


@dataclass(frozen=True, slots=True)
class FileWord:
    """A file of an item, for a reader: its name, what it is and how large, and where it lies."""

    name: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One item as it is read in one language. `lang` is set when its words are in the other one."""

    id: int
    anchor: str
    number: int | None
    clock: str
    starts: str
    ends: str
    minutes: int
    title: str
    lang: str | None
    abstract: str
    """Safe HTML."""
    suits: str
    theme: ThemeWord | None
    room: str
    kind: str
    """In words; empty where the title says it all."""
    light: bool
    speakers: tuple[SpeakerLine, ...]
    cancelled: bool
    url: str
    """Path of its calendar file."""
    files: tuple[FileWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """Items that share a stretch of time: one column for a plenary, several side by side when parallel."""

    clock: str
    starts: str
    ends: str
    columns: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Day:
    anchor: str
    held_on: date
    heading: str
    number: str
    weekday: str
    month: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """All items of one theme (or of none), each with its day in words."""

    theme: ThemeWord | None
    lines: tuple[tuple[str, Cell], ...] = field(default=())


def theme_word(theme: ThemeMark, lang: Lang) -> ThemeWord:
    """A theme in the words of one language."""
    return ThemeWord(theme.code, theme.name.in_(lang), theme.short.in_(lang), theme.hue)


def timetable(programme: Programme, lang: Lang, *, theme: str = "", root: str | None = "") -> tuple[Day, ...]:
    """The programme day by day; with `theme` (a code) only that theme's items. `root` stands before addresses; None:
    there are none, as of a version that is no longer the newest."""
    words = {mark.code: theme_word(mark, lang) for mark in programme.themes}
    zone = ZoneInfo(programme.facts.zone)
    base = f"{root}/meetings/{programme.facts.slug}/items/" if root is not None else ""
    days: dict[date, list[Entry]] = {}
    for entry in programme.entries:
        if not theme or entry.theme == theme:
            days.setdefault(entry.starts_at.astimezone(zone).date(), []).append(entry)
    return tuple(
        Day(
            anchor=f"day-{held_on.isoformat()}",
            held_on=held_on,
            heading=short_day_words(held_on, lang),
            number=str(held_on.day),
            weekday=date_part(held_on, "EEEE", lang),
            month=date_part(held_on, "MMMM", lang),
            slots=tuple(_slot(group, words, zone, lang, base) for group in overlapping(entries)),
        )
        for held_on, entries in sorted(days.items())
    )


def by_theme(programme: Programme, lang: Lang, *, root: str = "") -> tuple[ThemeGroup, ...]:
    """The programme theme by theme, in the network's order; what has no theme (and is content) comes last."""
    words = {mark.code: theme_word(mark, lang) for mark in programme.themes}
    zone = ZoneInfo(programme.facts.zone)
    base = f"{root}/meetings/{programme.facts.slug}/items/"
    lines: dict[str, list[tuple[str, Cell]]] = {code: [] for code in (*words, "")}
    for entry in programme.entries:
        if entry.theme or ItemKind(entry.kind) not in LIGHT:
            heading = short_day_words(entry.starts_at.astimezone(zone).date(), lang)
            lines[entry.theme].append((heading, _cell(entry, words, zone, lang, base)))
    return tuple(ThemeGroup(words.get(code), tuple(found)) for code, found in lines.items() if found)


def overlapping(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    """Runs of entries that overlap, directly or through one another. `entries` are in the order of their starts."""
    group: list[Entry] = []
    for entry in entries:
        if group and entry.starts_at >= max(e.ends_at for e in group):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _slot(group: list[Entry], words: dict[str, ThemeWord], zone: ZoneInfo, lang: Lang, base: str) -> Slot:
    starts = clock(min(e.starts_at for e in group).astimezone(zone), lang)
    ends = clock(max(e.ends_at for e in group).astimezone(zone), lang)
    return Slot(
        clock=f"{starts}–{ends}",
        starts=starts,
        ends=ends,
        columns=tuple(tuple(_cell(entry, words, zone, lang, base) for entry in column) for column in _columns(group)),
    )


def _columns(group: list[Entry]) -> list[list[Entry]]:
    """A column a room, as long as nothing in it overlaps."""
    if len(group) == 1:
        return [group]
    columns: list[list[Entry]] = []
    for entry in group:
        home = next(
            (c for c in columns if c[-1].room == entry.room and c[-1].ends_at <= entry.starts_at),
            None,
        ) or next((c for c in columns if not entry.room and c[-1].ends_at <= entry.starts_at), None)
        if home is None:
            columns.append([entry])
        else:
            home.append(entry)
    return columns


def _cell(entry: Entry, words: dict[str, ThemeWord], zone: ZoneInfo, lang: Lang, base: str) -> Cell:
    starts, ends = clock(entry.starts_at.astimezone(zone), lang), clock(entry.ends_at.astimezone(zone), lang)
    kind = ItemKind(entry.kind)
    return Cell(
        id=entry.item_id,
        anchor=f"item-{entry.item_id}",
        number=entry.item_number,
        clock=f"{starts}–{ends}",
        starts=starts,
        ends=ends,
        minutes=int((entry.ends_at - entry.starts_at).total_seconds() // 60),
        title=entry.title.in_(lang),
        lang=entry.title.tongue(lang),
        abstract=html_of(entry.abstract.in_(lang)),
        suits=entry.suits.in_(lang),
        theme=words.get(entry.theme),
        room=entry.room,
        kind="" if kind is ItemKind.OTHER else in_language(KIND_WORDS[kind], lang),
        light=kind in LIGHT,
        speakers=entry.speakers,
        cancelled=entry.cancelled,
        url=f"{base}{entry.item_id}.ics" if base else "",
        files=tuple(_file(mark, lang) for mark in entry.files),
    )


def _file(mark: FileMark, lang: Lang) -> FileWord:
    kind = mark.name.rpartition(".")[2].upper()
    return FileWord(mark.name, f"{kind}, {size_words(mark.size, lang)}", f"/files/{mark.digest}/{quote(mark.name)}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who gives items and says who they are, in one language. `lang` is set when they say it in the other."""

    name: str
    title: str
    organisation: str
    bio: str
    """Safe HTML."""
    lang: str | None
    picture: str
    """Digest, or empty."""
    gives: tuple[tuple[str, str, str], ...]
    """(day and time, title, anchor) of each of their items."""


def people_of(programme: Programme, lang: Lang) -> tuple[Person, ...]:
    """Those who say something of themselves or show their picture, in the order of their first items."""
    zone = ZoneInfo(programme.facts.zone)
    entries = [entry for entry in programme.entries if not entry.cancelled]
    lines = {line.person_id: line for entry in entries for line in entry.speakers if line.bio or line.picture}
    return tuple(
        Person(
            name=line.name,
            title=line.title,
            organisation=line.organisation,
            bio=html_of(line.bio.in_(lang)),
            lang=line.bio.tongue(lang),
            picture=line.picture,
            gives=tuple(
                (_begins(entry, zone, lang), entry.title.in_(lang), f"item-{entry.item_id}")
                for entry in entries
                if any(other.person_id == person_id for other in entry.speakers)
            ),
        )
        for person_id, line in lines.items()
    )


def _begins(entry: Entry, zone: ZoneInfo, lang: Lang) -> str:
    at = entry.starts_at.astimezone(zone)
    return f"{short_day_words(at.date(), lang)} {clock(at, lang)}"


def hours_words(programme: Programme, lang: Lang) -> tuple[tuple[str, str], ...]:
    """(day in words, 10.00–16.30) for each day of the gathering."""
    return tuple(
        (short_day_words(day.held_on, lang), f"{clock(day.opens, lang)}–{clock(day.closes, lang)}")
        for day in programme.facts.days
    )


def map_url(programme: Programme) -> str:
    """The venue on OpenStreetMap, or empty without coordinates."""
    place = programme.facts.place
    if place is None or place.latitude is None or place.longitude is None:
        return ""
    return f"https://www.openstreetmap.org/?mlat={place.latitude}&mlon={place.longitude}#map=15/{place.latitude}/{place.longitude}"


def google_url(programme: Programme, lang: Lang, page_url: str) -> str:
    """Google's form for one new event, filled in: from the first day's opening to the last day's closing."""
    facts = programme.facts
    first, last = facts.days[0], facts.days[-1]
    query = {
        "action": "TEMPLATE",
        "text": facts.title.in_(lang),
        "dates": f"{first.held_on:%Y%m%d}T{first.opens:%H%M%S}/{last.held_on:%Y%m%d}T{last.closes:%H%M%S}",
        "ctz": facts.zone,
        "details": page_url,
        "location": ", ".join(p for p in (facts.place.name, facts.place.address) if p) if facts.place else "",
    }
    return "https://calendar.google.com/calendar/render?" + urlencode(query)
