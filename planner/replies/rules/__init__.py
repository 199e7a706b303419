"""What a mail that came back says, decided from its bytes alone."""

from planner.replies.rules.answers import CalendarAnswer, distrust, is_dated_ahead, replaces, same_address
from planner.replies.rules.findings import (
    ANSWER_WORDS,
    KIND_WORDS,
    REASON_WORDS,
    REPLY_WORDS,
    Answer,
    Found,
    MailKind,
    Passed,
    Reason,
    ReplyState,
    Report,
    Returned,
)
from planner.replies.rules.mails import MOST_BYTES, found_in

KEPT_DAYS = 30
"""How long it is kept that a mail was read, and what became of it."""

__all__ = [
    "ANSWER_WORDS",
    "KEPT_DAYS",
    "KIND_WORDS",
    "MOST_BYTES",
    "REASON_WORDS",
    "REPLY_WORDS",
    "Answer",
    "CalendarAnswer",
    "Found",
    "MailKind",
    "Passed",
    "Reason",
    "ReplyState",
    "Report",
    "Returned",
    "distrust",
    "found_in",
    "is_dated_ahead",
    "replaces",
    "same_address",
]
