"""Which letters about the programme somebody wants."""

from sqlalchemy import delete

from planner.core.actor import require
from planner.core.work import Work
from planner.mail.letter import Sort
from planner.mail.services import accept
from planner.publishing.models import LetterWish
from planner.publishing.permissions import may_want_letters
from planner.publishing.queries import registrations_written_to
from planner.registrations.queries.places import row_of


def want_letters(work: Work, registration_id: int, *, of_changes: bool, on_the_day: bool) -> None:
    """Somebody wants letters when what concerns them changes, and on the day itself when it runs late; or not."""
    require(may_want_letters(work.actor, registration_id), work.actor)
    row = _row(work, registration_id)
    row.of_changes, row.on_the_day = of_changes, on_the_day
    work.db.flush()
    # Whoever said no by the link in a letter, and yes here, said yes last.
    person = row_of(work.db, registration_id)
    for sort, is_wanted in ((Sort.CHANGES, of_changes), (Sort.ON_THE_DAY, on_the_day)):
        if is_wanted:
            accept(work, person.email, sort, person.meeting_id)


def note_wish(work: Work, address: str, meeting_id: int | None, sort: Sort, *, is_wanted: bool) -> None:
    """What somebody said by the link in a letter stands on their own pages too; None: at every gathering."""
    if sort not in (Sort.CHANGES, Sort.ON_THE_DAY):
        return
    for registration_id in registrations_written_to(work.db, address, meeting_id):
        row = _row(work, registration_id)
        if sort is Sort.CHANGES:
            row.of_changes = is_wanted
        else:
            row.on_the_day = is_wanted
    work.db.flush()


def _row(work: Work, registration_id: int) -> LetterWish:
    row = work.db.get(LetterWish, registration_id)
    if row is None:
        row = LetterWish(registration_id=registration_id, of_changes=True, on_the_day=False)
        work.db.add(row)
    return row


def forget_wish(work: Work, registration_id: int) -> None:
    """What somebody said of letters goes with them. The use case below that took them out has asked whether it may."""
    work.db.execute(delete(LetterWish).where(LetterWish.registration_id == registration_id))
