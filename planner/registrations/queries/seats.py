"""How the seats of a gathering are shared out and taken: what is decided from under its lock."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, exists, false, func, literal, select
from sqlalchemy.orm import Session

from planner.core.timespan import local
from planner.meetings.models import Meeting
from planner.meetings.queries import Gate
from planner.network.models import Cluster
from planner.network.rules import ClusterStatus
from planner.registrations.models import Allotment, Party, Registration, SeatTerms
from planner.registrations.rules import ClusterSeats, Hall, RegistrationStatus, Terms

SEATED = (RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED)
"""Whoever is offered a place holds it until the offer lapses."""


@dataclass(frozen=True)
class Count:
    """Who stands how, by cluster (None: from no cluster). Counted from the rows."""

    taken: Counter[int | None] = field(default_factory=Counter)
    """Seats taken or offered."""
    funded: Counter[int] = field(default_factory=Counter)
    waiting: int = 0
    last_in_line: int = 0
    """The highest number on the waiting list; 0 when nobody waits."""

    @property
    def total(self) -> int:
        return self.taken.total()


def count_seats(db: Session, meeting_id: int) -> Count:
    """Only under the gathering's lock is it still true a moment later. One statement."""
    seated = Registration.takes_place & Registration.status.in_(SEATED)
    rows = db.execute(
        select(
            Registration.cluster_id,
            func.count(case((seated, 1))).label("taken"),
            func.count(case((seated & Registration.is_funded, 1))).label("funded"),
            func.count(case((Registration.status == RegistrationStatus.WAITING, 1))).label("waiting"),
            func.max(Registration.place_in_line).label("last"),
        )
        .where(Registration.meeting_id == meeting_id)
        .group_by(Registration.cluster_id)
    ).all()
    return Count(
        taken=Counter({row.cluster_id: row.taken for row in rows if row.taken}),
        funded=Counter({row.cluster_id: row.funded for row in rows if row.funded and row.cluster_id is not None}),
        waiting=sum(row.waiting for row in rows),
        last_in_line=max((row.last or 0 for row in rows), default=0),
    )


def terms_of(db: Session, meeting_id: int) -> Terms:
    """How places are given at a gathering. One statement."""
    return entrance_of(db, meeting_id, None).terms


@dataclass(frozen=True)
class Entrance:
    """What is asked of whoever comes through the gate."""

    terms: Terms
    is_lasting: bool
    """Whether one can say that one comes from this cluster: it is active, or forming."""
    booked: int
    """How many people were registered by the same asker since."""


def entrance_of(
    db: Session, meeting_id: int, cluster_id: int | None, asker: str = "", since: datetime | None = None
) -> Entrance:
    """How places are given, and what is known of who asks for some. One statement."""
    lasting = exists().where(Cluster.id == cluster_id, Cluster.status != ClusterStatus.DORMANT)
    rows = db.execute(
        select(
            SeatTerms.offer_hours,
            SeatTerms.release_on,
            SeatTerms.erase_people_on,
            SeatTerms.asks_invoice,
            SeatTerms.revision,
            Allotment.cluster_id,
            Allotment.seats,
            Allotment.funded,
            lasting.label("is_lasting") if cluster_id is not None else false().label("is_lasting"),
            _booked(asker, since).label("booked"),
        )
        .select_from(Meeting)
        .outerjoin(SeatTerms, SeatTerms.meeting_id == Meeting.id)
        .outerjoin(Allotment, Allotment.meeting_id == Meeting.id)
        .where(Meeting.id == meeting_id)
        .order_by(Allotment.cluster_id)
    ).all()
    first = rows[0]
    terms = Terms(
        offer_hours=first.offer_hours,
        release_on=first.release_on,
        erase_people_on=first.erase_people_on,
        asks_invoice=bool(first.asks_invoice),
        seats=tuple(ClusterSeats(row.cluster_id, row.seats, row.funded) for row in rows if row.cluster_id is not None),
        revision=first.revision or 0,
    )
    return Entrance(terms, bool(first.is_lasting), first.booked)


def _booked(asker: str, since: datetime | None) -> ColumnElement[int]:
    if not asker or since is None:
        return literal(0)
    return (
        select(func.count(Registration.id))
        .join(Party, Party.id == Registration.party_id)
        .where(Party.asked_from == asker, Party.made_at >= since)
        .scalar_subquery()
    )


def hall_from(gate: Gate, terms: Terms, count: Count, now: datetime) -> Hall:
    """The hall as these rows and this day have it."""
    released = terms.are_released(today_at(gate, now))
    return Hall(
        capacity=gate.capacity,
        own={} if released else {seats.cluster_id: seats.seats for seats in terms.seats if seats.seats},
        taken=count.taken,
        funded={seats.cluster_id: seats.funded for seats in terms.seats if seats.funded},
        funded_taken=count.funded,
    )


def hall_of(db: Session, gate: Gate, now: datetime) -> Hall:
    """How the seats stand. Two statements."""
    return hall_from(gate, terms_of(db, gate.meeting_id), count_seats(db, gate.meeting_id), now)


def today_at(gate: Gate, now: datetime) -> date:
    """The day it is where the gathering is held."""
    return local(now, gate.zone).date()


def gatherings_to_release(db: Session, day: date) -> list[int]:
    """Gatherings whose kept seats are released by this day, and where somebody waits."""
    return list(
        db.scalars(
            select(Meeting.id)
            .join(SeatTerms, SeatTerms.meeting_id == Meeting.id)
            .where(SeatTerms.release_on <= day, Meeting.waiting > 0)
            .order_by(Meeting.id)
        )
    )


def terms_row(db: Session, meeting_id: int) -> SeatTerms | None:
    """The row, for a use case; None while the gathering goes by the usual terms."""
    return db.get(SeatTerms, meeting_id)


def allotment_rows(db: Session, meeting_id: int) -> dict[int, Allotment]:
    """The rows by cluster, for a use case."""
    rows = db.scalars(select(Allotment).where(Allotment.meeting_id == meeting_id))
    return {row.cluster_id: row for row in rows}
