"""A party as its booker sees it, by the booker's own private link."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.actor import Actor
from planner.core.errors import NotFound
from planner.core.language import say
from planner.core.tokens import hash_token
from planner.meetings.queries import Gate, gate_by_id
from planner.network.models import Cluster
from planner.registrations.models import Party, Registration
from planner.registrations.queries.places import place_column
from planner.registrations.queries.privacy import has_no_name
from planner.registrations.rules import Decision, RegistrationStatus


@dataclass(frozen=True)
class PartyMember:
    """Somebody whom the booker registered."""

    registration_id: int
    name: str
    email: str
    status: RegistrationStatus
    decision: Decision
    place: int | None
    """In the line, from 1; None for those who do not wait."""
    offered_until: datetime | None
    has_answered: bool
    """Whether they have answered for themselves what only they can answer."""

    @property
    def is_cancelled(self) -> bool:
        return self.status is RegistrationStatus.CANCELLED


@dataclass(frozen=True)
class BookedParty:
    """Everybody of a party, in the order they were named, and who named them."""

    party_id: int
    booker_name: str
    booker_email: str
    cluster_id: int | None
    cluster: str
    organisation: str
    """For those who come from no cluster."""
    together: bool
    gate: Gate
    members: tuple[PartyMember, ...]

    @property
    def actor(self) -> Actor:
        """The holder of the link."""
        return Actor(name=self.booker_name, party_id=self.party_id)

    def member(self, registration_id: int) -> PartyMember:
        """One of them; NotFound for a registration that is not the party's."""
        found = next((member for member in self.members if member.registration_id == registration_id), None)
        if found is None:
            raise NotFound
        return found


def party_actor(db: Session, token: str) -> Actor:
    """Who a booker's link names. Raises NotFound for a link that was never made."""
    row = db.execute(select(Party.id, Party.booker_name).where(Party.token_hash == hash_token(token))).one_or_none()
    if row is None:
        raise _no_such_link()
    return Actor(name=row.booker_name, party_id=row.id)


def party(db: Session, token: str) -> BookedParty:
    """The party of a booker's link. Raises NotFound like party_actor. Two statements."""
    rows = db.execute(
        select(Party, Cluster.name.label("cluster"), Registration, place_column().label("place"))
        .join(Registration, Registration.party_id == Party.id)
        .outerjoin(Cluster, Cluster.id == Party.cluster_id)
        .where(Party.token_hash == hash_token(token), ~has_no_name())
        .order_by(Registration.id)
    ).all()
    if not rows:
        raise _no_such_link()
    made = rows[0].Party
    return BookedParty(
        party_id=made.id,
        booker_name=made.booker_name,
        booker_email=made.booker_email,
        cluster_id=made.cluster_id,
        cluster=rows[0].cluster or "",
        organisation="" if made.cluster_id else next((r.Registration.organisation for r in rows), ""),
        together=made.together,
        gate=gate_by_id(db, made.meeting_id),
        members=tuple(_member(row.Registration, row.place) for row in rows),
    )


def _member(row: Registration, place: int | None) -> PartyMember:
    return PartyMember(
        registration_id=row.id,
        name=row.name,
        email=row.email,
        status=row.status,
        decision=row.decision,
        place=place,
        offered_until=row.offered_until,
        has_answered=row.details_at is not None,
    )


def _no_such_link() -> NotFound:
    return NotFound(say("This private link is not valid. Use the link in the newest letter about your registration."))
