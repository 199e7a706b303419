"""Registering many from a list that a lead kept elsewhere: seats and the line as ever, letters if wanted."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from planner.accounts.queries import contact_of
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, say
from planner.core.work import Work, tell
from planner.meetings.queries import Gate
from planner.registrations.models import Registration
from planner.registrations.news import PeopleRegistered, Registrant
from planner.registrations.permissions import may_see_all_people
from planner.registrations.queries import parts, places
from planner.registrations.queries.seats import terms_of, today_at
from planner.registrations.rules import (
    PartKind,
    PartOffer,
    PartyDetails,
    RegistrationDetails,
    RegistrationStatus,
    change_refusal,
    check_answers,
    check_choices,
)
from planner.registrations.services import registering
from planner.registrations.services.answering import write_needs
from planner.registrations.services.outcomes import Registered, outcome_of
from planner.registrations.services.seating import enter_by_slug, note_places, serve_line_first
from planner.registrations.services.welcoming import tell_party


def import_people(
    work: Work, slug: str, people: Sequence[RegistrationDetails], *, with_letters: bool
) -> tuple[Registered, ...]:
    """Register all of these, in their order, or nobody; each is one of a party that the lead booked.

    The lead may do so before registration opens and after it has closed. Raises Invalid by `row_<n>` (n counts from
    0) for an address that is registered already or stands there twice, and for answers that cannot be. Letters with
    their links leave only `with_letters`.
    """
    require(may_see_all_people(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    closed = change_refusal(gate, work.now)
    if closed is not None:
        raise Conflict(closed)
    terms = terms_of(work.db, gate.meeting_id)
    serve_line_first(work, gate, terms)
    offers = parts.offers_of(work.db, gate.meeting_id)
    people = [replace(said, email=said.email.strip().lower()) for said in people]
    here = {row.email: row for row, _ in places.rows_known(work.db, gate.meeting_id, [p.email for p in people], "")}
    _check(work, gate, people, offers, here)
    name, email = contact_of(work.db, work.actor)
    booker = replace(people[0], name=name, email=email, cluster_id=None)
    made = registering.make_party(work, gate, PartyDetails(booker), "")
    rows = [registering.write_row(work, gate, here.get(said.email), said, offers) for said in people]
    count = registering.seat_rows(work, gate, made, rows, offers, terms)
    for row, said in zip(rows, people, strict=True):
        write_needs(work, gate, row, said, are_known=row.email in here)
    outcome = outcome_of(work, made, rows, count)
    if with_letters:
        tell_party(work, gate, made, rows, offers, [person.place for person in outcome.people])
    note_places(work, gate, count)
    registrants = tuple(Registrant(row.id, row.email, row.cluster_id) for row in rows)
    tell(work, PeopleRegistered(gate.meeting_id, registrants, ""))
    return outcome.people


def _check(
    work: Work,
    gate: Gate,
    people: Sequence[RegistrationDetails],
    offers: Sequence[PartOffer],
    here: dict[str, Registration],
) -> None:
    if not people:
        raise Invalid({"rows": say("There is nobody to register.")})
    lasting = places.clusters_to_come_from(work.db)
    wrong: dict[str, Text] = {}
    seen: set[str] = set()
    for number, said in enumerate(people):
        known = here.get(said.email)
        if said.email in seen or (known is not None and known.status is not RegistrationStatus.CANCELLED):
            wrong[f"row_{number}"] = say("%(email)s is registered already, with a seat or in line.", email=said.email)
            continue
        seen.add(said.email)
        problem = _problem(work, gate, said, offers, lasting)
        if problem is not None:
            wrong[f"row_{number}"] = problem
    if wrong:
        raise Invalid(wrong)


def _problem(
    work: Work, gate: Gate, said: RegistrationDetails, offers: Sequence[PartOffer], lasting: Collection[int]
) -> Text | None:
    side = {offer.part_id for offer in offers if offer.details.kind is PartKind.SIDE_MEETING}
    days = [day.held_on for day in gate.days]
    comes_aside = any(choice.part_id in side for choice in said.parts)
    try:
        check_answers(said, mode=gate.mode, days=days, lasting=lasting, side=comes_aside)
        check_choices(said.parts, offers, (), today_at(gate, work.now))
    except Invalid as error:
        return error.words
    return None
