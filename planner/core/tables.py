"""Rows of cells as values: which column holds what, and which rows cannot be used. Pure.

Cells come from cells_of_text() or, of an uploaded file, from core.sheets_in.cells_of_file().
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.core.addresses import is_mail_address
from planner.core.cells import Cells as Cells
from planner.core.cells import cells_of_text as cells_of_text
from planner.core.cells import name_and_address as name_and_address
from planner.core.language import Text, say

MOST_ROWS = 2000
MOST_COLUMNS = 60
_LOOKED_AT = 50
"""Rows that are enough to guess by."""
_HEADER_WITHIN = 10
"""Above the header people write what the list is about, but not more rows than these."""


class Holds(StrEnum):
    """What a column's cells look like: what it is guessed by when no header names it, and checked for."""

    WORDS = "words"
    NAME = "name"
    MAIL = "mail"
    PHONE = "phone"


@dataclass(frozen=True)
class Column:
    """Something that is wanted of each row.

    `names` are header words in any language; `parts`, the names of columns that make it together, in order
    (first name, last name). Case, spaces and punctuation do not matter in them. `label` is what it is called in
    words about a row.
    """

    key: str
    names: tuple[str, ...]
    needed: bool = False
    holds: Holds = Holds.WORDS
    parts: tuple[tuple[str, ...], ...] = ()
    label: Text | None = None


