"""Which of several answers counts, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.replies.rules.findings import Answer, Reason, ReplyState

AHEAD_HOURS = 24
"""A clock may be wrong by so much. A stamp from far ahead would outlast every true answer."""


@dataclass(frozen=True)
class CalendarAnswer:
    """What a person's calendar has answered."""

    state: ReplyState
    answered_at: datetime
    is_current: bool
    """Whether it is about the time that holds now, and not about an earlier one."""


def replaces(new: tuple[int, datetime], known: tuple[int, datetime] | None) -> bool:
    """Whether an answer of this (SEQUENCE, DTSTAMP) takes the place of the one that is known."""
    # RFC 5546 2.1.5: the SEQUENCE decides first, then DTSTAMP. The same again is the same mail again.
    return known is None or new > known


def is_dated_ahead(stamped_at: datetime, now: datetime) -> bool:
    """Whether an answer claims to have been given later than any clock can be wrong."""
    return stamped_at > now + timedelta(hours=AHEAD_HOURS)


def distrust(answer: Answer, address: str, now: datetime) -> Reason | None:
    """Why an answer is not believed to be that of whom the entry was mailed to; None: it is."""
    if not same_address(answer.attendee, address):
        return Reason.WRONG_ATTENDEE
    if not same_address(answer.sender, address):
        return Reason.WRONG_SENDER
    return Reason.FROM_FUTURE if is_dated_ahead(answer.stamped_at, now) else None


def same_address(said: str, known: str) -> bool:
    """Whether a mail that says `said` means the address we know; mail servers write domains as the name system does."""
    name, _, domain = known.lower().rpartition("@")
    try:
        written = f"{name}@{domain.encode('idna').decode()}"
    except UnicodeError:
        written = known
    return said.lower() in (known.lower(), written)
