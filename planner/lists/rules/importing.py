"""A list of people that somebody kept in a spreadsheet: what its columns mean, and which rows can be used. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.core.errors import Invalid
from planner.core.language import Lang, Text, plain_day_words, say, short_day_words
from planner.core.tables import Cells, Column, Holds, Matching, TableRow, read
from planner.meetings.rules import Mode
from planner.network.rules import cluster_of_address
from planner.registrations.rules import (
    MODES_OF,
    DayChoice,
    PartChoice,
    PartKind,
    PartOffer,
    RegistrationDetails,
    RoomType,
    check_answers,
    check_choices,
)

NAME, EMAIL, PHONE, CLUSTER, ORGANISATION, MODE, DIET, ACCESS, INVOICE = (
    "name", "email", "phone", "cluster", "organisation", "mode", "diet", "access", "invoice",
)  # fmt: skip
_FIRST_NAME, _LAST_NAME = ("förnamn", "first name", "given name"), ("efternamn", "last name", "surname", "family name")
_PERSONAL = (
    Column(NAME, ("namn", "name", "deltagare", "participant"), needed=True, holds=Holds.NAME,
           parts=(_FIRST_NAME, _LAST_NAME), label=say("Name")),
    Column(EMAIL, ("e-post", "epost", "e-postadress", "mejl", "mail", "mailadress", "e-mail", "email address"),
           needed=True, holds=Holds.MAIL, label=say("E-mail")),
    Column(PHONE, ("telefon", "mobil", "telefonnummer", "phone", "mobile"), holds=Holds.PHONE, label=say("Phone")),
    Column(CLUSTER, ("kluster", "cluster"), label=say("Cluster")),
    Column(ORGANISATION, ("organisation", "organization", "arbetsgivare", "företag", "employer", "company"),
           label=say("Other organisation")),
    Column(MODE, ("deltar", "på plats eller digitalt", "deltagande", "mode", "attendance"), label=say("How")),
    Column(DIET, ("specialkost", "kost", "allergi", "allergier", "diet", "allergies"),
           label=say("Special diet or allergy")),
    Column(ACCESS, ("tillgänglighet", "behov", "accessibility", "needs"),
           label=say("What do you need to be able to take part?")),
    Column(INVOICE, ("faktura", "fakturauppgifter", "invoice"), label=say("Invoice")),
)  # fmt: skip
_YES = frozenset(("ja", "yes", "x", "1", "j", "y", "true", "sant", "kommer", "ok"))
_NO = frozenset(("", "nej", "no", "0", "n", "false", "falskt", "-", "–"))
_ON_SITE = frozenset(("på plats", "plats", "fysiskt", "on site", "onsite", "in person"))
_ONLINE = frozenset(("digitalt", "digital", "online", "på distans", "distans", "länk", "zoom", "teams"))
_SHARING = re.compile(r"\b(?:med|with)\s+(.+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Grounds:
    """What the rows are read against."""

    mode: Mode
    days: tuple[date, ...]
    offers: tuple[PartOffer, ...]
    clusters: Mapping[str, int]
    """By name, in small letters."""
    domains: tuple[tuple[str, int], ...]
    """Which cluster has which mail domain."""
    lasting: frozenset[int]
    """Clusters that one can come from."""
    known: frozenset[str]
    """Addresses that are registered, in small letters."""
    today: date
    lang: Lang


@dataclass(frozen=True)
class ImportRow:
    """One row of the file: somebody new, somebody who is registered already, or what is wrong with it."""

    number: int
    """As spreadsheets count, from 1."""
    cells: tuple[str, ...]
    details: RegistrationDetails | None = None
    problem: Text | None = None
    is_known: bool = False

    @property
    def is_new(self) -> bool:
        return self.problem is None and not self.is_known


@dataclass
class _Reading:
    """What is found out about one row, and what is wrong with it."""

    row: TableRow
    wrong: list[Text] = field(default_factory=list)


def columns_for(grounds: Grounds) -> tuple[Column, ...]:
    """Everything a file may hold for this gathering: who it is, each day, each part."""
    days = (Column(_day_key(day), _day_names(day, number)) for number, day in enumerate(grounds.days, 1))
    return (*_PERSONAL, *days, *(_part_column(offer) for offer in _choosable(grounds)))


def look_through(cells: Cells, matching: Matching, grounds: Grounds) -> tuple[ImportRow, ...]:
    """Every row below the header that is not empty, in the order of the file."""
    table = read(cells, columns_for(grounds), matching)
    found = [ImportRow(problem.number, problem.cells, problem=problem.words) for problem in table.problems]
    seen: dict[str, int] = {}
    for row in table.rows:
        email = row[EMAIL].lower()
        shown = tuple(cells[row.number - 1])
        if email in seen:
            words = say("%(email)s stands in row %(number)s already.", email=email, number=seen[email])
            found.append(ImportRow(row.number, shown, problem=words))
        elif email in grounds.known:
            found.append(ImportRow(row.number, shown, is_known=True))
        else:
            details, problem = _details(row, matching, grounds)
            found.append(ImportRow(row.number, shown, details, problem))
        seen.setdefault(email, row.number)
    return tuple(sorted(found, key=lambda row: row.number))


def _details(row: TableRow, matching: Matching, grounds: Grounds) -> tuple[RegistrationDetails, Text | None]:
    reading = _Reading(row)
    cluster_id = _cluster(reading, grounds)
    details = RegistrationDetails(
        name=row[NAME],
        email=row[EMAIL],
        phone=row[PHONE],
        cluster_id=cluster_id,
        organisation="" if cluster_id else row[ORGANISATION],
        days=_days(reading, matching, grounds),
        parts=_parts(reading, grounds),
        lang="sv",
        diet=row[DIET],
        access=row[ACCESS],
        invoice=row[INVOICE],
    )
    return details, next(iter(reading.wrong), None) or _refused(details, grounds)


def _refused(details: RegistrationDetails, grounds: Grounds) -> Text | None:
    if details.cluster_id is None and not details.organisation:
        return say("Neither a cluster nor an organisation is said.")
    side = {offer.part_id for offer in grounds.offers if offer.details.kind is PartKind.SIDE_MEETING}
    comes_aside = any(choice.part_id in side for choice in details.parts)
    try:
        check_answers(details, mode=grounds.mode, days=grounds.days, lasting=grounds.lasting, side=comes_aside)
        check_choices(details.parts, grounds.offers, (), grounds.today)
    except Invalid as error:
        return error.words
    return None


def _cluster(reading: _Reading, grounds: Grounds) -> int | None:
    row = reading.row
    said = _plain(row[CLUSTER])
    if said and said not in grounds.clusters:
        reading.wrong.append(say("There is no cluster called “%(name)s”.", name=row[CLUSTER]))
    if said:
        return grounds.clusters.get(said)
    if row[ORGANISATION]:
        return grounds.clusters.get(_plain(row[ORGANISATION]))
    return cluster_of_address(row[EMAIL], grounds.domains)


def _days(reading: _Reading, matching: Matching, grounds: Grounds) -> tuple[DayChoice, ...]:
    row = reading.row
    usual = _mode(reading, row[MODE], grounds) or MODES_OF[grounds.mode][0]
    if not any(matching.of(_day_key(day)) for day in grounds.days):
        return tuple(DayChoice(day, usual) for day in grounds.days)
    chosen = []
    for day in grounds.days:
        said = _plain(row[_day_key(day)])
        if said not in _NO:
            mode = usual if said in _YES else _mode(reading, said, grounds)
            chosen.append(DayChoice(day, mode or usual))
    return tuple(chosen)


def _mode(reading: _Reading, text: str, grounds: Grounds) -> Mode | None:
    said = _plain(text)
    if not said:
        return None
    mode = Mode.ON_SITE if said in _ON_SITE else Mode.ONLINE if said in _ONLINE else None
    if mode is None or mode not in MODES_OF[grounds.mode]:
        reading.wrong.append(say("“%(said)s” is no way of taking part.", said=text))
    return mode


def _parts(reading: _Reading, grounds: Grounds) -> tuple[PartChoice, ...]:
    choices = (_part(reading, offer) for offer in _choosable(grounds))
    return tuple(choice for choice in choices if choice is not None)


def _part(reading: _Reading, offer: PartOffer) -> PartChoice | None:
    text = reading.row[_part_key(offer)]
    said = _plain(text)
    if said in _NO:
        return None
    if offer.details.kind is PartKind.NIGHT:
        sharing = _SHARING.search(text)
        single = said.startswith(("enk", "sing"))
        if single or said.startswith(("dub", "doub")):
            room = RoomType.SINGLE if single else RoomType.DOUBLE
            return PartChoice(offer.part_id, room=room, share_with=sharing[1] if sharing else "")
    elif offer.details.stops:
        stops = [stop for stop in offer.details.stops if _plain(stop.name) == said]
        if stops or (said in _YES and len(offer.details.stops) == 1):
            return PartChoice(offer.part_id, stop_id=(stops or offer.details.stops)[0].stop_id)
    elif said in _YES:
        return PartChoice(offer.part_id)
    reading.wrong.append(say("“%(said)s” says nothing about %(part)s.", said=text, part=offer.details.name))
    return None


def _choosable(grounds: Grounds) -> list[PartOffer]:
    return [offer for offer in grounds.offers if offer.details.kind is not PartKind.DAY]


def _part_column(offer: PartOffer) -> Column:
    names = [name for name in (offer.details.name.sv, offer.details.name.en) if name]
    return Column(_part_key(offer), tuple(names))


def _part_key(offer: PartOffer) -> str:
    return f"part_{offer.part_id}"


def _day_key(day: date) -> str:
    return f"day_{day:%Y%m%d}"


def _day_names(day: date, number: int) -> tuple[str, ...]:
    words = [write(day, lang) for lang in ("sv", "en") for write in (short_day_words, plain_day_words)]
    short = [f"{day.day} {words[0].split()[-1]}", day.isoformat(), f"dag {number}", f"day {number}"]
    return (*words, *short)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!")
