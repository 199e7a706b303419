"""What some people's calendars answered to the Gamleby gathering, and other mail that came."""

from dataclasses import replace
from datetime import timedelta

from planner.core.actor import SYSTEM
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.registrations.queries.places import row_by_email
from planner.replies.rules import Answer, Found, MailKind, Passed, Reason, ReplyState
from planner.replies.services import Place, begin_reading, take

MAILBOX = "demo"
_ANSWERS = (
    ("anna.demo1@example.org", ReplyState.ACCEPTED),
    ("bjorn.demo2@example.org", ReplyState.DECLINED),
    ("elin.demo5@example.org", ReplyState.TENTATIVE),
)


def answer(work: Work, slug: str) -> None:
    """Three people answer from their calendars, and one of them does not come; the rest is for a person to read."""
    meeting_id = gate_of(work.db, slug).meeting_id
    reader = replace(work, actor=SYSTEM)
    given_at = work.now - timedelta(hours=1)
    found: list[Found] = [Passed(MailKind.AUTOMATIC), Passed(MailKind.REFUSED, Reason.UNKNOWN_ENTRY)]
    for email, state in _ANSWERS:
        if (row := row_by_email(work.db, meeting_id, email)) is not None:
            found.append(Answer(f"{row.uid}@{work.site.host}", email, email, state, given_at, row.sequence))
    begin_reading(reader, MAILBOX, 1)
    for uid, one in enumerate(found, 1):
        take(reader, Place(MAILBOX, 1, uid), one)
