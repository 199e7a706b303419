"""Noting how letters went, and forgetting them."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, func, select, update

from planner.core.actor import require
from planner.core.work import Work
from planner.mail.models import MailRefusal, PostedLetter
from planner.mail.rules import FORGOTTEN, MAY_BOUNCE, NOBODY, UNSENT, LetterState


def book(work: Work, letter_id: int, state: LetterState, trouble: str = "") -> None:
    """Note how a try to send went; a letter that was settled meanwhile stays as it is."""
    require(work.actor.is_system, work.actor)
    work.db.execute(
        update(PostedLetter)
        .where(PostedLetter.id == letter_id, PostedLetter.state.in_(UNSENT))
        .values(
            state=state,
            tries=PostedLetter.tries + 1,
            trouble=_storable(trouble),
            settled_at=None if state in UNSENT else work.now,
        )
    )
    if state not in UNSENT:
        _empty(work, PostedLetter.id == letter_id)


def _storable(words: str) -> str:
    """Whatever a server or an exception said: PostgreSQL keeps no NUL, and no half of a pair."""
    return words.replace("\0", "").encode("utf-8", "replace").decode()[:2000]


def note_bounce(work: Work, message_id: str, words: str) -> int | None:
    """A letter came back, as a mail program or another server tells us; gives its number, None if it is none of ours.

    `message_id` as it stands in the header of what came back, with or without its angle brackets; `words` for the
    lead to read. It bears repetition: a letter that is known not to have arrived keeps what was said first.
    """
    require(work.actor.is_system, work.actor)
    known = "<" + message_id.strip().strip("<>").strip() + ">"
    # It may be bounced before we have booked that it left: it has, so it is not tried again.
    letter_id = work.db.scalars(
        update(PostedLetter)
        .where(PostedLetter.message_id == known, PostedLetter.state.in_(MAY_BOUNCE))
        .values(state=LetterState.BOUNCED, trouble=_storable(words), settled_at=work.now)
        .returning(PostedLetter.id)
    ).one_or_none()
    if letter_id is None:
        return work.db.scalars(select(PostedLetter.id).where(PostedLetter.message_id == known)).one_or_none()
    _empty(work, PostedLetter.id == letter_id)
    return letter_id


def forget_letters(work: Work, meeting_id: int, recipient: str | None = None) -> int:
    """Erase words and address of the letters about a gathering to one person (None: to everybody); gives how many.

    One that has not left yet goes out first, and is erased as soon as it is settled. That they wanted no letters about
    it is forgotten too. A use case of a higher slice decides who may: no permission is asked here.
    """
    theirs = [PostedLetter.meeting_id == meeting_id, PostedLetter.kind != FORGOTTEN]
    if recipient is not None:
        # What was sent to another address holds the same person's words, whichever of the two they are known by.
        first = func.coalesce(PostedLetter.anew_of_id, PostedLetter.id)
        to_them = (PostedLetter.meeting_id == meeting_id, PostedLetter.recipient == recipient)
        theirs.append(first.in_(select(first).where(*to_them).correlate(None)))
    marked = work.db.execute(update(PostedLetter).where(*theirs).values(kind=FORGOTTEN).returning(PostedLetter.id))
    number = len(marked.all())
    _empty(work, PostedLetter.meeting_id == meeting_id)
    said_no = [MailRefusal.meeting_id == meeting_id] + ([] if recipient is None else [MailRefusal.address == recipient])
    work.db.execute(delete(MailRefusal).where(*said_no))
    return number


def forget_letters_by_id(work: Work, letter_ids: Collection[int]) -> int:
    """Like forget_letters(), of these letters: some are about what is no gathering yet."""
    theirs = (PostedLetter.id.in_(letter_ids), PostedLetter.kind != FORGOTTEN)
    marked = work.db.execute(update(PostedLetter).where(*theirs).values(kind=FORGOTTEN).returning(PostedLetter.id))
    number = len(marked.all())
    _empty(work, PostedLetter.id.in_(letter_ids))
    return number


def _empty(work: Work, which: ColumnElement[bool]) -> None:
    """Of these letters those that are to be forgotten and have been settled keep no words."""
    work.db.execute(
        update(PostedLetter)
        .where(which, PostedLetter.kind == FORGOTTEN, PostedLetter.state.not_in(UNSENT))
        .values(recipient=NOBODY, reply_to="", subject="–", plain="", html="", calendar=None, entry_uid="", trouble="")
    )
