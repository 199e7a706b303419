"""What the forms of registration show and ask, and what somebody has answered to them."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.meetings.queries import Gate
from planner.network.queries import ClusterName, cluster_by_domain, clusters_in_order
from planner.questions.queries import asked_of, versions_of
from planner.questions.rules import Asked, Given, askable, still_fit
from planner.registrations.models import Needs, Part, Registration, RegistrationPart
from planner.registrations.queries.answers import given_by
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.seats import count_seats, hall_from, terms_of, today_at
from planner.registrations.rules import (
    MODES_OF,
    Diet,
    Hall,
    PartChoice,
    PartKind,
    PartOffer,
    Terms,
    diets_in,
)


@dataclass(frozen=True)
class FormFacts:
    """What a form must know of a gathering."""

    gate: Gate
    today: date
    """Where the gathering is held."""
    clusters: tuple[ClusterName, ...]
    domains: tuple[tuple[str, int], ...]
    """(mail domain, cluster id)"""
    offers: tuple[PartOffer, ...]
    """Every part, days too, in order of time."""
    asked: tuple[Asked, ...]
    """The gathering's own questions, those that somebody may be shown."""
    terms: Terms
    hall: Hall

    @property
    def parts(self) -> tuple[PartOffer, ...]:
        """What one may say yes to beside the days."""
        return tuple(offer for offer in self.offers if offer.details.kind is not PartKind.DAY)

    @property
    def is_full(self) -> bool:
        """Whether nobody gets a place any more, of whatever cluster."""
        return self.hall.capacity is not None and self.hall.total >= self.hall.capacity


def form_facts(db: Session, gate: Gate, now: datetime) -> FormFacts:
    """All of it, in six statements."""
    terms = terms_of(db, gate.meeting_id)
    return FormFacts(
        gate=gate,
        today=today_at(gate, now),
        clusters=clusters_in_order(db),
        domains=cluster_by_domain(db),
        offers=offers_of(db, gate.meeting_id),
        asked=askable(asked_of(db, gate.meeting_id), MODES_OF[gate.mode]),
        terms=terms,
        hall=hall_from(gate, terms, count_seats(db, gate.meeting_id), now),
    )


@dataclass(frozen=True)
class Answered:
    """What somebody has answered beside name, days and needs in their own words."""

    diets: tuple[Diet, ...] = ()
    parts: tuple[PartChoice, ...] = ()
    given: tuple[Given, ...] = ()
    """Answers to own questions that still fit what is asked."""
    invoice: str = ""


def answered_by(db: Session, facts: FormFacts, registration_id: int) -> Answered:
    """What is kept of it. At most four statements."""
    row = db.execute(
        select(Registration.invoice, Needs.diets)
        .outerjoin(Needs, Needs.registration_id == Registration.id)
        .where(Registration.id == registration_id)
    ).one()
    chosen = db.execute(
        select(RegistrationPart.part_id, RegistrationPart.room, RegistrationPart.share_with, RegistrationPart.stop_id)
        .join(Part, Part.id == RegistrationPart.part_id)
        .where(RegistrationPart.registration_id == registration_id, Part.kind != PartKind.DAY)
    )
    answered = Answered(
        diets=diets_in(row.diets or ""),
        parts=tuple(PartChoice(*each) for each in chosen),
        invoice=row.invoice,
    )
    if not facts.asked:
        return answered
    versions = versions_of(db, facts.gate.meeting_id)
    return replace(answered, given=still_fit(facts.asked, given_by(db, registration_id), versions))
