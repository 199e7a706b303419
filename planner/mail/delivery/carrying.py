"""The errand that carries a letter to the mail server.

At least once: should this process die after the server took a letter and before that was booked, the errand is
run again and the letter leaves twice, with the same Message-ID, by which mail programs know it for one. The
other order, booking first, would lose it.
"""

import logging
from math import ceil

from planner.config import MailSettings
from planner.core import outbox
from planner.core.actor import SYSTEM
from planner.mail import queries, services
from planner.mail.delivery.message import message_of
from planner.mail.delivery.sending import Bounced, Deferred, send
from planner.mail.queries import FullLetter
from planner.mail.rules import LetterState
from planner.mail.rules.pace import PAUSED_SECONDS
from planner.web.entry import parts, reading, writing

log = logging.getLogger(__name__)

TURN_SECONDS = 15
"""How long a letter waits at least before it asks again whether the one before it has left."""


def deliver(letter_id: str) -> None:
    """Errand: send one letter, unless it has left already, or an earlier entry to the same address comes first."""
    mail = parts().settings.mail
    with reading(SYSTEM) as work:
        letter = queries.letter_to_send(work.db, int(letter_id))
        if letter is None:
            return
        if turn := queries.held_back_until(work.db, letter):
            wait = max(TURN_SECONDS, int((turn - work.now).total_seconds()) + 1)
            raise outbox.Later(wait, "an earlier calendar entry to the same address comes first")
        is_declined = queries.declines(work.db, letter)
        switch = queries.switch_of(work.db, mail.per_minute)
    if is_declined:
        _book(letter, LetterState.DECLINED)
    elif mail.delivery == "keep":
        _book(letter, LetterState.KEPT)
    elif switch.paused_at is not None:
        raise outbox.Later(PAUSED_SECONDS, "sending is paused")
    else:
        _carry(letter, mail, is_limited=switch.per_minute > 0)


def _carry(letter: FullLetter, mail: MailSettings, *, is_limited: bool) -> None:
    try:
        message = message_of(letter, mail, parts().site)
        if is_limited:
            _wait_for_turn(letter, mail)
        send(message, mail, parts().site.host)
    except Bounced as refusal:
        _book(letter, LetterState.BOUNCED, str(refusal))
        raise outbox.Hopeless(str(refusal)) from refusal
    except Deferred as trouble:
        _put_off(letter, str(trouble))
    except outbox.Later:
        raise
    except (
        Exception
    ) as trouble:  # whatever it was, it ends in the letter's books, where the lead can have it sent again
        log.exception("letter %s failed", letter.id)
        _put_off(letter, f"{type(trouble).__name__}: {trouble}")
    else:
        _book(letter, LetterState.SENT)


def _wait_for_turn(letter: FullLetter, mail: MailSettings) -> None:
    """Counts the letter as leaving now. It is put off, which is no try, while as many as may have left."""
    with writing(SYSTEM) as work:
        ask_again_at = services.let_out(work, letter.id, mail.per_minute)
        wait = ceil((ask_again_at - work.now).total_seconds()) if ask_again_at else 0
    if ask_again_at is not None:
        raise outbox.Later(max(1, wait), "as many letters as may leave a minute have left")


def _put_off(letter: FullLetter, trouble: str) -> None:
    # The letter counts its own tries; the errand's would also count workers that died.
    tries = letter.tries + 1
    log.warning("letter %s could not be sent (try %s): %s", letter.id, tries, trouble)
    if tries >= outbox.MOST_TRIES:
        _book(letter, LetterState.GIVEN_UP, trouble)
        raise outbox.Hopeless(trouble)
    _book(letter, LetterState.DEFERRED, trouble)
    raise outbox.Later(int(outbox.wait_after(tries).total_seconds()), trouble)


def _book(letter: FullLetter, state: LetterState, trouble: str = "") -> None:
    with writing(SYSTEM) as work:
        services.book(work, letter.id, state, trouble)
