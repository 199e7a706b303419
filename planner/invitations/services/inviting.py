"""Who is expected to answer, noted and struck out."""

from collections.abc import Collection
from typing import Any

from planner.core.actor import require
from planner.core.tokens import new_salt
from planner.core.work import Work
from planner.invitations.letters import PURPOSE
from planner.invitations.models import Invitation
from planner.invitations.permissions import may_invite
from planner.invitations.queries.rows import rows_by_cluster
from planner.meetings.queries import lock_gate_of


def invite_clusters(work: Work, slug: str, cluster_ids: Collection[int], *, absent_ids: Collection[int] = ()) -> None:
    """These clusters too are expected to answer; those of `absent_ids` have said they send nobody. No letter is sent.

    A cluster that was invited already stays as it is.
    """
    require(may_invite(work.actor), work.actor)
    meeting_id = lock_gate_of(work.db, slug).meeting_id
    present = rows_by_cluster(work.db, meeting_id)
    for cluster_id in sorted({*cluster_ids, *absent_ids}):
        row = present.get(cluster_id) or new_invitation(work, meeting_id, cluster_id=cluster_id)
        if cluster_id in absent_ids and row.declined_at is None:
            row.declined_at, row.declined_by = work.now, work.actor.name
        work.db.add(row)
    work.db.flush()


def new_invitation(work: Work, meeting_id: int, **who: Any) -> Invitation:
    """A row that is not stored yet, with a link of its own."""
    row = Invitation(meeting_id=meeting_id, invited_at=work.now, **who)
    give_link(work, row)
    return row


def give_link(work: Work, row: Invitation) -> None:
    """A new link; the old one is no good any more."""
    row.salt = new_salt()
    row.token_hash = work.site.keys.token_hash(PURPOSE, row.salt)
