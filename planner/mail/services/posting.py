"""Posting letters: a row in the caller's transaction, and an errand to carry it after the commit."""

from collections.abc import Sequence

from planner.core import outbox
from planner.core.database import insert_all
from planner.core.tokens import conceal, new_salt
from planner.core.work import Work, tell
from planner.mail import queries
from planner.mail.letter import Letter, Sort, html, one_line, plain
from planner.mail.letters import no_more_url
from planner.mail.models import PostedLetter
from planner.mail.news import EntriesPosted, PostedEntry
from planner.mail.rules import DELIVER, EVERYWHERE, LetterState, entry_of, message_id_of
from planner.mail.rules.pace import MOST_IN_A_HURRY


def post(work: Work, letter: Letter) -> int:
    """post_all() of one letter; gives its id."""
    return post_all(work, [letter])[0]


def post_all(work: Work, letters: Sequence[Letter]) -> list[int]:
    """Write letters, each in its own language, and ask for them to be sent after the commit; gives ids in order.

    However many there are, they take two statements, and one more if any is no receipt: whoever does not want such
    letters gets none, but it is written down as declined, for the lead to see. Of calendar entries in them news is
    told; letters with entries leave in the order given, to each address. A use case of a higher slice decides who may
    post: no permission is asked here.
    """
    refused = _refused(work, letters)
    hurries = len(letters) <= MOST_IN_A_HURRY
    rows = [_row(work, letter, hurries) | _standing(work, letter in refused) for letter in letters]
    letter_ids = insert_all(work.db, PostedLetter, rows)
    to_send = [str(number) for number, row in zip(letter_ids, rows, strict=True) if row["settled_at"] is None]
    outbox.ask_all(work, DELIVER, to_send)
    if entries := tuple(entry for letter in letters if (entry := _entry(letter)) is not None):
        tell(work, EntriesPosted(entries))
    return letter_ids


def _entry(letter: Letter) -> PostedEntry | None:
    """The calendar entry in a letter that somebody keeps count of, if there is one."""
    part = letter.calendar
    if part is None or part.mark is None or letter.meeting_id is None:
        return None
    return PostedEntry(letter.meeting_id, recipient_of(letter), letter.lang, part.method, part.mark)


def _refused(work: Work, letters: Sequence[Letter]) -> list[Letter]:
    """Those whose recipients do not want such letters."""
    asked = [letter for letter in letters if letter.sort is not Sort.RECEIPT]
    if not asked:
        return []
    known = queries.refusals_of(work.db, {recipient_of(letter) for letter in asked})
    return [
        letter
        for letter in asked
        if any((recipient_of(letter), letter.sort, about) in known for about in (letter.meeting_id, EVERYWHERE))
    ]


def recipient_of(letter: Letter) -> str:
    """The address as it is kept: in lower case, on one line."""
    return one_line(letter.to, 254).lower()


def _standing(work: Work, is_refused: bool) -> dict[str, object]:
    if is_refused:
        return {"state": LetterState.DECLINED, "settled_at": work.now}
    return {"state": LetterState.WAITING, "settled_at": None}


def _row(work: Work, letter: Letter, hurries: bool) -> dict[str, object]:
    mark = new_salt()
    entry_uid, entry_sequence = entry_of(letter.calendar.content if letter.calendar else None)
    way_out = "" if letter.sort is Sort.RECEIPT else no_more_url(work.site, mark, letter.lang)
    return {
        "message_id": message_id_of(mark, work.site.host),
        "recipient": recipient_of(letter),
        "lang": letter.lang,
        "kind": letter.kind,
        "sort": letter.sort,
        "about": one_line(letter.about, 200),
        "meeting_id": letter.meeting_id,
        "reply_to": one_line(letter.reply_to, 254),
        "subject": one_line(conceal(letter.subject.in_(letter.lang)), 300),
        "plain": plain(letter, work.site.network_name, way_out),
        "html": html(letter, work.site.network_name, way_out),
        "calendar_method": letter.calendar.method if letter.calendar else "",
        "calendar": letter.calendar.content if letter.calendar else None,
        "entry_uid": entry_uid,
        "entry_sequence": entry_sequence,
        "posted_at": work.now,
        "hurries": hurries,
    }
