"""What stands on the paper: the timetable as rows and cells of one table a day. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import lcm
from textwrap import shorten
from zoneinfo import ZoneInfo

from markupsafe import Markup

from planner.core.errors import NotFound
from planner.core.language import Lang, date_part, days_words, joined, say_many
from planner.programmes.rules import Cell, Day, Slot, ThemeGroup, ThemeWord, by_theme, theme_word, timetable
from planner.programmes.snapshot import Programme

MOST_SIDE_BY_SIDE = 4
"""More than so many columns are too narrow for A4; their items stand three in a row instead."""
_PER_ROW = 3
_KEEP_WHOLE_ROWS = 8
"""A slot of more rows may be broken over two pages: kept whole it would leave half a page empty."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of the table, nearly always of one item. Without any it is a room with nothing on."""

    cells: tuple[Cell, ...]
    colspan: int
    rowspan: int = 1

    @property
    def hue(self) -> str:
        """Of the bar beside it, or empty."""
        return next((cell.theme.hue for cell in self.cells if cell.theme), "")


@dataclass(frozen=True, slots=True)
class Row:
    """`stands` is over how many rows its time stands; 0 under a time that already does."""

    starts: str
    ends: str
    """Empty where the row's items end at different times; each then says its own."""
    stands: int
    light: bool
    boxes: tuple[Box, ...]

    def facts_of(self, cell: Cell) -> tuple[str, ...]:
        """What stands under an item's title: its time if the row's is another, its kind and its room."""
        own = "" if (cell.starts, cell.ends) == (self.starts, self.ends) else cell.clock
        kind = "" if cell.light else cell.kind
        return tuple(part for part in (own, kind, "" if cell.light else cell.room) if part)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together: a slot. `whole` is kept on one page."""

    rows: tuple[Row, ...]
    parallel: bool
    whole: bool

    @property
    def is_brief(self) -> bool:
        """A single thin row, such as a pause."""
        return len(self.rows) == 1 and self.rows[0].light


@dataclass(frozen=True, slots=True)
class SheetDay:
    day: Day
    width: int
    """How many narrow columns the content is cut into; every box spans some of them."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class BigDate:
    """The ornament: onsdag–torsdag, 14–15, oktober 2026."""

    weekdays: str
    numbers: str
    month: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A programme in one language, as it is printed."""

    programme: Programme
    lang: Lang
    url: str
    """Of the gathering's page."""
    themes: tuple[ThemeWord, ...]
    only: ThemeWord | None
    """Set when only this theme's items are printed."""
    days: tuple[SheetDay, ...]
    overview: tuple[ThemeGroup, ...]
    """Theme by theme; empty where there are fewer than two."""

    @property
    def document_title(self) -> str:
        title = self.programme.facts.title.in_(self.lang)
        return f"{title}: {self.only.name}" if self.only else title

    @property
    def running_title(self) -> str:
        """For the foot of each page: one line."""
        return shorten(self.document_title, 80, placeholder="…")

    def authors(self, network: str) -> tuple[str, ...]:
        """The network and the hosts."""
        return (*([network] if network else []), *(host.name for host in self.programme.facts.hosts))

    @property
    def published_on(self) -> date:
        return self.programme.published_at.astimezone(ZoneInfo(self.programme.facts.zone)).date()

    @property
    def shown_url(self) -> str:
        """As it is typed off the paper: without https://."""
        return self.url.partition("://")[2]

    @property
    def moved_from(self) -> str:
        """The former days, in words; empty if it was never moved."""
        first_and_last = self.programme.facts.moved_from
        return days_words(tuple(sorted(set(first_and_last))), self.lang) if first_and_last else ""

    @property
    def big_date(self) -> BigDate:
        return _big_date(tuple(day.held_on for day in self.programme.facts.days), self.lang)

    def prose(self, html: str, below: int) -> Markup:
        """Safe HTML with its headings under one of level `below`, none skipped, and its links whole."""
        return Markup(_settled(str(html).replace('href="#', f'href="{self.url}#'), below))


MOST_NUMBERS = 4
"""More days than these that do not follow each other are counted instead of listed."""


def sheet_of(
    programme: Programme, lang: Lang, *, base_url: str, theme: str = "", abreast: int = MOST_SIDE_BY_SIDE
) -> Sheet:
    """The programme as printed; with `theme` (a code) only that theme's items, NotFound if no item has it.

    So many rooms stand `abreast`, each in a column of its own: fewer on narrower paper.
    """
    root = base_url + ("/en" if lang == "en" else "")
    chosen = programme.theme(theme)
    if theme and chosen is None:
        raise NotFound
    days = timetable(programme, lang, theme=theme)
    groups = _overview(programme, lang, days) if not theme else ()
    return Sheet(
        programme=programme,
        lang=lang,
        url=f"{root}/meetings/{programme.facts.slug}",
        themes=tuple(theme_word(mark, lang) for mark in programme.themes if not theme or mark.code == theme),
        only=theme_word(chosen, lang) if chosen else None,
        days=tuple(_day(day, abreast) for day in days),
        overview=groups if len(groups) >= 2 else (),
    )


