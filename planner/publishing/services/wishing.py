"""Which letters about the programme somebody wants."""

from sqlalchemy import delete

from planner.core.actor import require
from planner.core.work import Work
from planner.publishing.models import LetterWish
from planner.publishing.permissions import may_want_letters


def want_letters(work: Work, registration_id: int, *, of_changes: bool, on_the_day: bool) -> None:
    """Somebody wants letters when what concerns them changes, and on the day itself when it runs late; or not."""
    require(may_want_letters(work.actor, registration_id), work.actor)
    row = work.db.get(LetterWish, registration_id) or LetterWish(registration_id=registration_id)
    row.of_changes, row.on_the_day = of_changes, on_the_day
    work.db.add(row)
    work.db.flush()


def forget_wish(work: Work, registration_id: int) -> None:
    """What somebody said of letters goes with them. The use case below that took them out has asked whether it may."""
    work.db.execute(delete(LetterWish).where(LetterWish.registration_id == registration_id))
