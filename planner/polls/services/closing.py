"""Closing a poll before its last day, and taking answers again."""

from datetime import date

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.timespan import local
from planner.core.work import Work
from planner.polls.models import DatePoll
from planner.polls.permissions import may_ask
from planner.polls.queries.rows import dates_by_day, lock_poll
from planner.polls.rules import Course, PollStatus


def close(work: Work, poll_id: int) -> None:
    """No more answers by the link. Conflict unless it is open."""
    require(may_ask(work.actor), work.actor)
    poll = lock_poll(work.db, poll_id)
    if _status(work, poll) is not PollStatus.OPEN:
        raise Conflict(say("It is not open."))
    poll.closed_at, poll.closed_by = work.now, work.actor.name
    poll.revision += 1
    work.db.flush()


def reopen(work: Work, poll_id: int, last_day: date) -> None:
    """Answers are taken again, until 23.59 of `last_day`. Conflict unless it is closed and no date is picked."""
    require(may_ask(work.actor), work.actor)
    poll = lock_poll(work.db, poll_id)
    if _status(work, poll) is not PollStatus.CLOSED:
        raise Conflict(say("It is not closed."))
    if last_day < local(work.now, poll.zone).date():
        raise Invalid({"last_day": say("This day is over already.")})
    if last_day >= min(dates_by_day(work.db, poll_id)):
        raise Invalid({"last_day": say("The last day to answer must come before the first of the dates.")})
    poll.closed_at, poll.closed_by, poll.last_day = None, "", last_day
    poll.revision += 1
    work.db.flush()


def _status(work: Work, poll: DatePoll) -> PollStatus:
    return Course(poll.sent_at, poll.closed_at, poll.picked_day).status(poll.last_day, poll.zone, work.now)
