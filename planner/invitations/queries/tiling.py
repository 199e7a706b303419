"""Which clusters have answered: the tiles of a gathering's dashboard."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from planner.invitations.models import Invitation, InvitationLetter
from planner.invitations.rules import Answer, Course
from planner.mail.models import PostedLetter
from planner.mail.rules import UNREACHED
from planner.network.queries import ClusterName, clusters_in_order
from planner.network.rules import ClusterStatus
from planner.registrations.models import Registration
from planner.registrations.rules import RegistrationStatus


@dataclass(frozen=True)
class Tile:
    """A cluster, and what it has answered."""

    cluster: ClusterName
    is_invited: bool
    course: Course

    @property
    def people(self) -> int:
        """Registered or waiting."""
        return self.course.people

    @property
    def sends_nobody(self) -> bool:
        return self.course.declined_at is not None

    @property
    def answer(self) -> Answer:
        return self.course.answer

    @property
    def sent_at(self) -> datetime | None:
        return self.course.sent_at

    @property
    def opened_at(self) -> datetime | None:
        return self.course.opened_at

    @property
    def has_bounced(self) -> bool:
        return self.course.has_bounced


def tiles(db: Session, meeting_id: int) -> tuple[Tile, ...]:
    """All clusters that can be invited, were invited or come, by name. Three statements."""
    invited = {
        row.cluster_id: row
        for row in db.execute(
            select(
                Invitation.cluster_id,
                Invitation.sent_at,
                Invitation.opened_at,
                Invitation.answered_at,
                Invitation.declined_at,
                has_bounced().label("has_bounced"),
            ).where(Invitation.meeting_id == meeting_id, Invitation.cluster_id.is_not(None))
        )
    }
    coming = people_by_cluster(db, meeting_id)
    return tuple(
        Tile(cluster, cluster.id in invited, _course(invited.get(cluster.id), coming.get(cluster.id, 0)))
        for cluster in clusters_in_order(db)
        if cluster.id in invited or cluster.id in coming or cluster.status is not ClusterStatus.DORMANT
    )


def has_bounced() -> ColumnElement[bool]:
    """Of an invitation: its newest letters came to nobody, none of them."""
    newest = and_(InvitationLetter.invitation_id == Invitation.id, InvitationLetter.sending == Invitation.sendings)
    letters = select(PostedLetter.id).join(InvitationLetter, InvitationLetter.letter_id == PostedLetter.id)
    failed = exists(letters.where(newest, PostedLetter.state.in_(UNREACHED)).correlate(Invitation))
    other = exists(letters.where(newest, PostedLetter.state.not_in(UNREACHED)).correlate(Invitation))
    return failed & ~other


def people_by_cluster(db: Session, meeting_id: int) -> dict[int, int]:
    """How many of each cluster are registered or wait. One statement."""
    rows = db.execute(
        select(Registration.cluster_id, func.count())
        .where(
            Registration.meeting_id == meeting_id,
            Registration.status != RegistrationStatus.CANCELLED,
            Registration.cluster_id.is_not(None),
        )
        .group_by(Registration.cluster_id)
    )
    return {cluster_id: number for cluster_id, number in rows if cluster_id is not None}


def _course(row: object, people: int) -> Course:
    if row is None:
        return Course(people=people)
    names = ("sent_at", "opened_at", "answered_at", "declined_at", "has_bounced")
    return Course(people=people, **{name: getattr(row, name) for name in names})
