"""Who is expected to answer: noted, corrected and struck out."""

from collections.abc import Collection, Sequence
from typing import Any

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.tokens import new_salt
from planner.core.work import Work
from planner.invitations.letters import PURPOSE
from planner.invitations.models import Invitation, InvitingTermsRow
from planner.invitations.permissions import may_invite
from planner.invitations.queries.rows import invitation_row, rows_by_address, rows_by_cluster
from planner.invitations.rules import Guest, InvitingTerms, check_guest, check_guests, check_terms
from planner.meetings.queries import lock_gate_of
from planner.network.queries import clusters_in_order


def invite_clusters(work: Work, slug: str, cluster_ids: Collection[int], *, absent_ids: Collection[int] = ()) -> int:
    """These clusters too are expected to answer; those of `absent_ids` have said they send nobody. No letter is sent.

    A cluster that was invited already stays as it is. Gives how many are new.
    """
    require(may_invite(work.actor), work.actor)
    meeting_id = lock_gate_of(work.db, slug).meeting_id
    wanted = {*cluster_ids, *absent_ids}
    if not wanted <= {cluster.id for cluster in clusters_in_order(work.db)}:
        raise Invalid({"clusters": say("Choose one of the options.")})
    present = rows_by_cluster(work.db, meeting_id)
    made = [_new(work, meeting_id, cluster_id=cluster_id) for cluster_id in sorted(wanted - present.keys())]
    for row in (*present.values(), *made):
        if row.cluster_id in absent_ids and row.declined_at is None:
            row.declined_at, row.declined_by = work.now, work.actor.name
    work.db.add_all(made)
    work.db.flush()
    return len(made)


def invite_people(work: Work, slug: str, guests: Sequence[Guest]) -> int:
    """These persons too are expected to answer; no letter is sent. Gives how many are new.

    Whoever was invited already under the same address stays as they are. Raises Invalid like check_guests().
    """
    require(may_invite(work.actor), work.actor)
    meeting_id = lock_gate_of(work.db, slug).meeting_id
    present = rows_by_address(work.db, meeting_id)
    made = [
        _new(work, meeting_id, name=guest.name, email=guest.email, lang=guest.lang, comes_from_id=guest.cluster_id)
        for guest in check_guests(guests)
        if guest.email not in present
    ]
    work.db.add_all(made)
    work.db.flush()
    return len(made)


def correct_address(work: Work, invitation_id: int, name: str, email: str) -> None:
    """A named person's name and address as they should have been. The link that went to the old one stops working.

    A cluster's address stands with the cluster. Raises Invalid, by field.
    """
    require(may_invite(work.actor), work.actor)
    row = invitation_row(work.db, invitation_id)
    if row.email is None:
        raise Conflict(say("The address of a cluster is changed on the cluster's own page."))
    check_guest(name, email)
    email = email.strip().lower()
    other = rows_by_address(work.db, row.meeting_id).get(email)
    if other is not None and other.id != row.id:
        raise Invalid({"email": say("%(email)s is invited already.", email=email)})
    if email != row.email:
        _give_link(work, row)
        row.sent_at, row.reminded_at, row.opened_at = None, None, None
        row.sendings += 1  # no letter has this number: how the old ones fared does not matter any more
    row.name, row.email = " ".join(name.split())[:200], email
    work.db.flush()


def remove(work: Work, invitation_id: int) -> None:
    """They are expected to answer no more; their link stops working. Whoever is registered stays so."""
    require(may_invite(work.actor), work.actor)
    work.db.delete(invitation_row(work.db, invitation_id))
    work.db.flush()


def set_terms(work: Work, slug: str, terms: InvitingTerms) -> None:
    """What the invitations say, and when the silent are reminded. Raises Invalid, or Conflict by its revision."""
    require(may_invite(work.actor), work.actor)
    check_terms(terms)
    meeting_id = lock_gate_of(work.db, slug).meeting_id
    row = work.db.get(InvitingTermsRow, meeting_id)
    if terms.revision != (row.revision if row else 0):
        raise Conflict(say("Somebody else changed this in the meantime."))
    if row is None:
        row = InvitingTermsRow(meeting_id=meeting_id, revision=0)
        work.db.add(row)
    row.message_sv, row.message_en = terms.message.sv, terms.message.en
    row.first_days, row.second_days = terms.first_days, terms.second_days
    row.revision += 1
    work.db.flush()


def _new(work: Work, meeting_id: int, **who: Any) -> Invitation:
    row = Invitation(meeting_id=meeting_id, invited_at=work.now, **who)
    _give_link(work, row)
    return row


def _give_link(work: Work, row: Invitation) -> None:
    row.salt = new_salt()
    row.token_hash = work.site.keys.token_hash(PURPOSE, row.salt)
