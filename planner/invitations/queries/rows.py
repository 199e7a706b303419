"""Rows of invitations, for use cases."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from planner.core.errors import NotFound
from planner.invitations.models import Invitation
from planner.meetings.models import Meeting
from planner.meetings.rules import Status
from planner.registrations.queries.privacy import due_among


def invitation_row(db: Session, invitation_id: int) -> Invitation:
    """One invitation. Raises NotFound."""
    row = db.get(Invitation, invitation_id)
    if row is None:
        raise NotFound
    return row


def rows_by_cluster(db: Session, meeting_id: int) -> dict[int, Invitation]:
    """The invitations of clusters, by cluster."""
    rows = db.scalars(select(Invitation).where(Invitation.meeting_id == meeting_id, Invitation.cluster_id.is_not(None)))
    return {row.cluster_id: row for row in rows if row.cluster_id is not None}


def rows_by_address(db: Session, meeting_id: int) -> dict[str, Invitation]:
    """The invitations of named persons, by address."""
    rows = db.scalars(select(Invitation).where(Invitation.meeting_id == meeting_id, Invitation.email.is_not(None)))
    return {row.email: row for row in rows if row.email is not None}


def meetings_to_remind(db: Session) -> list[int]:
    """Gatherings that were opened, have a last day to register, and have sent invitations."""
    sent = exists().where(Invitation.meeting_id == Meeting.id, Invitation.sent_at.is_not(None))
    return list(
        db.scalars(
            select(Meeting.id)
            .where(Meeting.status == Status.OPEN, Meeting.last_day.is_not(None), sent)
            .order_by(Meeting.id)
        )
    )


def meetings_to_forget(db: Session, now: datetime) -> tuple[int, ...]:
    """Gatherings whose people are due to be erased, and where somebody was invited by name. One statement."""
    named = exists().where(Invitation.meeting_id == Meeting.id, Invitation.email.is_not(None))
    return due_among(db, now, named)
