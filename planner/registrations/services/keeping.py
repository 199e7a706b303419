"""Keeping and forgetting: diet and needs erased on their date; which clusters are asked to come."""

from collections.abc import Collection

from sqlalchemy import delete, func, select

from planner.core.actor import require
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.registrations.models import Erasure, Invitation, Needs, Registration
from planner.registrations.permissions import may_erase, may_invite
from planner.registrations.queries.tiles import invitations_of


def erase_needs(work: Work) -> int:
    """Erase diet and needs whose date has come, with a log of how many; gives their number. For a daily schedule."""
    require(may_erase(work.actor), work.actor)
    is_due = Needs.erase_on <= work.now.date()
    due = work.db.execute(
        select(Registration.meeting_id, func.count())
        .join(Needs, Needs.registration_id == Registration.id)
        .where(is_due)
        .group_by(Registration.meeting_id)
        .order_by(Registration.meeting_id)
    ).all()
    work.db.execute(delete(Needs).where(is_due))
    work.db.add_all(
        Erasure(meeting_id=meeting_id, what="needs", erased=number, erased_at=work.now) for meeting_id, number in due
    )
    return sum(number for _, number in due)


def invite_clusters(work: Work, slug: str, cluster_ids: Collection[int], *, absent_ids: Collection[int] = ()) -> None:
    """These clusters, and no others, are expected to answer; those of `absent_ids` have said they send nobody."""
    require(may_invite(work.actor), work.actor)
    meeting_id = gate_of(work.db, slug).meeting_id
    present = invitations_of(work.db, meeting_id)
    wanted = set(cluster_ids) | set(absent_ids)
    for cluster_id in set(present) - wanted:
        work.db.delete(present[cluster_id])
    for cluster_id in wanted:
        row = present.get(cluster_id)
        if row is None:
            row = Invitation(meeting_id=meeting_id, cluster_id=cluster_id, invited_at=work.now)
            work.db.add(row)
        row.sends_nobody = cluster_id in absent_ids
    work.db.flush()
