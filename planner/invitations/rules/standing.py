"""What became of an invitation. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planner.core.language import Text, say


class Answer(StrEnum):
    """What somebody has said to an invitation."""

    ANSWERED = "answered"
    SILENT = "silent"
    ABSENT = "absent"


def answer_of(people: int, *, sends_nobody: bool, has_answered: bool = False) -> Answer:
    """People speak louder than an earlier no. Who registered people and cancelled them all has answered too."""
    if people:
        return Answer.ANSWERED
    if sends_nobody:
        return Answer.ABSENT
    return Answer.ANSWERED if has_answered else Answer.SILENT


class Standing(StrEnum):
    """How far an invitation has come; in the order that a list shows them."""

    BOUNCED = "bounced"
    NOT_SENT = "not_sent"
    SENT = "sent"
    OPENED = "opened"
    ANSWERED = "answered"
    ABSENT = "absent"


STANDING_WORDS: dict[Standing, Text] = {
    Standing.BOUNCED: say("The letter did not arrive"),
    Standing.NOT_SENT: say("Not sent"),
    Standing.SENT: say("Sent"),
    Standing.OPENED: say("Opened the page"),
    Standing.ANSWERED: say("Has answered"),
    Standing.ABSENT: say("Sends nobody"),
}
SILENT = (Standing.SENT, Standing.OPENED)
"""Those who got the letter and have said nothing."""


@dataclass(frozen=True)
class Course:
    """What has happened to one invitation."""

    sent_at: datetime | None = None
    opened_at: datetime | None = None
    answered_at: datetime | None = None
    declined_at: datetime | None = None
    people: int = 0
    """Registered or waiting now."""
    has_bounced: bool = False
    """No letter of the newest sending arrived."""

    @property
    def answer(self) -> Answer:
        return answer_of(
            self.people, sends_nobody=self.declined_at is not None, has_answered=self.answered_at is not None
        )

    @property
    def standing(self) -> Standing:
        """An answer counts, by whatever way it came; then whether the letter arrived."""
        if self.answer is not Answer.SILENT:
            return Standing.ANSWERED if self.answer is Answer.ANSWERED else Standing.ABSENT
        if self.sent_at is None:
            return Standing.NOT_SENT
        if self.has_bounced:
            return Standing.BOUNCED
        return Standing.SENT if self.opened_at is None else Standing.OPENED
