"""Saying no to letters, and yes again."""

from contextlib import suppress
from hmac import compare_digest

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from planner.core.errors import Gone, NotFound
from planner.core.language import say
from planner.core.work import Work, tell
from planner.mail import queries
from planner.mail.letter import Sort
from planner.mail.letters import NO_MORE_PURPOSE
from planner.mail.models import MailRefusal
from planner.mail.news import LettersRefused, LettersWanted
from planner.mail.queries import FullLetter
from planner.mail.rules import EVERYWHERE, FORGOTTEN, message_id_of


def letter_by_link(work: Work, mark: str, token: str) -> FullLetter:
    """The letter whose link this is. Raises NotFound for a made-up one, Gone when the letter has been erased."""
    if not compare_digest(work.site.keys.token(NO_MORE_PURPOSE, mark).encode(), token.encode()):
        raise NotFound
    letter = queries.letter_with_id(work.db, message_id_of(mark, work.site.host))
    if letter is None or letter.sort is Sort.RECEIPT:
        raise NotFound
    if letter.kind == FORGOTTEN:
        raise Gone(say("This letter has been erased, and with it everything that we knew of its recipient."))
    return letter


def refuse(work: Work, letter: FullLetter, *, everywhere: bool = False) -> None:
    """Its recipient wants no more such letters about this gathering, or about any. It bears repetition.

    The caller has the letter by its link: that is the permission.
    """
    about = EVERYWHERE if everywhere else letter.meeting_id or EVERYWHERE
    row = {"address": letter.recipient, "sort": letter.sort, "meeting_id": about, "refused_at": work.now}
    with suppress(IntegrityError), work.db.begin_nested():  # it has been said before
        work.db.execute(insert(MailRefusal).values(row))
    tell(work, LettersRefused(letter.recipient, letter.sort, about))


def want_again(work: Work, letter: FullLetter) -> None:
    """Its recipient wants such letters about this gathering after all. The caller has the letter by its link."""
    accept(work, letter.recipient, letter.sort, letter.meeting_id)
    tell(work, LettersWanted(letter.recipient, letter.sort, letter.meeting_id or EVERYWHERE))


def accept(work: Work, address: str, sort: Sort, meeting_id: int | None) -> None:
    """They want such letters about this gathering after all, and so no refusal of all of them holds any longer.

    A use case of a higher slice, or whoever has the letter by its link, decides who may: no permission is asked here.
    """
    work.db.execute(
        delete(MailRefusal).where(
            MailRefusal.address == address.lower(),
            MailRefusal.sort == sort,
            MailRefusal.meeting_id.in_((meeting_id or EVERYWHERE, EVERYWHERE)),
        )
    )
