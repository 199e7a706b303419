"""What those who are invited say: with people, or that nobody comes; and that they looked at the page."""

from sqlalchemy import ColumnElement, or_, update

from planner.core.actor import require
from planner.core.tokens import hash_token
from planner.core.work import Work
from planner.invitations.models import Invitation
from planner.invitations.permissions import may_answer
from planner.invitations.queries.rows import invitation_row
from planner.registrations.news import PeopleRegistered


def decline(work: Work, invitation_id: int) -> None:
    """Nobody comes: said by whoever holds the link, or noted by a lead. Said twice, the first time counts."""
    require(may_answer(work.actor, invitation_id), work.actor)
    row = invitation_row(work.db, invitation_id)
    if row.declined_at is None:
        row.declined_at = work.now
        row.declined_by = "" if _holds(work, invitation_id) else work.actor.name
    _note_opened(work, row)


def take_back(work: Work, invitation_id: int) -> None:
    """It was not said that nobody comes: they are expected to answer again."""
    require(may_answer(work.actor, invitation_id), work.actor)
    row = invitation_row(work.db, invitation_id)
    row.declined_at, row.declined_by = None, ""
    _note_opened(work, row)


def note_opened(work: Work, invitation_id: int) -> None:
    """Somebody, not a mail scanner, has looked at the page; the first time counts."""
    require(may_answer(work.actor, invitation_id), work.actor)
    _note_opened(work, invitation_row(work.db, invitation_id))


def note_answers(work: Work, news: PeopleRegistered) -> None:
    """Whoever is invited and has had people registered has answered, whatever they said before. One statement."""
    clusters = {person.cluster_id for person in news.people if person.cluster_id is not None}
    concerned: list[ColumnElement[bool]] = [
        Invitation.cluster_id.in_(clusters),
        Invitation.email.in_({person.email for person in news.people}),
    ]
    if news.via:
        concerned.append(Invitation.token_hash == hash_token(news.via))
    work.db.execute(
        update(Invitation)
        .where(Invitation.meeting_id == news.meeting_id, or_(*concerned))
        .values(answered_at=work.now, declined_at=None, declined_by="")
        .execution_options(synchronize_session="fetch")
    )


def _note_opened(work: Work, row: Invitation) -> None:
    if row.opened_at is None and _holds(work, row.id):
        row.opened_at = work.now
    work.db.flush()


def _holds(work: Work, invitation_id: int) -> bool:
    return work.actor.invitation_id == invitation_id
