"""What an imported list is read against."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.language import language
from planner.lists.rules import Grounds
from planner.meetings.queries import Gate
from planner.network.queries import cluster_by_domain, clusters_in_order
from planner.network.rules import ClusterStatus
from planner.registrations.models import Registration
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.seats import today_at
from planner.registrations.rules import RegistrationStatus


def grounds_of(db: Session, gate: Gate, now: datetime) -> Grounds:
    """The gathering's days and parts, the clusters, and who is registered. Four statements."""
    clusters = clusters_in_order(db)
    known = db.scalars(
        select(Registration.email).where(
            Registration.meeting_id == gate.meeting_id, Registration.status != RegistrationStatus.CANCELLED
        )
    )
    return Grounds(
        mode=gate.mode,
        days=tuple(day.held_on for day in gate.days),
        offers=offers_of(db, gate.meeting_id),
        clusters={" ".join(cluster.name.casefold().split()): cluster.id for cluster in clusters},
        domains=cluster_by_domain(db),
        lasting=frozenset(cluster.id for cluster in clusters if cluster.status is not ClusterStatus.DORMANT),
        known=frozenset(known),
        today=today_at(gate, now),
        lang=language(),
    )
