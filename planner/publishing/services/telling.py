"""Letters about a version, to those whom it concerns: written after the commit, some at a time, to nobody twice."""

from collections.abc import Sequence

from sqlalchemy import insert

from planner.core.actor import require
from planner.core.work import Work
from planner.mail.letter import Letter
from planner.mail.services import post_all
from planner.meetings.queries import gate_by_id
from planner.meetings.rules import Status
from planner.programmes.queries import meeting_and_number, version_of
from planner.publishing import letters
from planner.publishing.letters import Frame, Notice
from planner.publishing.models import ChangeLetter, ChangeNotice
from planner.publishing.queries.audience import audience_of
from planner.publishing.queries.notices import addresses_told, lock_notice
from planner.publishing.rules import NoticeKind, news_of, recipients_of
from planner.publishing.services.lateness import letters_of_delay

BATCH = 200
"""So many letters are written in one transaction: what a crash interrupts is little, and nobody waits long."""


def tell_some(work: Work, programme_id: int, *, most: int = BATCH) -> bool:
    """Write the next letters about a version, `most` of them; True while there are more to write.

    Bears repetition: whoever has a letter about this version gets no other. What each batch does is whole or undone.
    """
    require(work.actor.is_system, work.actor)
    notice = lock_notice(work.db, programme_id)
    if notice is None or notice.finished_at is not None:
        return False
    known = addresses_told(work.db, programme_id)
    waiting = [letter for letter in _letters_of(work, notice) if letter.to.lower() not in known]
    _post(work, programme_id, waiting[:most])
    if len(waiting) <= most:
        notice.finished_at = work.now
    work.db.flush()
    return len(waiting) > most


def _post(work: Work, programme_id: int, some: Sequence[Letter]) -> None:
    letter_ids = post_all(work, some)
    if letter_ids:
        rows = [{"letter_id": letter_id, "programme_id": programme_id} for letter_id in letter_ids]
        work.db.execute(insert(ChangeLetter), rows)


def _letters_of(work: Work, notice: ChangeNotice) -> list[Letter]:
    meeting_id, number = meeting_and_number(work.db, notice.programme_id)
    gate = gate_by_id(work.db, meeting_id)
    if gate.status is Status.CANCELLED:
        return []  # everybody is told that it is off; what else was to change is of no use any more
    before, now = version_of(work.db, meeting_id, number)
    if notice.kind is not NoticeKind.CHANGES:
        return letters_of_delay(work, gate, before, now, notice)
    news = news_of(before, now)
    audience = audience_of(work.db, gate, before, now, until=notice.asked_at)
    on = Notice(Frame(work.site, gate, now.facts), news, now.note)
    return [letters.told(on, recipient) for recipient in recipients_of(news, audience)]
