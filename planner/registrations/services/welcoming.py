"""Which letters leave when people have been registered: each their own, the booker one about all of them."""

from collections.abc import Sequence

from planner.core.language import Lang, Text, say
from planner.core.work import Work
from planner.mail.letter import Letter
from planner.mail.services import post_all
from planner.meetings.queries import Gate
from planner.meetings.rules import Mode
from planner.registrations import letters
from planner.registrations.letters import Booker, Guest, Member, Occasion
from planner.registrations.models import Party, Registration
from planner.registrations.rules import DECISION_WORDS, PartOffer, RegistrationStatus
from planner.registrations.services.telling import guest, occasion_of


def tell_party(
    work: Work,
    gate: Gate,
    made: Party,
    rows: Sequence[Registration],
    offers: tuple[PartOffer, ...],
    line: Sequence[int | None],
) -> None:
    """Everybody's own letter with their link, and calendar entries for the confirmed, all in two statements.

    `line`: the place of each in the line, if they wait.
    """
    on = occasion_of(work, gate, offers=offers, online=any(_comes_online(row) for row in rows))
    written: list[Letter] = []
    for row, place in zip(rows, line, strict=True):
        written += _welcome(on, guest(work, row, on, place=place), made, row)
    if len(rows) > 1 or rows[0].email != made.booker_email:
        members = [Member(row.name, row.email, _standing(place, row)) for row, place in zip(rows, line, strict=True)]
        lang: Lang = "en" if made.booker_lang == "en" else "sv"
        booker = Booker(made.booker_name, made.booker_email, lang, made.salt)
        written.append(letters.party(on, booker, members))
    post_all(work, written)


def _welcome(on: Occasion, to: Guest, made: Party, row: Registration) -> Sequence[Letter]:
    by_others = row.email != made.booker_email
    if row.status is RegistrationStatus.WAITING:
        return [letters.registered_by(on, to, made.booker_name) if by_others else letters.waiting(on, to)]
    practical = letters.registered_by(on, to, made.booker_name) if by_others else letters.registered(on, to)
    return letters.with_calendar(on, to, practical)


def _standing(place: int | None, row: Registration) -> Text:
    reason = DECISION_WORDS[row.decision]
    if place is None:
        return say("Registered. %(reason)s", reason=reason)
    return say("Number %(place)s on the waiting list. %(reason)s", place=place, reason=reason)


def _comes_online(row: Registration) -> bool:
    return row.status is RegistrationStatus.CONFIRMED and any(part.mode is Mode.ONLINE for part in row.parts)
