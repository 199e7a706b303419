"""Signs for the doors: what happens in a room on a day, in letters that are read from two metres."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from planner.core.language import Lang, clock, say
from planner.network.rules import RoomKind, by_letters
from planner.papers.pdf.document import Document, Group, House, Leaf, frame_of
from planner.papers.queries import Published, published
from planner.press import Progress
from planner.press.letters import REGULAR, lines_of
from planner.programmes.rules import ThemeWord, theme_word
from planner.programmes.snapshot import Entry, Programme

_POINT = 25.4 / 72
WIDE, HIGH = 212.0, 124.0
"""Millimetres for an item's title, and for all items of a sign."""
SIZES = (34, 28, 23, 19)
"""Points of a title, from the largest. Smaller than the last is not read from two metres: there are two signs then."""
_ROOMS = ((76, 1), (58, 1), (44, 2), (32, 2))


@dataclass(frozen=True)
class SignItem:
    """An item on a sign."""

    starts: str
    ends: str
    title: str
    tongue: str
    theme: ThemeWord | None
    people: str
    cancelled: bool

    @property
    def detail(self) -> str:
        """As it is measured."""
        return " · ".join(part for part in (self.theme.name if self.theme else "", self.people) if part)

    def height(self, size: float) -> float:
        """In millimetres, with its gap, in titles of so many points."""
        title = lines_of(f"INSTÄLLT {self.title}" if self.cancelled else self.title, WIDE / (size * _POINT)) or 4
        detail = lines_of(self.detail, WIDE / (size * 0.62 * _POINT), REGULAR) or 2 if self.detail else 0
        return (title * size * 1.12 + detail * size * 0.62 * 1.2 + size * 0.55) * _POINT


@dataclass(frozen=True)
class Sign:
    """One page: a room on a day, or a part of what is on there."""

    room: str
    room_step: int
    held_on: date
    items: tuple[SignItem, ...]
    step: int
    """Of SIZES, from 1."""
    number: int
    of_all: int
    """Signs of that room and day."""


def has_rooms(value: Published) -> bool:
    """Whether anything is held in a room with a door."""
    return any(map(_has_door, value.programme.entries))


def press_doors(value: Published, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """Room by room, and each room's days."""
    progress(0, 1)
    signs = tuple(signs_of(value.programme, lang))
    title = say("Door signs: %(title)s", title=value.programme.facts.title)
    return Leaf(
        frame=frame_of(value.programme, lang, house, title=title.in_(lang)),
        house=house,
        template="print/doors.html",
        values={"facts": value.programme.facts, "signs": signs},
        styles=("staff/doors.css",),
    ).pressed()


def signs_of(programme: Programme, lang: Lang) -> Iterator[Sign]:
    """Every sign, in order."""
    zone = ZoneInfo(programme.facts.zone)

    def place(entry: Entry) -> tuple[str, str, date]:
        return by_letters(entry.room), entry.room, entry.starts_at.astimezone(zone).date()

    entries = sorted(filter(_has_door, programme.entries), key=lambda entry: (*place(entry), entry.starts_at))
    for (_, room, day), here in groupby(entries, key=place):
        items = [_item(programme, entry, lang) for entry in here]
        step, pages = _pages(items)
        for number, page in enumerate(pages, 1):
            yield Sign(room, _room_step(room), day, tuple(page), step, number, len(pages))


def _has_door(entry: Entry) -> bool:
    return bool(entry.room) and entry.room_kind != RoomKind.ONLINE


def _item(programme: Programme, entry: Entry, lang: Lang) -> SignItem:
    zone = ZoneInfo(programme.facts.zone)
    mark = programme.theme(entry.theme)
    return SignItem(
        starts=clock(entry.starts_at.astimezone(zone), lang),
        ends=clock(entry.ends_at.astimezone(zone), lang),
        title=entry.title.in_(lang),
        tongue=entry.title.tongue(lang) or "",
        theme=theme_word(mark, lang) if mark else None,
        people=", ".join(speaker.name for speaker in entry.speakers),
        cancelled=entry.cancelled,
    )


def _pages(items: Sequence[SignItem]) -> tuple[int, list[list[SignItem]]]:
    """(size, items by page): the largest letters in which all fit, or the smallest on as many pages as they take."""
    for step, size in enumerate(SIZES, 1):
        if sum(item.height(size) for item in items) <= HIGH:
            return step, [list(items)]
    pages: list[list[SignItem]] = [[]]
    for item in items:
        used = sum(each.height(SIZES[-1]) for each in pages[-1])
        if pages[-1] and used + item.height(SIZES[-1]) > HIGH:
            pages.append([])
        pages[-1].append(item)
    return len(SIZES), pages


def _room_step(room: str) -> int:
    for step, (size, most) in enumerate(_ROOMS, 1):
        lines = lines_of(room, 262 / (size * _POINT))
        if lines is not None and lines <= most:
            return step
    return len(_ROOMS)


DOORS = Document(
    key="doors",
    name=say("Door signs, A4"),
    words=say("A sign for each room and day: what is on there and when, in letters that are read from two metres."),
    group=Group.STAFF,
    fetch=published,
    suits=has_rooms,
    press=press_doors,
)