def _overview(programme: Programme, lang: Lang, days: Sequence[Day]) -> tuple[ThemeGroup, ...]:
    """The items of each theme, their days abbreviated: ons 14 okt."""
    short = {day.heading: date_part(day.held_on, "EEE d MMM", lang) for day in days}
    return tuple(
        replace(group, lines=tuple((short[heading], cell) for heading, cell in group.lines))
        for group in by_theme(programme, lang)
        if group.theme
    )


def _big_date(days: tuple[date, ...], lang: Lang) -> BigDate:
    """onsdag–torsdag, 14–15, oktober 2026; days in two months are written out instead of a number."""
    first, last = days[0], days[-1]
    month = date_part(last, "MMMM y", lang)
    weekdays = "–".join(dict.fromkeys(date_part(day, "EEEE", lang) for day in (first, last)))
    if (first.year, first.month) != (last.year, last.month):
        short = [f"{day.day} {date_part(day, 'MMM', lang)}" for day in days]
        return BigDate(weekdays, "–".join([short[0], short[-1]]), str(last.year))
    if (last - first).days == len(days) - 1:
        return BigDate(weekdays, "–".join(dict.fromkeys([str(first.day), str(last.day)])), month)
    if len(days) > MOST_NUMBERS:
        counted = say_many("%(n)s day", "%(n)s days", len(days)).in_(lang)
        return BigDate(counted, f"{first.day}–{last.day}", month)
    names = list(dict.fromkeys(date_part(day, "EEEE", lang) for day in days))
    return BigDate(joined(names, lang), ", ".join(str(day.day) for day in days), month)


def _day(day: Day, abreast: int) -> SheetDay:
    width = lcm(*(_units(slot, abreast) for slot in day.slots))
    return SheetDay(day=day, width=width, blocks=tuple(_block(slot, width, abreast) for slot in day.slots))


def _units(slot: Slot, abreast: int) -> int:
    return len(slot.columns) if len(slot.columns) <= abreast else _PER_ROW


def _block(slot: Slot, width: int, abreast: int) -> Block:
    # In the order of the page on screen: what starts together stands in the order of the rooms.
    columns = slot.columns
    if len(columns) <= abreast:
        rows = tuple(_rows_by_room(columns, width // len(columns)))
    else:
        rows = tuple(_rows_of_three(columns, width // _PER_ROW))
    return Block(rows, parallel=len(columns) > 1, whole=len(rows) <= _KEEP_WHOLE_ROWS)


def _rows_by_room(columns: Sequence[Sequence[Cell]], unit: int) -> Iterator[Row]:
    """A row for each start, a column for each room; an item that goes on spans the rows it lasts."""
    begins = sorted({_minute(cell.starts) for column in columns for cell in column})
    busy = [0] * len(columns)
    for index, begin in enumerate(begins):
        boxes: list[Box] = []
        for place, column in enumerate(columns):
            if busy[place] > index:
                continue
            cells = tuple(cell for cell in column if _minute(cell.starts) == begin)
            until = max((begin + cell.minutes for cell in cells), default=begin)
            spans = max(1, sum(1 for other in begins if begin <= other < until))
            busy[place] = index + spans
            boxes.append(Box(cells, unit, spans))
        yield _row([cell for box in boxes for cell in box.cells], tuple(boxes))


def _rows_of_three(columns: Sequence[Sequence[Cell]], unit: int) -> Iterator[Row]:
    """All items that start together, three beside each other, as many rows as that takes."""
    cells = sorted((cell for column in columns for cell in column), key=lambda cell: _minute(cell.starts))
    for begin in dict.fromkeys(cell.starts for cell in cells):
        together = [cell for cell in cells if cell.starts == begin]
        lines = [together[at : at + _PER_ROW] for at in range(0, len(together), _PER_ROW)]
        for number, line in enumerate(lines):
            boxes = [Box((cell,), unit) for cell in line]
            boxes += [Box((), unit)] * (_PER_ROW - len(line))
            yield _row(line, tuple(boxes), stands=0 if number else len(lines), beside=together)


def _row(cells: Sequence[Cell], boxes: tuple[Box, ...], *, stands: int = 1, beside: Sequence[Cell] = ()) -> Row:
    """`beside` are all items that the row's time stands for, if they are more than its own."""
    ends = {cell.ends for cell in beside or cells}
    return Row(
        starts=cells[0].starts,
        ends=ends.pop() if len(ends) == 1 else "",
        stands=stands,
        light=all(cell.light for cell in cells),
        boxes=boxes,
    )


def _minute(words: str) -> int:
    """Minutes after midnight of 09.30 or 09:30."""
    return int(words[:2]) * 60 + int(words[3:])


def _settled(html: str, below: int) -> str:
    """Headings renumbered so that each stands at most one level under the one before; h6 is the lowest there is."""
    open_levels: list[int] = []

    def renumbered(found: re.Match[str]) -> str:
        written = int(found[1])
        while open_levels and open_levels[-1] >= written:
            open_levels.pop()
        open_levels.append(written)
        level = min(below + len(open_levels), 6)
        return f"<h{level}>{found[2]}</h{level}>"

    return re.sub(r"<h([1-6])>(.*?)</h\1>", renumbered, html, flags=re.DOTALL)
