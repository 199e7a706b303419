"""What a list is made of, and how it is counted and paged. Pure."""

from dataclasses import dataclass, replace

from planner.core.language import Lang, clock, short_day_words
from planner.meetings.rules import Mode
from planner.registrations.rules import PartDetails, PartKind


@dataclass(frozen=True)
class Line:
    """One line of a list: its cells, and whom it is about."""

    cells: tuple[str, ...]
    registration_id: int | None = None
    cluster: str = ""
    mode: Mode | None = None
    files: tuple[tuple[int, int], ...] = ()
    """(column from 0, question) of cells that name a file."""


@dataclass(frozen=True)
class Group:
    """Lines that stand under a heading of their own: a stop, a night."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True)
class Listing:
    """A list as it is read on a page, on paper and in a spreadsheet."""

    columns: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def is_grouped(self) -> bool:
        return any(group.title for group in self.groups)


@dataclass(frozen=True)
class Total:
    """How many lines of a list are about people of one cluster, and how they take part."""

    cluster: str
    on_site: int
    online: int

    @property
    def all(self) -> int:
        return self.on_site + self.online


@dataclass(frozen=True)
class ListPage:
    """Some of a list's lines, under their headings."""

    groups: tuple[Group, ...]
    number: int
    """From 1; the last one when a later one was asked for."""
    pages: int
    """At least 1."""
    total: int


def page_of(listing: Listing, number: int, per_page: int | None) -> ListPage:
    """One page of a list, whose headings stand again where a page breaks. `per_page` None: everything."""
    total = len(listing.lines)
    size = per_page or max(1, total)
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    first, last = (number - 1) * size, number * size
    groups, at = [], 0
    for group in listing.groups:
        lines = group.lines[max(0, first - at) : max(0, last - at)]
        if lines or not group.lines:
            groups.append(replace(group, lines=lines))
        at += len(group.lines)
    return ListPage(tuple(groups), number, pages, total)


def totals_of(listing: Listing) -> tuple[Total, ...]:
    """Lines by cluster in the order of their names, whoever comes from none last."""
    counts: dict[str, list[int]] = {}
    for line in listing.lines:
        counted = counts.setdefault(line.cluster, [0, 0])
        counted[line.mode is Mode.ONLINE] += 1
    names = sorted(counts, key=lambda name: (not name, name.casefold()))
    return tuple(Total(name, *counts[name]) for name in names)


def part_title(details: PartDetails, lang: Lang, *, with_day: bool = True) -> str:
    """tisdag 14 oktober · Middag, tisdag 14 oktober"""
    day = short_day_words(details.held_on, lang)
    if details.kind is PartKind.DAY:
        return day
    name = details.name.in_(lang)
    return f"{name}, {day}" if with_day else name


def stop_title(details: PartDetails, stop_id: int | None, lang: Lang) -> str:
    """Linköping C, 07.15"""
    for stop in details.stops:
        if stop.stop_id == stop_id:
            return f"{stop.name}, {clock(stop.leaves, lang)}" if stop.leaves else stop.name
    return ""
