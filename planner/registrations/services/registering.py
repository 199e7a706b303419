"""Registering: the decision who gets a place, taken under the gathering's lock."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, say
from planner.core.tokens import new_salt
from planner.core.work import Work, tell
from planner.meetings.queries import Gate
from planner.registrations.letters import LINK, PARTY_PURPOSE, PURPOSE
from planner.registrations.models import Party, Registration
from planner.registrations.news import PeopleRegistered, Registrant
from planner.registrations.queries import parts, places
from planner.registrations.queries.seats import Count, Entrance, count_seats, entrance_of, hall_from, today_at
from planner.registrations.rules import (
    LINK_PAUSE_MINUTES,
    PartKind,
    PartOffer,
    PartState,
    PartyDetails,
    RegistrationDetails,
    RegistrationStatus,
    Seating,
    Terms,
    Want,
    check_answers,
    check_choices,
    check_open_days,
    check_party,
    check_rate,
    refusal,
    seat_party,
    share_part,
    takes_place,
)
from planner.registrations.services.answering import write_answers, write_needs
from planner.registrations.services.outcomes import (
    AlreadyRegistered,
    PartyRegistered,
    Registered,
    outcome_before,
    outcome_of,
)
from planner.registrations.services.questioning import read_given, write_given
from planner.registrations.services.seating import enter_by_slug, note_places, serve_line_first
from planner.registrations.services.telling import tell_link
from planner.registrations.services.welcoming import tell_party


def register(work: Work, slug: str, details: RegistrationDetails, form_key: str) -> Registered | AlreadyRegistered:
    """register_party() of one person who comes alone."""
    outcome = register_party(work, slug, PartyDetails(details), form_key)
    return outcome if isinstance(outcome, AlreadyRegistered) else outcome.people[0]


def register_party(
    work: Work, slug: str, party: PartyDetails, form_key: str, *, via: str = ""
) -> PartyRegistered | AlreadyRegistered:
    """Anybody registers themselves and colleagues, without an account: confirmed while places are left, else in line.

    A form sent twice (`form_key` and addresses the same) makes nothing new. One address that is registered already
    refuses the whole party. `via`: the token of the invitation they came by. Raises Conflict when registration is
    not open, Invalid for answers that cannot be.
    """
    gate = enter_by_slug(work, slug)
    known = places.rows_known(work.db, gate.meeting_id, party.addresses, form_key)
    sent = [(row, made) for row, made in known if form_key and made.form_key == form_key]
    if sent and {row.email for row, _ in sent} >= set(party.addresses):
        return outcome_before(work, sent[0][1])
    closed = refusal(gate, work.now)
    if closed is not None:
        raise Conflict(closed)
    asker = _asker(work, party)
    door = entrance_of(work.db, gate.meeting_id, party.booker.cluster_id, asker, work.now - timedelta(hours=1))
    serve_line_first(work, gate, door.terms)
    offers = parts.offers_of(work.db, gate.meeting_id)
    _check(work, gate, party, offers, door)
    own = read_given(work, gate, party.booker) if party.comes else None
    here = {row.email: row for row, _ in known if row.email in party.addresses}
    refused = _already(work, gate, party, here)
    if refused is not None:
        return refused
    # Gone back in the browser and sent again for somebody else: the same form, but another party.
    made = make_party(work, gate, party, "" if sent else form_key)
    rows = [write_row(work, gate, here.get(said.email), said, offers) for said in _everybody(party)]
    count = seat_rows(work, gate, made, rows, offers, door.terms)
    if party.comes:
        write_needs(work, gate, rows[0], party.booker, are_known=rows[0].email in here)
        write_given(work, gate, rows[0], own, are_known=rows[0].email in here)
    outcome = outcome_of(work, made, rows, count)
    tell_party(work, gate, made, rows, offers, [person.place for person in outcome.people])
    note_places(work, gate, count)
    people = tuple(Registrant(row.id, row.email, row.cluster_id) for row in rows)
    tell(work, PeopleRegistered(gate.meeting_id, people, via))
    return outcome


def _check(work: Work, gate: Gate, party: PartyDetails, offers: Sequence[PartOffer], door: Entrance) -> None:
    check_party(party)
    check_rate(door.booked, len(party.addresses))
    said = party.booker
    side = {offer.part_id for offer in offers if offer.details.kind is PartKind.SIDE_MEETING}
    check_answers(
        said,
        mode=gate.mode,
        days=[day.held_on for day in gate.days],
        lasting=[said.cluster_id] if said.cluster_id is not None and door.is_lasting else [],
        side=any(choice.part_id in side for choice in said.parts),
    )
    today = today_at(gate, work.now)
    check_choices(said.parts, offers, (), today)
    check_open_days([choice.held_on for choice in said.days], (), offers, today)


def _everybody(party: PartyDetails) -> list[RegistrationDetails]:
    """What is said of each: of colleagues their names, and the days and parts that go for all."""
    booker = replace(party.booker, email=party.booker.email.strip().lower())
    shared = RegistrationDetails(
        name="",
        email="",
        days=booker.days,
        lang=booker.lang,
        cluster_id=booker.cluster_id,
        organisation=booker.organisation,
        # Whom to share a room with is nobody's business but theirs.
        parts=tuple(replace(choice, share_with="") for choice in booker.parts),
        invoice=booker.invoice,
    )
    colleagues = [replace(shared, name=c.name, email=c.email.strip().lower()) for c in party.colleagues]
    return [booker, *colleagues] if party.comes else colleagues


def write_row(
    work: Work,
    gate: Gate,
    known: Registration | None,
    said: RegistrationDetails,
    offers: Sequence[PartOffer],
) -> Registration:
    """One person, new or once cancelled, with a new link; not seated yet."""
    if known is None:
        row = Registration(meeting_id=gate.meeting_id, uid=secrets.token_hex(16), revision=1, sequence=0, parts=[])
    else:
        row = places.row_of(work.db, known.id)
        # Its calendar entry was cancelled with the sequence it has: a new one must come after that.
        row.sequence += 1
        row.revision += 1
        row.parts[:] = []
        work.db.flush()
    row.email = said.email
    row.salt = new_salt()
    row.token_hash = work.site.keys.token_hash(PURPOSE, row.salt)
    row.registered_at = work.now
    write_answers(work, gate, row, said, offers)
    return row


def seat_rows(
    work: Work, gate: Gate, made: Party, rows: Sequence[Registration], offers: tuple[PartOffer, ...], terms: Terms
) -> Count:
    """Decide for everybody, and store them; gives how the seats stand with them."""
    count = count_seats(work.db, gate.meeting_id)
    hall = hall_from(gate, terms, count, work.now)
    wants = [Want(row.cluster_id, row.takes_place) for row in rows]
    taken, waiting, last = count.taken.copy(), count.waiting, count.last_in_line
    for row, seating in zip(rows, seat_party(hall, wants, together=made.together), strict=True):
        _decide(row, seating)
        row.party_id = made.id
        row.details_at = work.now if row.email == made.booker_email else None
        if seating.decision.gives_seat:
            taken[row.cluster_id] += row.takes_place
        else:
            waiting, last = waiting + 1, last + 1
            row.place_in_line = last
    _share_parts(gate, rows, offers)
    work.db.add_all(rows)
    work.db.flush()
    return Count(taken, count.funded, waiting, last)


def _decide(row: Registration, seating: Seating) -> None:
    row.decision, row.is_funded = seating.decision, seating.is_funded
    gives = seating.decision.gives_seat
    row.status = RegistrationStatus.CONFIRMED if gives else RegistrationStatus.WAITING
    row.place_in_line, row.offered_until = None, None


def _share_parts(gate: Gate, rows: Sequence[Registration], offers: Sequence[PartOffer]) -> None:
    for offer in offers:
        asked = [
            part
            for row in rows
            if row.status is RegistrationStatus.CONFIRMED
            for part in row.parts
            if part.part_id == offer.part_id
        ]
        states = share_part(offer, [takes_place(gate.mode, {part.mode}) for part in asked])
        last = offer.last_in_line
        for part, state in zip(asked, states, strict=True):
            part.state = state
            if state is PartState.WAITING:
                last += 1
                part.place_in_line = last


def make_party(work: Work, gate: Gate, party: PartyDetails, form_key: str) -> Party:
    """The party itself, with a link of its own for its booker."""
    salt = new_salt()
    made = Party(
        meeting_id=gate.meeting_id,
        form_key=form_key or secrets.token_hex(16),
        booker_name=party.booker.name,
        booker_email=party.booker.email.strip().lower(),
        booker_lang=party.booker.lang,
        cluster_id=party.booker.cluster_id,
        together=party.together and len(party.addresses) > 1,
        salt=salt,
        token_hash=work.site.keys.token_hash(PARTY_PURPOSE, salt),
        asked_from=_asker(work, party),
        made_at=work.now,
    )
    work.db.add(made)
    work.db.flush()
    return made


def _asker(work: Work, party: PartyDetails) -> str:
    return work.site.keys.token("asked-from", party.asked_from) if party.asked_from else ""


def _already(work: Work, gate: Gate, party: PartyDetails, here: dict[str, Registration]) -> AlreadyRegistered | None:
    """Who is registered already is told so by letter, to their own address; the asker learns which address it is."""
    fields = ["email"] if party.comes else []
    fields += [f"colleague_email_{number}" for number in range(len(party.colleagues))]
    wrong: dict[str, Text] = {}
    since = work.now - timedelta(minutes=LINK_PAUSE_MINUTES)
    for field, email in zip(fields, party.addresses, strict=True):
        row = here.get(email)
        if row is None or row.status is RegistrationStatus.CANCELLED:
            continue
        if not places.letter_since(work.db, LINK, gate.meeting_id, email, since):
            tell_link(work, gate, places.row_of(work.db, row.id))
        wrong[field] = say(
            "%(email)s is already registered. We have sent the private link to that address again.", email=email
        )
    return AlreadyRegistered(Invalid(wrong)) if wrong else None
