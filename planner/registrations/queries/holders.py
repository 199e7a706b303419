"""A registration as the person who holds its private link sees it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.actor import Actor
from planner.core.errors import NotFound
from planner.core.language import Lang, say
from planner.core.tokens import hash_token
from planner.meetings.queries import Gate, gate_by_id
from planner.meetings.rules import Mode
from planner.network.models import Cluster
from planner.registrations.models import Needs, Part, Party, Registration, RegistrationPart
from planner.registrations.queries.places import place_column
from planner.registrations.rules import DayChoice, Decision, Diet, PartKind, RegistrationStatus, diets_in
from planner.registrations.rules.keeping import is_erased


@dataclass(frozen=True)
class Holder:
    """Everything of one registration."""

    registration_id: int
    status: RegistrationStatus
    place: int | None
    """In the line, from 1; None for those who do not wait."""
    name: str
    email: str
    phone: str
    cluster_id: int | None
    cluster: str
    organisation: str
    lang: Lang
    days: tuple[DayChoice, ...]
    diet: str
    access: str
    erase_on: date
    shows_name: bool
    registered_at: datetime
    changed_at: datetime
    revision: int
    gate: Gate
    decision: Decision
    """Why they have a place, or wait for one."""
    offered_until: datetime | None
    """Until then a place is held for them."""
    is_funded: bool
    details_at: datetime | None
    """When they answered for themselves; None: so far somebody else gave their name."""
    diets: tuple[Diet, ...]
    invoice: str
    booker: str
    """Who registered them; empty when they did it themselves."""

    @property
    def comes_from(self) -> str:
        return self.cluster or self.organisation

    @property
    def comes_online(self) -> bool:
        """Whether they are to have the online link: on some day, and not while they wait."""
        is_confirmed = self.status is RegistrationStatus.CONFIRMED
        return is_confirmed and any(choice.mode is Mode.ONLINE for choice in self.days)


def holder_actor(db: Session, token: str) -> Actor:
    """Who a private link names. Raises NotFound for a link that was never made, or was replaced."""
    row = db.execute(
        select(Registration.id, Registration.name).where(Registration.token_hash == hash_token(token))
    ).one_or_none()
    if row is None:
        raise _no_such_link()
    return Actor(name=row.name, registration_id=row.id)


def holder(db: Session, token: str) -> Holder:
    """The registration of a private link. Raises NotFound like holder_actor. Three statements."""
    row = db.execute(
        select(Registration, Cluster.name, Needs, Party.booker_name, Party.booker_email, place_column())
        .join(Party, Party.id == Registration.party_id)
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .outerjoin(Needs, Needs.registration_id == Registration.id)
        .where(Registration.token_hash == hash_token(token))
    ).one_or_none()
    if row is None:
        raise _no_such_link()
    found, cluster, needs, booker, booker_email, place = row
    gate = gate_by_id(db, found.meeting_id)
    return Holder(
        registration_id=found.id,
        status=found.status,
        place=place,
        name=found.name,
        email=found.email,
        phone=found.phone,
        cluster_id=found.cluster_id,
        cluster=cluster or "",
        organisation=found.organisation,
        lang="en" if found.lang == "en" else "sv",
        days=days_of(db, found.id),
        diet=needs.diet if needs else "",
        access=needs.access if needs else "",
        erase_on=needs.erase_on if needs else gate.erase_needs_on,
        shows_name=found.shows_name,
        registered_at=found.registered_at,
        changed_at=found.changed_at,
        revision=found.revision,
        gate=gate,
        decision=found.decision,
        offered_until=found.offered_until,
        is_funded=found.is_funded,
        details_at=found.details_at,
        diets=diets_in(needs.diets if needs else ""),
        invoice=found.invoice,
        booker="" if booker_email == found.email or is_erased(booker_email) else booker,
    )


def days_of(db: Session, registration_id: int) -> tuple[DayChoice, ...]:
    """The days somebody comes, in order."""
    rows = db.execute(
        select(Part.held_on, RegistrationPart.mode)
        .join(Part, Part.id == RegistrationPart.part_id)
        .where(RegistrationPart.registration_id == registration_id, Part.kind == PartKind.DAY)
        .order_by(Part.held_on)
    )
    return tuple(DayChoice(row.held_on, row.mode) for row in rows)


def _no_such_link() -> NotFound:
    return NotFound(
        say(
            "This private link does not work, or does so no more: a colleague may have taken over the place, or "
            "everything about the person is erased. Otherwise use the link in the newest letter about your "
            "registration."
        )
    )


def private_salt(db: Session, email: str) -> str | None:
    """The salt of the private link of the first registration under this address, if any: for the command line."""
    return db.scalar(select(Registration.salt).where(Registration.email == email).order_by(Registration.id).limit(1))
