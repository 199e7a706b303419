"""What a mail can be found to say, as values, and the words for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planner.core.language import Text, say


class ReplyState(StrEnum):
    """What somebody's calendar answered (PARTSTAT, RFC 5545 3.2.12)."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


REPLY_WORDS: dict[ReplyState, Text] = {
    ReplyState.ACCEPTED: say("Has answered from the calendar: comes"),
    ReplyState.TENTATIVE: say("Has answered from the calendar: perhaps"),
    ReplyState.DECLINED: say("Has answered from the calendar: does not come"),
}


ANSWER_WORDS: dict[ReplyState, Text] = {
    ReplyState.ACCEPTED: say("Comes"),
    ReplyState.TENTATIVE: say("Perhaps"),
    ReplyState.DECLINED: say("Does not come"),
}


class MailKind(StrEnum):
    """What became of a mail."""

    ANSWER = "answer"
    KNOWN = "known"
    """An answer that says nothing new: it came twice, or a later one was here before it."""
    BOUNCE = "bounce"
    DELAY = "delay"
    AUTOMATIC = "automatic"
    OTHER = "other"
    """Left for a person to read."""
    REFUSED = "refused"


KIND_WORDS: dict[MailKind, Text] = {
    MailKind.ANSWER: say("Answer from a calendar"),
    MailKind.KNOWN: say("Answer that was known already"),
    MailKind.BOUNCE: say("Letter that did not arrive"),
    MailKind.DELAY: say("Letter that is delayed"),
    MailKind.AUTOMATIC: say("Automatic answer, passed over"),
    MailKind.OTHER: say("Left for a person to read"),
    MailKind.REFUSED: say("Refused"),
}


class Reason(StrEnum):
    """Why a mail changed nothing."""

    TOO_LARGE = "too_large"
    TOO_NESTED = "too_nested"
    UNREADABLE = "unreadable"
    METHOD = "method"
    SEVERAL = "several"
    RECURRING = "recurring"
    NO_ANSWER = "no_answer"
    BAD_SENDER = "bad_sender"
    UNKNOWN_ENTRY = "unknown_entry"
    WRONG_ATTENDEE = "wrong_attendee"
    WRONG_SENDER = "wrong_sender"
    FROM_FUTURE = "from_future"
    UNKNOWN_LETTER = "unknown_letter"
    WRONG_RECIPIENT = "wrong_recipient"


REASON_WORDS: dict[Reason, Text] = {
    Reason.TOO_LARGE: say("It is larger than 256 kB and was not looked at."),
    Reason.TOO_NESTED: say("It has too many parts inside each other."),
    Reason.UNREADABLE: say("It is damaged: nobody can tell what it says."),
    Reason.METHOD: say("It holds a calendar entry that is no answer to an invitation."),
    Reason.SEVERAL: say("It speaks of several entries at once, or says several things of one."),
    Reason.RECURRING: say("It answers for one day of a series, and we send no series."),
    Reason.NO_ANSWER: say("It says neither yes, no nor perhaps."),
    Reason.BAD_SENDER: say("It does not say plainly who sent it."),
    Reason.UNKNOWN_ENTRY: say("It answers an entry that we have not sent, or that somebody else has now."),
    Reason.WRONG_ATTENDEE: say("It answers for another address than the one that was invited."),
    Reason.WRONG_SENDER: say("It was sent from another address than the one that was invited."),
    Reason.FROM_FUTURE: say("It is dated in the future."),
    Reason.UNKNOWN_LETTER: say("It speaks of a letter that we have not sent."),
    Reason.WRONG_RECIPIENT: say("It speaks of a letter of ours, but of another recipient."),
}


@dataclass(frozen=True)
class Answer:
    """A person's calendar has answered an invitation (RFC 5546 3.2.3). Addresses are in lower case."""

    uid: str
    """With the host it ends in."""
    attendee: str
    sender: str
    state: ReplyState
    stamped_at: datetime
    """DTSTAMP: when the answer was given."""
    sequence: int
    """SEQUENCE of the entry that was answered."""


@dataclass(frozen=True)
class Report:
    """What a mail server tells of one recipient (RFC 3464 2.3)."""

    addresses: tuple[str, ...]
    """The final one and the original one, in lower case."""
    action: str
    """failed, delayed …; in lower case."""
    words: str


@dataclass(frozen=True)
class Returned:
    """A mail server tells how a letter went (RFC 3464)."""

    message_id: str
    """Of the letter, in angle brackets."""
    reports: tuple[Report, ...]


@dataclass(frozen=True)
class Passed:
    """A mail that changes nothing."""

    kind: MailKind
    reason: Reason | None = None


Found = Answer | Returned | Passed


class NotTaken(Exception):
    """Raised while a mail is read that turns out to be good for nothing."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)
