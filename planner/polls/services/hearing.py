"""What the calendars of those who were told of a date answer."""

from planner.core.actor import require
from planner.core.work import Work
from planner.polls.models import PollReply
from planner.polls.queries.rows import entry_with_uid
from planner.replies.news import AnswerUnclaimed, Outcome
from planner.replies.permissions import may_take_mail
from planner.replies.rules import MailKind, distrust, replaces


def take_answer(work: Work, news: AnswerUnclaimed) -> None:
    """Keep an answer to the entry of a picked date, if it is one, and by whom it was mailed to.

    It says nothing of the poll, and takes nothing back: it stands beside the cluster for the lead to see.
    """
    require(may_take_mail(work.actor), work.actor)
    entry, answer = entry_with_uid(work.db, news.own_uid), news.answer
    if entry is None:
        return
    if reason := distrust(answer, entry.email, work.now):
        news.outcome = Outcome(MailKind.REFUSED, reason, entry.meeting_id)
        return
    row = work.db.get(PollReply, entry.id, populate_existing=True)
    # Nobody can have answered a later entry than the last one sent.
    stamp = (min(answer.sequence, entry.sequence), answer.stamped_at)
    is_new = replaces(stamp, (row.sequence, row.answered_at) if row else None)
    if is_new:
        row = row or PollReply(entry_id=entry.id)
        row.state, row.sequence, row.answered_at = answer.state, *stamp
        work.db.add(row)
    news.outcome = Outcome(MailKind.ANSWER if is_new else MailKind.KNOWN, None, entry.meeting_id)
