"""Which clusters have answered: the tiles of a gathering's dashboard."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.network.queries import ClusterName, clusters_in_order
from planner.network.rules import ClusterStatus
from planner.registrations.models import Invitation, Registration
from planner.registrations.rules import Answer, RegistrationStatus, answer_of


@dataclass(frozen=True)
class Tile:
    """A cluster, and what it has answered."""

    cluster: ClusterName
    is_invited: bool
    sends_nobody: bool
    people: int
    """Registered or waiting."""

    @property
    def answer(self) -> Answer:
        return answer_of(self.people, sends_nobody=self.sends_nobody)


def tiles(db: Session, meeting_id: int) -> tuple[Tile, ...]:
    """All clusters that can be invited, were invited or come, by name. Three statements."""
    invited = {
        row.cluster_id: row.sends_nobody
        for row in db.execute(
            select(Invitation.cluster_id, Invitation.sends_nobody).where(Invitation.meeting_id == meeting_id)
        )
    }
    coming = {
        row[0]: row[1]
        for row in db.execute(
            select(Registration.cluster_id, func.count())
            .where(
                Registration.meeting_id == meeting_id,
                Registration.status != RegistrationStatus.CANCELLED,
                Registration.cluster_id.is_not(None),
            )
            .group_by(Registration.cluster_id)
        )
    }
    return tuple(
        Tile(cluster, cluster.id in invited, invited.get(cluster.id, False), coming.get(cluster.id, 0))
        for cluster in clusters_in_order(db)
        if cluster.id in invited or cluster.id in coming or cluster.status is not ClusterStatus.DORMANT
    )


def invitations_of(db: Session, meeting_id: int) -> dict[int, Invitation]:
    """The rows, by cluster: for use cases."""
    rows = db.scalars(select(Invitation).where(Invitation.meeting_id == meeting_id))
    return {row.cluster_id: row for row in rows}