@dataclass(frozen=True)
class Matching:
    """Where each key stands: the columns (from 0) whose cells make it, joined by spaces."""

    places: tuple[tuple[str, tuple[int, ...]], ...] = ()
    header: int | None = None
    """Which row (from 0) is the header; None: there is none."""

    def of(self, key: str) -> tuple[int, ...]:
        """The columns of this key; none when it was not found."""
        return dict(self.places).get(key, ())

    def lacks(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """The needed ones that stand nowhere."""
        return tuple(column for column in columns if column.needed and not self.of(column.key))

    def by_hand(self, choices: Mapping[int, str]) -> "Matching":
        """As somebody chose: for a column its key, or "" for none. Columns that are not named keep theirs."""
        kept = {key: tuple(place for place in places if place not in choices) for key, places in self.places}
        for place, key in sorted(choices.items()):
            if key:
                kept[key] = (*kept.get(key, ()), place)
        return Matching(tuple((key, tuple(sorted(places))) for key, places in kept.items() if places), self.header)


@dataclass(frozen=True)
class TableRow:
    """One row that can be used. `number` counts from 1, as spreadsheets do."""

    number: int
    values: tuple[tuple[str, str], ...]

    def __getitem__(self, key: str) -> str:
        """What stands there for the key; "" when there is nothing."""
        return dict(self.values).get(key, "")


@dataclass(frozen=True)
class RowProblem:
    """One row that cannot be used: its number from 1, why, and what stands in it."""

    number: int
    words: Text
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Every row below the header that is not empty is either in `rows` or in `problems`."""

    rows: tuple[TableRow, ...]
    problems: tuple[RowProblem, ...]


def matched(header: Sequence[str], columns: Sequence[Column]) -> Matching:
    """Where the header words put each key. A heading that says a name and no more goes before one that contains it."""
    places: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    # Names last among the loose ones: "Name of cluster" is about the cluster.
    loosely = sorted(columns, key=lambda column: column.holds is Holds.NAME)
    for found_by, wanted in ((_says, columns), (_contains, loosely)):
        for column in wanted:
            if column.key in places:
                continue
            found = _places(header, column, taken, found_by)
            if found:
                places[column.key] = found
                taken.update(found)
    return Matching(tuple((column.key, places[column.key]) for column in columns if column.key in places), 0)


def matching_of(cells: Cells, columns: Sequence[Column]) -> Matching:
    """Where each key stands, by the header if there is one among the first rows, else by what the cells look like."""
    header = _header_row(cells, columns)
    by_words = matched(cells[header], columns).places if header is not None else ()
    places = dict(by_words)
    body = [row for row in cells[0 if header is None else header + 1 :] if any(row)][:_LOOKED_AT]
    taken = {place for found in places.values() for place in found}
    for column in sorted(columns, key=lambda column: _GUESSED.index(column.holds)):
        # With a header only the addresses are sure enough to be guessed.
        if column.key in places or column.holds is Holds.WORDS or (header is not None and column.holds != Holds.MAIL):
            continue
        place = _looking_like(body, _LOOKS[column.holds], taken)
        if place is None and column.holds is Holds.NAME:
            place = _only_other(body, taken)
        if place is not None:
            places[column.key] = (place,)
            taken.add(place)
    return Matching(tuple((column.key, places[column.key]) for column in columns if column.key in places), header)


def read(cells: Cells, columns: Sequence[Column], matching: Matching) -> Table:
    """The rows below the header, each as it can be used or with the words why not.

    An address may have the name around it (Demo Anna <anna@example.org>), which is then the name if none is given.
    """
    first = 0 if matching.header is None else matching.header + 1
    rows: list[TableRow] = []
    problems: list[RowProblem] = []
    for number, row in enumerate(cells[first:], start=first + 1):
        if not any(cell.strip() for cell in row):
            continue
        values = _values(row, columns, matching)
        words = _trouble(values, columns)
        if words:
            problems.append(RowProblem(number, words, tuple(row)))
        else:
            rows.append(TableRow(number, tuple(values.items())))
    return Table(tuple(rows), tuple(problems))


def _values(row: Sequence[str], columns: Sequence[Column], matching: Matching) -> dict[str, str]:
    values = {}
    for column in columns:
        said = [row[place].strip() for place in matching.of(column.key) if 0 <= place < len(row)]
        values[column.key] = " ".join(cell for cell in said if cell)
    around = ""
    for column in columns:
        if column.holds is Holds.MAIL and (values[column.key]):
            name, values[column.key] = name_and_address(values[column.key])
            around = around or name
    for column in columns:
        if column.holds is Holds.NAME and around and not values[column.key]:
            values[column.key] = around
    return values


def _trouble(values: Mapping[str, str], columns: Sequence[Column]) -> Text | None:
    for column in columns:
        value = values[column.key]
        if column.needed and not value:
            return say("“%(column)s” is empty.", column=column.label or column.names[0])
        if column.holds is Holds.MAIL and value and not is_mail_address(value):
            return say("“%(value)s” is not an e-mail address.", value=_short(value))
    return None


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:59]}…"


# ---- the header's words ----------------------------------------------------------------------------------

Found = Callable[[str, str], bool]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _says(heading: str, name: str) -> bool:
    said = "".join(_words(heading))
    return bool(said) and said == "".join(_words(name))


def _contains(heading: str, name: str) -> bool:
    said, wanted = _words(heading), _words(name)
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1)) if wanted else False


def _places(header: Sequence[str], column: Column, taken: set[int], found: Found) -> tuple[int, ...]:
    whole = _place(header, column.names, taken, found)
    if whole is not None:
        return (whole,)
    parts: list[int] = []
    for names in column.parts:
        place = _place(header, names, taken.union(parts), found)
        if place is None:
            return ()
        parts.append(place)
    return tuple(parts)


def _place(header: Sequence[str], names: Sequence[str], taken: set[int], found: Found) -> int | None:
    fitting = [
        place
        for place, heading in enumerate(header)
        if place not in taken and any(found(heading, name) for name in names)
    ]
    return min(fitting, key=lambda place: (len(_words(header[place])), place), default=None)


def _header_row(cells: Cells, columns: Sequence[Column]) -> int | None:
    """The row among the first ones that names most columns; rows with addresses are people already."""
    best, most = None, 0
    filled = [number for number, row in enumerate(cells[: _HEADER_WITHIN * 3]) if any(row)][:_HEADER_WITHIN]
    for number in filled:
        if any("@" in cell for cell in cells[number]):
            break
        found = sum(any(_says(cell, name) for name in _all_names(columns)) for cell in cells[number])
        loosely = len(matched(cells[number], columns).places)
        # Below the first row a single word may as well be somebody's: two make a header.
        count = max(found, loosely if loosely > 1 else 0)
        if count > most and (count > 1 or number == filled[0]):
            best, most = number, count
    return best


def _all_names(columns: Sequence[Column]) -> list[str]:
    return [name for column in columns for names in (column.names, *column.parts) for name in names]


# ---- what cells look like --------------------------------------------------------------------------------

_PHONE = re.compile(r"\+?[\d\s()/.-]{6,24}")


def _looks_like_mail(cell: str) -> bool:
    return is_mail_address(name_and_address(cell)[1])


def _looks_like_name(cell: str) -> bool:
    words = cell.split()
    return 2 <= len(words) <= 6 and all(not any(sign.isdigit() or sign in "@<>" for sign in word) for word in words)


def _looks_like_phone(cell: str) -> bool:
    return bool(_PHONE.fullmatch(cell)) and sum(sign.isdigit() for sign in cell) >= 6


_LOOKS: dict[Holds, Callable[[str], bool]] = {
    Holds.MAIL: _looks_like_mail,
    Holds.PHONE: _looks_like_phone,
    Holds.NAME: _looks_like_name,
}
_GUESSED = (Holds.MAIL, Holds.PHONE, Holds.NAME, Holds.WORDS)
"""The surest first."""


def _looking_like(rows: Cells, looks: Callable[[str], bool], taken: set[int]) -> int | None:
    """The first free column of which more than half of the filled cells look so."""
    for place in range(max(map(len, rows), default=0)):
        filled = [row[place] for row in rows if place < len(row) and row[place].strip()]
        if place not in taken and sum(map(looks, filled)) * 2 > len(filled):
            return place
    return None


def _only_other(rows: Cells, taken: set[int]) -> int | None:
    """The one column beside the known ones: next to addresses stand names, be they single words."""
    others = {place for row in rows for place, cell in enumerate(row) if cell.strip()} - taken
    return others.pop() if taken and len(others) == 1 else None
