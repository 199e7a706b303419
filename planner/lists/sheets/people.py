"""The list of people as a table."""

from collections.abc import Sequence

from planner.core.language import Lang, Text, in_language, say
from planner.core.timespan import local
from planner.lists.queries.people import PersonRow, Taken
from planner.lists.rules import part_title, stop_title
from planner.lists.sheets.files import Table
from planner.meetings.rules import MODE_WORDS
from planner.registrations.rules import (
    DECISION_WORDS,
    PART_STATE_WORDS,
    ROOM_WORDS,
    STATUS_WORDS,
    PartKind,
    PartOffer,
)

BEFORE = (
    say("Name"), say("E-mail"), say("Phone"), say("Cluster"), say("Other organisation"), say("Status"),
    say("Number in line"), say("Why"),
)  # fmt: skip
AFTER = (
    say("Funded"), say("Has answered"), say("On the list of participants"), say("Invoice"), say("Language"),
    say("Registered"),
)  # fmt: skip


def people_table(people: Sequence[PersonRow], offers: Sequence[PartOffer], zone: str, lang: Lang) -> Table:
    """A heading and a row each; a column for each day and part. Diet and needs are not in it."""
    titles = [part_title(offer.details, lang) for offer in offers]
    head = [*(in_language(word, lang) for word in BEFORE), *titles, *(in_language(word, lang) for word in AFTER)]
    return [head, *(_row(person, offers, zone, lang) for person in people)]


def _row(person: PersonRow, offers: Sequence[PartOffer], zone: str, lang: Lang) -> list[str]:
    taken = {part.part_id: part for part in person.parts}
    return [
        person.name,
        person.email,
        person.phone,
        person.cluster,
        person.organisation,
        STATUS_WORDS[person.status].in_(lang),
        str(person.place or ""),
        DECISION_WORDS[person.decision].in_(lang),
        *(taken_words(person, taken[offer.part_id], offer, lang) if offer.part_id in taken else "" for offer in offers),
        yes_or_no(person.is_funded).in_(lang),
        yes_or_no(person.details_at is not None).in_(lang),
        yes_or_no(person.shows_name).in_(lang),
        person.invoice,
        person.lang,
        f"{local(person.registered_at, zone):%Y-%m-%d %H:%M}",
    ]


def taken_words(person: PersonRow, part: Taken, offer: PartOffer, lang: Lang) -> str:
    """How somebody takes a part: På plats · Dubbelrum, Demo Bo · Linköping C, 07.15 · På reservlistan"""
    if not person.has(part):
        return PART_STATE_WORDS[part.state].in_(lang)
    if offer.details.kind is PartKind.DAY:
        return MODE_WORDS[part.mode].in_(lang)
    said = [ROOM_WORDS[part.room].in_(lang)] if part.room else []
    said += [word for word in (part.share_with, stop_title(offer.details, part.stop_id, lang)) if word]
    return ", ".join(said) or say("Yes").in_(lang)


def yes_or_no(value: bool) -> Text:
    """In one word."""
    return say("Yes") if value else say("No")
