"""What the mailbox tells those above."""

from dataclasses import dataclass

from planner.replies.rules import Answer, MailKind, Reason


@dataclass(frozen=True)
class Outcome:
    """What became of an answer, and which gathering it is about."""

    kind: MailKind
    reason: Reason | None
    meeting_id: int


@dataclass
class AnswerUnclaimed:
    """A calendar has answered an entry that is neither a registration's nor an item's. Whoever mailed it says what
    becomes of the answer; nobody does: it is refused.
    """

    own_uid: str
    """Without the host, which is ours."""
    answer: Answer
    outcome: Outcome | None = None
    """Set by whoever knows the entry, and by nobody else."""
