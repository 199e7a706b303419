"""Invitations that have left, and the tokens of their links."""

from sqlalchemy import select

from planner.core.work import Work
from planner.invitations.letters import PURPOSE
from planner.invitations.models import Invitation
from planner.meetings.queries import gate_of


def token_of(work: Work, invitation_id: int) -> str:
    """The token in the newest letter of an invitation."""
    salt = work.db.scalars(select(Invitation.salt).where(Invitation.id == invitation_id)).one()
    return work.site.keys.token(PURPOSE, salt)


def cluster_invitation(work: Work, slug: str, cluster_id: int) -> int:
    """The number of a cluster's invitation."""
    return work.db.scalars(
        select(Invitation.id).where(
            Invitation.meeting_id == gate_of(work.db, slug).meeting_id, Invitation.cluster_id == cluster_id
        )
    ).one()


def person_invitation(work: Work, slug: str, email: str) -> int:
    """The number of a named person's invitation."""
    return work.db.scalars(
        select(Invitation.id).where(
            Invitation.meeting_id == gate_of(work.db, slug).meeting_id, Invitation.email == email
        )
    ).one()
