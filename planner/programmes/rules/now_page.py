"""The present as it is read in one language: what the page of the day and the screen in the hall are drawn from. Pure.

The script of those pages moves items on by the same rule as now_of(), and in the same words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from planner.agenda.rules import LIGHT, ItemKind
from planner.core.language import Lang, clock, clock_span, say, short_day_words
from planner.programmes.rules.now import NowView, Phase, Stretch
from planner.programmes.rules.timetable import ThemeWord, theme_word
from planner.programmes.rules.today import DayChangeKind
from planner.programmes.snapshot import Entry, Programme

NUMBER = "#"
"""Where the script puts a number of minutes."""


@dataclass(frozen=True, slots=True)
class NowItem:
    """An item in one language. `starts` and `ends` are seconds since 1970, for the script."""

    id: int
    number: int | None
    clock: str
    starts: int
    ends: int
    wait: str
    """How long it goes on, or how soon it begins; empty when that is long."""
    title: str
    lang: str | None
    theme: ThemeWord | None
    room: str
    speakers: str
    light: bool
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Beginning:
    """When a day begins: its date in words, and the clock."""

    day: str
    clock: str


@dataclass(frozen=True, slots=True)
class NowPage:
    phase: Phase
    today: str
    """The day of the clock, not that which is shown."""
    clock: str
    shown: Beginning | None
    """The day that is shown, and when it begins."""
    starts: int
    ends: int
    """Of that day; 0 when there is none."""
    on: tuple[NowItem, ...]
    next: tuple[NowItem, ...]
    later: tuple[NowItem, ...]
    following: Beginning | None
    changed: tuple[tuple[DayChangeKind, str], ...]
    note: str


def page_of(view: NowView, programme: Programme, at: datetime, lang: Lang) -> NowPage:
    """What is shown at `at`, in the zone's time and the reader's words."""
    zone = ZoneInfo(programme.facts.zone)
    here, day = at.astimezone(zone), view.day
    marks = {mark.code: theme_word(mark, lang) for mark in programme.themes}

    def items(entries: Iterable[Entry], *, until_end: bool = False) -> tuple[NowItem, ...]:
        return tuple(
            _item(entry, marks, programme.facts.zone, _wait(entry, at, lang, until_end=until_end), lang)
            for entry in entries
        )

    return NowPage(
        phase=view.phase,
        today=short_day_words(here.date(), lang),
        clock=clock(here, lang),
        shown=_beginning(day, zone, lang),
        starts=int(day.starts_at.timestamp()) if day else 0,
        ends=int(day.ends_at.timestamp()) if day else 0,
        on=items(view.on, until_end=True),
        next=items(view.next),
        later=items(view.later),
        following=_beginning(view.following, zone, lang),
        changed=tuple((each.kind, each.words.in_(lang)) for each in view.changed),
        note=view.note,
    )


def left_words(minutes: int, lang: Lang) -> str:
    """How long something goes on: to the minute within an hour, roughly beyond."""
    if minutes > 60:
        return say("more than an hour left").in_(lang)
    if minutes == 60:
        return say("one hour left").in_(lang)
    return (say("1 minute left") if minutes == 1 else say("%(number)s minutes left", number=minutes)).in_(lang)


def soon_words(minutes: int, lang: Lang) -> str:
    """How soon something begins; nothing when it is more than an hour away: its clock says it."""
    if minutes > 60:
        return ""
    if minutes == 60:
        return say("in one hour").in_(lang)
    return (say("in 1 minute") if minutes == 1 else say("in %(number)s minutes", number=minutes)).in_(lang)


def patterns(lang: Lang) -> dict[str, str]:
    """The words above for the script, by name; NUMBER stands for the minutes."""
    return {
        "left-one": left_words(1, lang),
        "left-many": say("%(number)s minutes left", number=NUMBER).in_(lang),
        "left-hour": left_words(60, lang),
        "left-more": left_words(61, lang),
        "soon-one": soon_words(1, lang),
        "soon-many": say("in %(number)s minutes", number=NUMBER).in_(lang),
        "soon-hour": soon_words(60, lang),
    }


def minutes_between(first: datetime, last: datetime) -> int:
    """Whole minutes, a begun one counted."""
    return -int((first - last).total_seconds() // 60)


def _wait(entry: Entry, at: datetime, lang: Lang, *, until_end: bool) -> str:
    if until_end:
        return left_words(minutes_between(at, entry.ends_at), lang)
    return soon_words(minutes_between(at, entry.starts_at), lang)


def _beginning(day: Stretch | None, zone: ZoneInfo, lang: Lang) -> Beginning | None:
    if day is None:
        return None
    return Beginning(short_day_words(day.held_on, lang), clock(day.starts_at.astimezone(zone), lang))


def _item(entry: Entry, marks: dict[str, ThemeWord], zone: str, wait: str, lang: Lang) -> NowItem:
    return NowItem(
        id=entry.item_id,
        number=entry.item_number,
        clock=clock_span(entry.starts_at, entry.ends_at, zone, lang),
        starts=int(entry.starts_at.timestamp()),
        ends=int(entry.ends_at.timestamp()),
        wait=wait,
        title=entry.title.in_(lang),
        lang=entry.title.tongue(lang),
        theme=marks.get(entry.theme),
        room=entry.room,
        speakers=", ".join(speaker.name for speaker in entry.speakers),
        light=ItemKind(entry.kind) in LIGHT,
        cancelled=entry.cancelled,
    )
