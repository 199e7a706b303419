"""What the calendars of those who were told of a date have answered."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.polls.models import PollEntry, PollReply
from planner.replies.rules import ReplyState


def calendar_answers(db: Session, meeting_id: int) -> dict[str, ReplyState]:
    """Address, in lower case → what its calendar has answered about the date that holds now. One statement."""
    rows = db.execute(
        select(func.lower(PollEntry.email), PollReply.state)
        .join(PollReply, PollReply.entry_id == PollEntry.id)
        .where(
            PollEntry.meeting_id == meeting_id,
            PollReply.sequence >= PollEntry.sequence,
            PollEntry.is_cancelled.is_(False),
        )
    )
    return {row[0]: row[1] for row in rows}
