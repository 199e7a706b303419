"""Posting letters: a row in the caller's transaction, and an errand to carry it after the commit."""

import secrets
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select, update

from planner.core import outbox
from planner.core.actor import require
from planner.core.database import insert_all
from planner.core.errors import Conflict
from planner.core.language import say
from planner.core.tokens import conceal
from planner.core.work import Work, tell
from planner.mail.letter import Letter, html, one_line, plain
from planner.mail.models import PostedLetter
from planner.mail.news import EntriesPosted, PostedEntry
from planner.mail.permissions import may_read_letters
from planner.mail.rules import DELIVER, FAILED, FORGOTTEN, NOBODY, UNSENT, LetterState


def post(work: Work, letter: Letter) -> int:
    """post_all() of one letter; gives its id."""
    return post_all(work, [letter])[0]


def post_all(work: Work, letters: Sequence[Letter]) -> list[int]:
    """Write letters, each in its own language, and ask for them to be sent after the commit; gives ids in order.

    However many there are, they take two statements; of calendar entries in them news is told. Letters to one address
    leave in the order given. A use case of a higher slice decides who may post: no permission is asked here.
    """
    letter_ids = insert_all(work.db, PostedLetter, [_row(work, letter) for letter in letters])
    outbox.ask_all(work, DELIVER, [str(letter_id) for letter_id in letter_ids])
    if entries := tuple(entry for letter in letters if (entry := _entry(letter)) is not None):
        tell(work, EntriesPosted(entries))
    return letter_ids


def _entry(letter: Letter) -> PostedEntry | None:
    """The calendar entry in a letter that somebody keeps count of, if there is one."""
    part = letter.calendar
    if part is None or part.mark is None or letter.meeting_id is None:
        return None
    return PostedEntry(letter.meeting_id, _address(letter), letter.lang, part.method, part.mark)


def _address(letter: Letter) -> str:
    return one_line(letter.to, 254).lower()


def _row(work: Work, letter: Letter) -> dict[str, object]:
    return {
        "message_id": f"<{secrets.token_hex(16)}@{work.site.host}>",
        "recipient": _address(letter),
        "lang": letter.lang,
        "kind": letter.kind,
        "about": one_line(letter.about, 200),
        "meeting_id": letter.meeting_id,
        "reply_to": one_line(letter.reply_to, 254),
        "subject": one_line(conceal(letter.subject.in_(letter.lang)), 300),
        "plain": plain(letter, work.site.network_name),
        "html": html(letter, work.site.network_name),
        "calendar_method": letter.calendar.method if letter.calendar else "",
        "calendar": letter.calendar.content if letter.calendar else None,
        "posted_at": work.now,
    }


def send_again(work: Work, letter_id: int) -> None:
    """Have a letter tried anew that was refused or given up. Conflict when it is in no such state (any more)."""
    require(may_read_letters(work.actor), work.actor)
    taken = work.db.execute(
        update(PostedLetter)
        .where(PostedLetter.id == letter_id, PostedLetter.state.in_(FAILED), PostedLetter.kind != FORGOTTEN)
        .values(state=LetterState.WAITING, tries=0, settled_at=None)
        .returning(PostedLetter.id)
    ).scalar_one_or_none()
    if taken is None:
        raise Conflict(say("This letter cannot be sent again: it has been sent, or is being sent."))
    outbox.ask(work, DELIVER, str(letter_id))


def book(work: Work, letter_id: int, state: LetterState, trouble: str = "") -> None:
    """Note how a try to send went; a letter that was settled meanwhile stays as it is."""
    require(work.actor.is_system, work.actor)
    work.db.execute(
        update(PostedLetter)
        .where(PostedLetter.id == letter_id, PostedLetter.state.in_(UNSENT))
        .values(
            state=state,
            tries=PostedLetter.tries + 1,
            trouble=trouble[:2000],
            settled_at=None if state in UNSENT else work.now,
        )
    )
    if state not in UNSENT:
        _empty(work, PostedLetter.id == letter_id)


def note_bounce(work: Work, message_id: str, words: str) -> int | None:
    """A letter came back, as another mail server tells us; gives its number, None if it is none of ours.

    It bears repetition: a letter that is known not to have arrived keeps what was said first.
    """
    require(work.actor.is_system, work.actor)
    # It may come back before we have booked that it left: it has, so it is not tried again.
    letter_id = work.db.scalars(
        update(PostedLetter)
        .where(PostedLetter.message_id == message_id, PostedLetter.state.in_((*UNSENT, LetterState.SENT)))
        .values(state=LetterState.BOUNCED, trouble=words.replace("\0", "")[:2000], settled_at=work.now)
        .returning(PostedLetter.id)
    ).one_or_none()
    if letter_id is None:
        return work.db.scalars(select(PostedLetter.id).where(PostedLetter.message_id == message_id)).one_or_none()
    _empty(work, PostedLetter.id == letter_id)
    return letter_id


def forget_letters(work: Work, meeting_id: int, recipient: str | None = None) -> int:
    """Erase words and address of the letters about a gathering to one person (None: to everybody); gives how many.

    One that has not left yet goes out first, and is erased as soon as it is settled. A use case of a higher slice
    decides who may: no permission is asked here.
    """
    theirs = [PostedLetter.meeting_id == meeting_id, PostedLetter.kind != FORGOTTEN]
    if recipient is not None:
        theirs.append(PostedLetter.recipient == recipient)
    marked = work.db.execute(update(PostedLetter).where(*theirs).values(kind=FORGOTTEN).returning(PostedLetter.id))
    number = len(marked.all())
    _empty(work, PostedLetter.meeting_id == meeting_id)
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
        .values(recipient=NOBODY, reply_to="", subject="–", plain="", html="", calendar=None, trouble="")
    )
