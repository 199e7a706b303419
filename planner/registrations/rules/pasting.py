"""Lists of colleagues that people paste: what was understood of them, before anything is done with it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.core.language import Text, say
from planner.core.tables import Cells, Column, Holds, Matching, RowProblem, cells_of_text, matching_of, read
from planner.registrations.rules.parties import Colleague

NAME, EMAIL = "name", "email"
COLUMNS = (
    Column(
        NAME,
        ("namn", "name", "deltagare", "participant", "kollega", "colleague", "person"),
        holds=Holds.NAME,
        parts=(("förnamn", "first name", "given name"), ("efternamn", "last name", "surname", "family name")),
        label=say("Name"),
    ),
    Column(
        EMAIL,
        ("e-post", "epost", "e-postadress", "mejl", "mejladress", "mail", "mailadress", "e-mail", "email address"),
        needed=True,
        holds=Holds.MAIL,
        label=say("E-mail"),
    ),
)
MOST_SHOWN_COLUMNS = 12
"""Nobody corrects the matching of more columns than these."""


@dataclass(frozen=True)
class PastedPerson:
    """A row of the list that can be used, or is somebody who stands there already."""

    number: int
    """Of the row, from 1."""
    colleague: Colleague
    remark: Text | None = None
    is_double: bool = False


@dataclass(frozen=True)
class PastedColumn:
    """A column of the list: what it is taken for, and what stands in it first."""

    key: str
    """NAME, EMAIL or nothing."""
    sample: str


@dataclass(frozen=True)
class Preview:
    """What was understood of a list."""

    columns: tuple[PastedColumn, ...]
    people: tuple[PastedPerson, ...]
    problems: tuple[RowProblem, ...]

    @property
    def new(self) -> tuple[PastedPerson, ...]:
        """Those that can be put into the form."""
        return tuple(person for person in self.people if not person.is_double)


def preview_of(text: str, known: Mapping[str, str], chosen: Mapping[int, str]) -> Preview:
    """What a pasted list says. `known` are (address in small letters → name) of those who stand in the form already;
    `chosen` is what columns hold, where somebody corrected the guess."""
    cells = cells_of_text(text)
    matching = matching_of(cells, COLUMNS).by_hand(chosen)
    table = read(cells, COLUMNS, matching)
    seen = {address: say("%(name)s stands in the form already.", name=name) for address, name in known.items()}
    people = []
    for row in table.rows:
        colleague = Colleague(row[NAME], row[EMAIL])
        address = colleague.email.lower()
        double = seen.get(address)
        missing = None if colleague.name else say("The name is missing: write it in the form.")
        people.append(PastedPerson(row.number, colleague, double or missing, is_double=double is not None))
        seen.setdefault(address, say("The same address as in row %(number)s.", number=row.number))
    return Preview(_columns(cells, matching), tuple(people), table.problems)


def _columns(cells: Cells, matching: Matching) -> tuple[PastedColumn, ...]:
    keys = {place: key for key, places in matching.places for place in places}
    width = min(max(map(len, cells), default=0), MOST_SHOWN_COLUMNS)
    body: Sequence[Sequence[str]] = cells[0 if matching.header is None else matching.header + 1 :]
    samples = [next((row[n] for row in body if n < len(row) and row[n]), "") for n in range(width)]
    return tuple(PastedColumn(keys.get(n, ""), samples[n]) for n in range(width))
