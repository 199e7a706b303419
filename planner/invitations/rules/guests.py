"""Persons who are invited by name: as rows, or as a list that somebody pastes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.addresses import is_mail_address
from planner.core.errors import Invalid
from planner.core.language import Lang, Text, say
from planner.core.tables import Column, Holds, cells_of_text, matching_of, read

MOST_GUESTS = 300
_COLUMNS = (
    Column(
        "name",
        ("namn", "name", "person", "deltagare", "participant"),
        holds=Holds.NAME,
        parts=(("förnamn", "first name", "given name"), ("efternamn", "last name", "surname")),
        label=say("Name"),
    ),
    Column(
        "email",
        ("e-post", "epost", "e-postadress", "mejl", "mail", "e-mail", "email address"),
        needed=True,
        holds=Holds.MAIL,
        label=say("E-mail"),
    ),
)


@dataclass(frozen=True)
class Guest:
    """Somebody who is invited by name."""

    name: str
    email: str
    lang: Lang = "sv"
    cluster_id: int | None = None


def pasted_guests(text: str, lang: Lang) -> tuple[Guest, ...]:
    """Those of a pasted list; without a name, the address stands for it. Raises Invalid({"pasted": …})."""
    cells = cells_of_text(text)
    table = read(cells, _COLUMNS, matching_of(cells, _COLUMNS))
    if table.problems:
        first = table.problems[0]
        raise Invalid(
            {"pasted": say("Row %(number)s cannot be used: %(reason)s", number=first.number, reason=first.words)}
        )
    return tuple(Guest(row["name"] or row["email"], row["email"], lang) for row in table.rows)


def check_guests(guests: Sequence[Guest]) -> tuple[Guest, ...]:
    """Each address once, in small letters. Raises Invalid for too many, no name, or what is no address."""
    if len(guests) > MOST_GUESTS:
        raise Invalid({"pasted": say("At most %(most)s persons at a time.", most=MOST_GUESTS)})
    found: dict[str, Guest] = {}
    for guest in guests:
        check_guest(guest.name, guest.email)
        email = guest.email.strip().lower()
        found.setdefault(email, replace(guest, name=" ".join(guest.name.split())[:200], email=email))
    return tuple(found.values())


def check_guest(name: str, email: str) -> None:
    """Raises Invalid, by field, for no name or what is no address."""
    wrong: dict[str, Text] = {}
    if not name.strip():
        wrong["name"] = say("This needs an answer.")
    if not is_mail_address(email):
        wrong["email"] = say("Write an e-mail address, such as anna@example.org.")
    if wrong:
        raise Invalid(wrong)
