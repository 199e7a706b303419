"""Keeping and forgetting: diet and needs erased on their date."""

from sqlalchemy import delete, func, select

from planner.core.actor import require
from planner.core.work import Work
from planner.registrations.models import Erasure, Needs, Registration
from planner.registrations.permissions import may_erase


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
