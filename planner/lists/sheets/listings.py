"""Lists of people for those who drive them, invoice them, or print who took part."""

from collections.abc import Iterable, Sequence
from datetime import time

from planner.core.language import Lang, Text, in_language, say
from planner.lists.queries.people import PersonRow, Taken
from planner.lists.rules import Group, Line, Listing, part_title, stop_title
from planner.lists.sheets.people import taken_words, yes_or_no
from planner.registrations.rules import PartKind, PartOffer


def bus_list(people: Sequence[PersonRow], offers: Iterable[PartOffer], lang: Lang) -> Listing:
    """Who gets on where, stop by stop in the order of time."""
    columns = _columns(lang, say("Name"), say("Phone"), say("Cluster"), say("Organisation"))
    groups = []
    for offer in offers:
        stops: list[int | None] = [
            stop.stop_id for stop in sorted(offer.details.stops, key=lambda s: s.leaves or time.max)
        ]
        for stop_id in [*stops, None]:
            lines = tuple(
                _line(person, (person.name, person.phone, person.cluster, person.organisation))
                for person in people
                for part in person.parts
                if part.part_id == offer.part_id and part.stop_id == stop_id and person.has(part)
            )
            if lines or stop_id is not None:
                stop = stop_title(offer.details, stop_id, lang)
                groups.append(Group(": ".join(filter(None, (part_title(offer.details, lang), stop))), lines))
    return Listing(columns, tuple(groups))


def invoice_list(people: Sequence[PersonRow], offers: Sequence[PartOffer], lang: Lang) -> Listing:
    """Whom to invoice for what, cluster by cluster. Nothing is paid here: prices are notes."""
    columns = _columns(
        lang, say("Cluster or organisation"), say("Name"), say("E-mail"), say("What"), say("Price"), say("Funded"),
        say("Invoice"),
    )  # fmt: skip
    in_order = sorted(people, key=lambda person: (not person.cluster, person.comes_from.casefold()))
    known = {offer.part_id: offer for offer in offers}
    lines = []
    for person in in_order:
        taken = [part for part in person.parts if part.part_id in known and person.has(part)]
        prices = [known[part.part_id].details.price.in_(lang) for part in taken]
        cells = (
            person.comes_from,
            person.name,
            person.email,
            "; ".join(_what(person, part, known[part.part_id], lang) for part in taken),
            "; ".join(price for price in prices if price),
            yes_or_no(person.is_funded).in_(lang),
            person.invoice,
        )
        lines.append(_line(person, cells))
    return Listing(columns, (Group("", tuple(lines)),))


def participant_list(people: Sequence[PersonRow], lang: Lang) -> Listing:
    """Those who consented, cluster by cluster, with nothing but name and organisation."""
    columns = _columns(lang, say("Name"), say("Organisation"))
    names = dict.fromkeys(sorted((p.cluster for p in people), key=lambda name: (not name, name.casefold())))
    groups = (
        Group(
            name or in_language(say("From other organisations"), lang),
            tuple(_line(p, (p.name, p.comes_from)) for p in people if p.cluster == name),
        )
        for name in names
    )
    return Listing(columns, tuple(groups))


def _what(person: PersonRow, part: Taken, offer: PartOffer, lang: Lang) -> str:
    title = part_title(offer.details, lang)
    words = taken_words(person, part, offer, lang)
    plain = offer.details.kind not in (PartKind.DAY, PartKind.NIGHT)
    return title if plain else f"{title} ({words})"


def _line(person: PersonRow, cells: tuple[str, ...]) -> Line:
    return Line(cells, person.registration_id, person.cluster, person.mode)


def _columns(lang: Lang, *words: Text) -> tuple[str, ...]:
    return tuple(word.in_(lang) for word in words)
