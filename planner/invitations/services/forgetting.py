"""Those who were invited by name are kept no longer than those who registered."""

from sqlalchemy import delete

from planner.core.actor import require
from planner.core.work import Work
from planner.invitations.models import Invitation
from planner.invitations.queries.rows import meetings_to_forget
from planner.mail.services import forget_letters
from planner.registrations.permissions import may_erase
from planner.registrations.rules.keeping import Kind
from planner.registrations.services.erasing import log


def forget(work: Work, meeting_id: int, email: str) -> None:
    """Whoever was invited under this address was not. The use case below that erased them has asked whether it may."""
    work.db.execute(delete(Invitation).where(Invitation.meeting_id == meeting_id, Invitation.email == email))


def erase_guests(work: Work) -> int:
    """Erase who was invited by name to gatherings whose date for it has come, and the letters; gives how many people.

    For a daily schedule. What clusters answered stays.
    """
    require(may_erase(work.actor), work.actor)
    erased = 0
    for meeting_id in meetings_to_forget(work.db, work.now):
        named = (Invitation.meeting_id == meeting_id, Invitation.email.is_not(None))
        gone = len(work.db.execute(delete(Invitation).where(*named).returning(Invitation.id)).all())
        log(work, meeting_id, Kind.LETTERS, forget_letters(work, meeting_id))
        log(work, meeting_id, Kind.PEOPLE, gone)
        erased += gone
    return erased
