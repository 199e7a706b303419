"""Who answered for a cluster is kept no longer than those who registered."""

from sqlalchemy import delete, or_, update

from planner.core.actor import require
from planner.core.work import Work
from planner.mail.services import forget_letters, forget_letters_by_id
from planner.polls.models import DatePoll, PollAsk, PollEntry, PollLetter
from planner.polls.queries.rows import letters_of, lock_poll, polls_to_forget
from planner.registrations.permissions import may_erase
from planner.registrations.rules.keeping import NOBODY, Kind
from planner.registrations.services.erasing import log


def erase_answerers(work: Work) -> int:
    """Erase who answered, their comments, entries and letters, of polls whose date for it has come; gives how many.

    For a daily schedule. What the clusters answered stays. Where no gathering came of a poll there is no log to write
    in.
    """
    require(may_erase(work.actor), work.actor)
    return sum(_erase(work, lock_poll(work.db, poll_id)) for poll_id in polls_to_forget(work.db, work.now))


def _erase(work: Work, poll: DatePoll) -> int:
    theirs = letters_of(work.db, poll.id)
    letters = forget_letters_by_id(work, theirs)
    work.db.execute(delete(PollLetter).where(PollLetter.letter_id.in_(theirs)))
    named = or_(PollAsk.answered_by.not_in(("", NOBODY)), PollAsk.comment != "")
    gone = work.db.execute(
        update(PollAsk)
        .where(PollAsk.poll_id == poll.id, named)
        .values(answered_by=NOBODY, comment="")
        .returning(PollAsk.id)
    ).all()
    if poll.meeting_id is not None:
        letters += forget_letters(work, poll.meeting_id)
        held = work.db.execute(
            delete(PollEntry).where(PollEntry.meeting_id == poll.meeting_id).returning(PollEntry.id)
        ).all()
        log(work, poll.meeting_id, Kind.LETTERS, letters)
        log(work, poll.meeting_id, Kind.PEOPLE, len(gone) + len(held))
        return len(gone) + len(held)
    return len(gone)
