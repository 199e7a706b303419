"""Sending letters once more that did not arrive: as they are, or to another address."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, update

from planner.core import outbox
from planner.core.actor import require
from planner.core.addresses import is_mail_address
from planner.core.database import insert_all
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.tokens import new_salt
from planner.core.work import Work
from planner.mail import queries
from planner.mail.letter import one_line
from planner.mail.models import PostedLetter
from planner.mail.permissions import may_read_letters, may_send_elsewhere
from planner.mail.queries import FullLetter, Wanted
from planner.mail.rules import DELIVER, FAILED, FORGOTTEN, LetterState, mark_of, message_id_of


def send_again(work: Work, letter_id: int) -> None:
    """Have a letter tried anew that was refused or given up.

    Conflict when it is in no such state (any more), or a later letter has told something else of its calendar entry.
    """
    require(may_read_letters(work.actor), work.actor)
    if not _wake(work, [PostedLetter.id == letter_id]):
        if queries.count_outdone(work.db, letter_id):
            raise Conflict(
                say("A later letter about the same calendar entry has been written, and this one would undo it.")
            )
        raise Conflict(say("This letter cannot be sent again: it has been sent, or is being sent."))


def send_all_again(work: Work, wanted: Wanted) -> int:
    """Have all of those letters tried anew that were refused or given up; gives how many.

    Calendar entries to one address keep their order; those that a later letter has told something else of stay.
    """
    require(may_read_letters(work.actor), work.actor)
    return len(_wake(work, queries.matching(wanted)))


def _wake(work: Work, which: Sequence[ColumnElement[bool]]) -> list[int]:
    taken = work.db.execute(
        update(PostedLetter)
        .where(*which, PostedLetter.state.in_(FAILED), PostedLetter.kind != FORGOTTEN, ~queries.is_outdone())
        .values(state=LetterState.WAITING, tries=0, settled_at=None, turn_at=None)
        .returning(PostedLetter.id)
    )
    letter_ids = sorted(taken.scalars())
    outbox.ask_all(work, DELIVER, [str(letter_id) for letter_id in letter_ids])
    return letter_ids


def send_elsewhere(work: Work, letter_id: int, address: str) -> int:
    """Send a letter that did not arrive to another address; gives the new letter's number.

    It is a letter of its own: the old one stays as it is in the record. Raises Invalid for what is no address, and
    Conflict for a letter that may not be sent on.
    """
    require(may_read_letters(work.actor), work.actor)
    letter = queries.letter(work.db, letter_id)
    require(may_send_elsewhere(work.actor, letter.kind), work.actor)
    if letter.state not in FAILED or letter.calendar is not None or letter.kind == FORGOTTEN:
        raise Conflict(say("This letter cannot be sent to another address."))
    to = one_line(address, 254).lower()
    if not is_mail_address(to):
        raise Invalid({"address": say("Write an e-mail address, such as anna@example.org.")})
    if to == letter.recipient:
        raise Invalid({"address": say("This is the address that it was sent to.")})
    (number,) = insert_all(work.db, PostedLetter, [_copy(work, letter, to)])
    outbox.ask(work, DELIVER, str(number))
    return number


def _copy(work: Work, letter: FullLetter, to: str) -> dict[str, object]:
    old, new = mark_of(letter.message_id), new_salt()
    same = ("lang", "kind", "sort", "about", "meeting_id", "reply_to", "subject")
    return {
        **{name: getattr(letter, name) for name in same},
        "message_id": message_id_of(new, work.site.host),
        "recipient": to,
        # The mark stands in the link by which one says no to more such letters.
        "plain": letter.plain.replace(old, new),
        "html": letter.html.replace(old, new),
        "posted_at": work.now,
        "anew_of_id": letter.anew_of_id or letter.id,
        "asked_by": one_line(work.actor.name, 200),
    }
