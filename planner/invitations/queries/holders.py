"""An invitation as whoever holds its link sees it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from planner.core.actor import Actor
from planner.core.errors import NotFound
from planner.core.language import say
from planner.core.tokens import hash_token
from planner.invitations.models import Invitation
from planner.meetings.queries import Gate, gate_by_id
from planner.network.models import Cluster
from planner.registrations.models import Registration
from planner.registrations.rules import RegistrationStatus


@dataclass(frozen=True)
class ClusterPerson:
    """Somebody of the cluster who is registered."""

    registration_id: int
    name: str
    email: str
    status: RegistrationStatus


@dataclass(frozen=True)
class Invited:
    """Everything that the page behind the link shows."""

    invitation_id: int
    cluster_id: int | None
    """The cluster that is invited; None: a person is."""
    cluster_slug: str
    """Of that cluster, or of the one that the person belongs to."""
    cluster: str
    name: str
    """The person's; of a cluster's invitation the cluster's."""
    opened_at: datetime | None
    answered_at: datetime | None
    declined_at: datetime | None
    people: tuple[ClusterPerson, ...]
    """Of a cluster's invitation: who is registered or waits, by the time they registered. Else the person, if so."""
    gate: Gate

    @property
    def is_cluster(self) -> bool:
        return self.cluster_id is not None

    @property
    def sends_nobody(self) -> bool:
        return self.declined_at is not None and not self.people

    def person(self, registration_id: int) -> ClusterPerson:
        """One of the cluster's people. Raises NotFound for anybody else."""
        found = next((p for p in self.people if self.is_cluster and p.registration_id == registration_id), None)
        if found is None:
            raise NotFound
        return found


def invited(db: Session, token: str) -> Invited:
    """What the link is for. Raises NotFound for one that was never made, or was replaced. Three statements."""
    one, cluster, home = _row(db, token)
    shown = cluster or home
    condition = (
        Registration.cluster_id == one.cluster_id if one.cluster_id is not None else Registration.email == one.email
    )
    people = db.execute(
        select(Registration.id, Registration.name, Registration.email, Registration.status)
        .where(
            Registration.meeting_id == one.meeting_id, Registration.status != RegistrationStatus.CANCELLED, condition
        )
        .order_by(Registration.id)
    )
    return Invited(
        invitation_id=one.id,
        cluster_id=one.cluster_id,
        cluster_slug=shown.slug if shown else "",
        cluster=shown.name if shown else "",
        name=cluster.name if cluster else one.name,
        opened_at=one.opened_at,
        answered_at=one.answered_at,
        declined_at=one.declined_at,
        people=tuple(ClusterPerson(*person) for person in people),
        gate=gate_by_id(db, one.meeting_id),
    )


def invited_actor(db: Session, token: str) -> Actor:
    """Whom the link names: of a cluster's invitation the cluster's contact, who looks after its people.

    Raises NotFound like invited().
    """
    one, cluster, _ = _row(db, token)
    if cluster is None:
        return Actor(name=one.name, invitation_id=one.id)
    return Actor(name=cluster.contact_name or cluster.name, cluster_ids=frozenset({cluster.id}), invitation_id=one.id)


def _row(db: Session, token: str) -> tuple[Invitation, Cluster | None, Cluster | None]:
    """The invitation; the cluster that is invited; the one that the person belongs to."""
    home = aliased(Cluster)
    row = db.execute(
        select(Invitation, Cluster, home)
        .outerjoin(Cluster, Cluster.id == Invitation.cluster_id)
        .outerjoin(home, home.id == Invitation.comes_from_id)
        # Until the first letter has left nobody can have the link.
        .where(Invitation.token_hash == hash_token(token), Invitation.sent_at.is_not(None))
    ).one_or_none()
    if row is None:
        raise NotFound(say("This invitation link is not valid. Use the link in the newest letter about the gathering."))
    return row[0], row[1], row[2]
