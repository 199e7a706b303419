"""How registering went, for whoever asked: everybody's standing, and the tokens of their links."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.core.errors import Invalid
from planner.core.work import Work
from planner.registrations.letters import PARTY_PURPOSE, PURPOSE
from planner.registrations.models import Party, Registration
from planner.registrations.queries import places
from planner.registrations.queries.seats import Count
from planner.registrations.rules import Decision, RegistrationStatus


@dataclass(frozen=True)
class Registered:
    """How it went with one person, and the token of their private link."""

    registration_id: int
    name: str
    status: RegistrationStatus
    decision: Decision
    place: int | None
    """In the line, from 1; None for those who got a place."""
    token: str


@dataclass(frozen=True)
class PartyRegistered:
    """How it went with everybody of a party, in the order they were named, and the token of the booker's link."""

    people: tuple[Registered, ...]
    token: str


@dataclass(frozen=True)
class AlreadyRegistered:
    """An address is registered; its owner has been sent the link, the asker is told no more than `refusal`."""

    refusal: Invalid


def outcome_before(work: Work, made: Party) -> PartyRegistered:
    """Of a form that was sent before."""
    rows = places.rows_of_party(work.db, made.id)
    return PartyRegistered(
        tuple(_registered(work, row, places.place_in(work.db, row)) for row in rows),
        work.site.keys.token(PARTY_PURPOSE, made.salt),
    )


def outcome_of(work: Work, made: Party, rows: Sequence[Registration], count: Count) -> PartyRegistered:
    """How it went with each of them, just seated and last in line."""
    # Nobody stands behind them, so their places are the last ones.
    place = count.waiting - sum(row.status is RegistrationStatus.WAITING for row in rows)
    people = []
    for row in rows:
        waits = row.status is RegistrationStatus.WAITING
        place += waits
        people.append(_registered(work, row, place if waits else None))
    return PartyRegistered(tuple(people), work.site.keys.token(PARTY_PURPOSE, made.salt))


def _registered(work: Work, row: Registration, place: int | None) -> Registered:
    return Registered(
        registration_id=row.id,
        name=row.name,
        status=row.status,
        decision=row.decision,
        place=place,
        token=work.site.keys.token(PURPOSE, row.salt),
    )
