"""Registering: the decision who gets a place, taken under the gathering's lock."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.tokens import new_salt
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.registrations.letters import LINK, PURPOSE
from planner.registrations.models import Party, Registration
from planner.registrations.queries import places
from planner.registrations.rules import (
    LINK_PAUSE_MINUTES,
    RegistrationDetails,
    RegistrationStatus,
    check_answers,
    decide,
    refusal,
)
from planner.registrations.services.answering import wants_place, write_answers, write_needs
from planner.registrations.services.seating import enter, settle
from planner.registrations.services.telling import tell_decision, tell_link


@dataclass(frozen=True)
class Registered:
    """How it went, and the token of the private link."""

    registration_id: int
    status: RegistrationStatus
    place: int | None
    """In the line, from 1; None for those who got a place."""
    token: str


@dataclass(frozen=True)
class AlreadyRegistered:
    """The address is registered; its owner has been sent the link, the asker is told no more than `refusal`."""

    refusal: Invalid


def register(work: Work, slug: str, details: RegistrationDetails, form_key: str) -> Registered | AlreadyRegistered:
    """Anybody registers, without an account: confirmed while places are left, else last in line.

    A form sent twice (`form_key` and address the same) makes nothing new. Raises Conflict when registration is not
    open, Invalid for answers that cannot be.
    """
    gate = enter(work, gate_of(work.db, slug).meeting_id)
    email = details.email.strip().lower()
    sent_before = places.row_by_form(work.db, form_key, email)
    if sent_before is not None:
        return _outcome(work, sent_before)
    closed = refusal(gate, work.now)
    if closed is not None:
        raise Conflict(closed)
    days = [day.held_on for day in gate.days]
    check_answers(details, mode=gate.mode, days=days, lasting=places.clusters_to_come_from(work.db))
    known = places.row_by_email(work.db, gate.meeting_id, email)
    if known is not None and known.status is not RegistrationStatus.CANCELLED:
        return _already(work, gate, known)
    row = _revived(known) if known else Registration(meeting_id=gate.meeting_id, uid=secrets.token_hex(16), parts=[])
    row.email = email
    _seat(work, gate, row, details, form_key)
    tell_decision(work, gate, row)
    settle(work, gate)
    return _outcome(work, row)


def _seat(work: Work, gate: Gate, row: Registration, details: RegistrationDetails, form_key: str) -> None:
    count = places.count_places(work.db, gate.meeting_id)
    row.status = decide(gate.capacity, count.taken, wants_place=wants_place(gate, details))
    row.place_in_line = count.last_in_line + 1 if row.status is RegistrationStatus.WAITING else None
    row.salt = new_salt()
    row.token_hash = work.site.keys.token_hash(PURPOSE, row.salt)
    row.registered_at = work.now
    row.party_id = _party(work, gate, details, form_key).id
    write_answers(work, gate, row, details)
    work.db.add(row)
    work.db.flush()
    write_needs(work, gate, row, details)


def _party(work: Work, gate: Gate, details: RegistrationDetails, form_key: str) -> Party:
    # Gone back in the browser and sent again for somebody else: the same form, but another registration.
    is_used = not form_key or places.is_form_known(work.db, form_key)
    party = Party(
        meeting_id=gate.meeting_id,
        form_key=secrets.token_hex(16) if is_used else form_key,
        booker_name=details.name,
        booker_email=details.email.strip().lower(),
        cluster_id=details.cluster_id,
        made_at=work.now,
    )
    work.db.add(party)
    work.db.flush()
    return party


def _revived(row: Registration) -> Registration:
    # Its calendar entry was cancelled with the sequence it has: a new one must come after that.
    row.sequence += 1
    row.revision += 1
    return row


def _already(work: Work, gate: Gate, row: Registration) -> AlreadyRegistered:
    since = work.now - timedelta(minutes=LINK_PAUSE_MINUTES)
    if not places.letter_since(work.db, LINK, gate.meeting_id, row.email, since):
        tell_link(work, gate, row)
    words = say(
        "%(email)s is already registered. We have sent the private link to that address again.", email=row.email
    )
    return AlreadyRegistered(Invalid({"email": words}))


def _outcome(work: Work, row: Registration) -> Registered:
    return Registered(
        registration_id=row.id,
        status=row.status,
        place=places.place_in(work.db, row),
        token=work.site.keys.token(PURPOSE, row.salt),
    )
