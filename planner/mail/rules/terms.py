"""The words of letters: how one stands, what is said of that, and what stands for an erased recipient."""

from enum import StrEnum

from planner.core.language import Text, say
from planner.mail.letter import Sort

DELIVER = "deliver-letter"
"""The kind of errand that carries one letter; its payload is the letter's id."""


class LetterState(StrEnum):
    """waiting → sent, or deferred (tried again), bounced (refused for good), given up; kept: nothing is sent here.

    declined: its recipient has said no to such letters, so it was never sent. A sent one may bounce later, when the
    recipient's own server has thought about it.
    """

    WAITING = "waiting"
    SENT = "sent"
    DEFERRED = "deferred"
    BOUNCED = "bounced"
    GIVEN_UP = "given_up"
    KEPT = "kept"
    DECLINED = "declined"


STATE_WORDS: dict[LetterState, Text] = {
    LetterState.WAITING: say("Waiting"),
    LetterState.SENT: say("Sent"),
    LetterState.DEFERRED: say("Tried, will be tried again"),
    LetterState.BOUNCED: say("Refused by the recipient's mail server"),
    LetterState.GIVEN_UP: say("Given up"),
    LetterState.KEPT: say("Kept here"),
    LetterState.DECLINED: say("Not sent: does not want such letters"),
}
UNSENT = (LetterState.WAITING, LetterState.DEFERRED)
"""A letter in one of these will still be sent; with a calendar entry it holds back later ones to the same address."""
FAILED = (LetterState.BOUNCED, LetterState.GIVEN_UP)
"""A letter in one of these may be sent again by hand."""
UNREACHED = (*FAILED, LetterState.DECLINED)
"""A letter in one of these has not come to anybody, and will not by itself."""
MAY_BOUNCE = (*UNSENT, LetterState.SENT)
"""The server may have taken a letter that we have not booked yet."""
FORGOTTEN = "forgotten"
"""The kind of a letter whose words and recipient are erased, or will be once it has left."""
NOBODY = "erased@erased.invalid"
"""Stands for the recipient of such a letter."""

SORT_WORDS: dict[Sort, Text] = {
    Sort.INVITATIONS: say("invitations and reminders"),
    Sort.DATES: say("questions about which dates suit"),
    Sort.CHANGES: say("letters about changes of the programme"),
    Sort.ON_THE_DAY: say("letters on the day itself when it runs late"),
    Sort.MESSAGES: say("messages from those who arrange it"),
}
"""What a person may say no to; receipts are not among them."""
EVERYWHERE = 0
"""Stands for the gathering in a refusal that holds for all of them."""
