"""Text that people paste, as rows of cells: from a spreadsheet, a CSV file, or a list of addresses. Pure."""

import re
from collections import Counter
from collections.abc import Iterator

from planner.core.addresses import is_mail_address

Cells = list[list[str]]

_MARKS = "\t;,"
"""What may part cells. The first wins where two fit equally well: Swedish CSV has ; and decimal commas."""
_SAID_MARK = re.compile(r"sep=([\t;,])\n", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<\s*+(?:mailto:)?([^<>\s@]++@[^<>\s@]++)\s*+>", re.IGNORECASE)
_PARTS = re.compile(r"[;,\s]+")


def cells_of_text(text: str) -> Cells:
    """Rows of cells, as many as there are lines; an empty line is an empty row. Never refuses.

    Understood are cells from a spreadsheet, also with line breaks in them; CSV with ; or a comma; and lists as mail
    programs have them (Demo Anna <anna@example.org>; bo@example.org), of which each person becomes a row
    [name, address].
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip("\ufeff")
    said = _SAID_MARK.match(text)
    if said:
        return [[], *_parted(text[said.end() :], said[1])]
    lines = [line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    if not filled:
        return []
    mark = _mark_of(text)
    if mark == "\t" or (mark and not _is_list(filled, mark)):
        return _parted(text, mark)
    return _trimmed([row for line in lines for row in _people_of(line)])


def name_and_address(cell: str) -> tuple[str, str]:
    """("Demo Anna", "anna@example.org") of Demo Anna <anna@example.org>; without such an address ("", the cell)."""
    found = _IN_BRACKETS.search(cell)
    if found is None:
        return "", re.sub(r"^mailto:", "", cell.strip(), flags=re.IGNORECASE)
    return _name(cell[: found.start()]) or _name(cell[found.end() :]), found[1]


def _mark_of(text: str) -> str:
    """The mark that parts most rows into equally many cells; none when there is no such."""
    best, best_share = "", 0.0
    for mark in _MARKS:
        if mark not in text:
            continue
        sizes = Counter(len(row) for row in _parted(text, mark) if row)
        if not sizes:
            continue
        size, rows = max(sizes.items(), key=lambda found: (found[1], found[0]))
        share = rows / sizes.total()
        if size > 1 and share > best_share:
            best, best_share = mark, 1.0 if mark == "\t" else share  # nobody types a tab: it comes from cells
    return best


def _is_list(lines: list[str], mark: str) -> bool:
    """Whether these are a mail program's addresses rather than rows that `mark` parts."""
    if "@" not in lines[0]:
        return False  # a row of headings
    if all(_all_addresses(line) for line in lines):
        return True
    if not any(_IN_BRACKETS.search(line) for line in lines):
        return False
    one_each = all(len(_IN_BRACKETS.findall(line)) == 1 and mark in line.rstrip(" ;,") for line in lines)
    return not (mark == ";" and one_each and len(lines) > 1)


def _all_addresses(line: str) -> bool:
    return all(is_mail_address(name_and_address(part)[1]) for part in _PARTS.split(line) if part)


def _people_of(line: str) -> Iterator[list[str]]:
    """The people of one line of a list, each as [name, address]; what is neither stays a row of its own cells."""
    if not line:
        yield []
        return
    cells = [cell.strip() for cell in re.split("[;,]", line)]
    if len(cells) == 2 and is_mail_address(cells[1]) and cells[0] and "@" not in cells[0]:
        yield [_name(cells[0]), cells[1]]
        return
    at = 0
    for found in _IN_BRACKETS.finditer(line):
        *others, name = _pieces(line[at : found.start()])
        yield from _without_brackets(others)
        yield [_name(name), found[1]]
        at = found.end()
    yield from _without_brackets(_pieces(line[at:]))


def _pieces(text: str) -> list[str]:
    """What ; parts, and a comma too where an address stands before it: a name may hold a comma of its own."""
    return [bit for piece in text.split(";") for bit in _after_addresses(piece)]


def _after_addresses(piece: str) -> list[str]:
    bits = [bit.strip() for bit in piece.split(",")]
    first = next((n for n, bit in enumerate(bits) if not is_mail_address(bit)), len(bits))
    rest = piece.split(",")[first:]
    return [*bits[:first], ",".join(rest)] if rest else bits


def _without_brackets(pieces: list[str]) -> Iterator[list[str]]:
    for piece in pieces:
        bits = [bit for bit in piece.split() if bit]
        addresses = [name_and_address(bit.strip(","))[1] for bit in bits if "@" in bit]
        if len(addresses) == 1 and is_mail_address(addresses[0]):
            yield [_name(" ".join(bit for bit in bits if "@" not in bit)), addresses[0]]
        elif addresses and len(addresses) == len(bits):
            yield from (["", address] for address in addresses)
        elif cell := piece.strip(" ,\"'"):
            yield [cell]


def _name(text: str) -> str:
    return " ".join(text.strip(" ;,\"'\t").split())


def _parted(text: str, mark: str) -> Cells:
    """Rows of the cells that `mark` parts. A cell in quotes may hold marks and line breaks; a stray quote is a sign."""
    # Possessive, and what closes is followed by a mark: however the quotes stand, each sign is looked at few times.
    quoted = re.compile(rf' *+"((?:[^"]|"")*+)" *+(?=[{mark}\n]|\Z)')
    plain = re.compile(rf"[^{mark}\n]*+")
    rows: Cells = [[]]
    at = 0
    while True:
        in_quotes = quoted.match(text, at)
        found = in_quotes or plain.match(text, at)
        assert found is not None  # the plain one also matches nothing
        cell = found[1].replace('""', '"') if in_quotes else found[0]
        rows[-1].append(cell.replace("\u00a0", " "))
        at = found.end()
        if at >= len(text):
            return _trimmed(rows)
        if text[at] == "\n":
            rows.append([])
        at += 1


def _trimmed(rows: Cells) -> Cells:
    """Without space around cells, empty cells at the end of rows, and empty rows at the end."""
    for row in rows:
        row[:] = [cell.strip() for cell in row]
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows
