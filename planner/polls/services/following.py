"""The entries in people's calendars follow the gathering that came of a poll."""

from itertools import groupby

from planner.core.actor import require
from planner.core.timespan import instant
from planner.core.work import Work
from planner.mail.services import forget_letters_by_id, post, post_all
from planner.meetings.queries import Gate, gate_by_id
from planner.meetings.rules import Status
from planner.polls.letters import Gathered, Holder, date_cancelled, date_forgotten, date_moved, date_replaced
from planner.polls.models import PollEntry
from planner.polls.queries.rows import entries_of, entries_outdone
from planner.programmes.queries import newest


def follow(work: Work, meeting_id: int) -> None:
    """Tell whoever has the date in their calendar what is different now; nobody when nothing is, or it has been held.

    The use case below that changed the gathering has asked whether it may.
    """
    entries = entries_of(work.db, meeting_id)
    if not entries:
        return
    gate = gate_by_id(work.db, meeting_id)
    is_cancelled = gate.status is Status.CANCELLED
    of = _gathered(work, gate)
    letters = []
    for entry in entries:
        told = (entry.starts_at, entry.ends_at, entry.is_cancelled)
        if told == (of.starts_at, of.ends_at, is_cancelled) or of.ends_at <= work.now:
            continue
        # Who was told that it is cancelled has no entry left to move.
        if entry.is_cancelled and is_cancelled:
            continue
        entry.starts_at, entry.ends_at, entry.is_cancelled = of.starts_at, of.ends_at, is_cancelled
        entry.sequence, entry.told_at = entry.sequence + 1, work.now
        write = date_cancelled if is_cancelled else date_moved
        letters.append(write(work.site, of, _holder(entry)))
    work.db.flush()
    if letters:
        post_all(work, letters)


def give_way(work: Work) -> int:
    """Take back the entries of those who have registered since, and have the registration's: gives how many.

    Runs every few minutes rather than with each registration, which is counted in statements. Bears repetition.
    """
    require(work.actor.is_system, work.actor)
    outdone = entries_outdone(work.db)
    letters = []
    for meeting_id, entries in groupby(outdone, key=lambda entry: entry.meeting_id):
        of = _gathered(work, gate_by_id(work.db, meeting_id))
        for entry in entries:
            entry.sequence, entry.told_at = entry.sequence + 1, work.now
            letters.append(date_replaced(work.site, of, _holder(entry)))
            # Gone for good: were the gathering on again, this one must not come back.
            work.db.delete(entry)
    work.db.flush()
    if letters:
        post_all(work, letters)
    return len(letters)


def forget(work: Work, meeting_id: int, email: str) -> None:
    """Whoever has this address gets no more of it: what they still hold is taken back, or it would stand in their
    calendar for good. The use case below that erased them has asked whether it may.
    """
    for entry in entries_of(work.db, meeting_id):
        if entry.email == email.lower():
            _take_back(work, entry)
            work.db.delete(entry)
    work.db.flush()


def _take_back(work: Work, entry: PollEntry) -> None:
    of = _gathered(work, gate_by_id(work.db, entry.meeting_id))
    if entry.is_cancelled or of.ends_at <= work.now:
        return
    entry.sequence, entry.told_at = entry.sequence + 1, work.now
    # The last letter to somebody who is erased: it is, too, as soon as it has left.
    forget_letters_by_id(work, [post(work, date_forgotten(work.site, of, _holder(entry)))])


def _gathered(work: Work, gate: Gate) -> Gathered:
    first, last = gate.days[0], gate.days[-1]
    return Gathered(
        meeting_id=gate.meeting_id,
        title=gate.title,
        zone=gate.zone,
        days=gate.days,
        contact=(gate.contact_name, gate.contact_email),
        starts_at=instant(first.held_on, first.opens, gate.zone),
        ends_at=instant(last.held_on, last.closes, gate.zone),
        path=f"/meetings/{gate.slug}" if newest(work.db, gate.meeting_id) else "",
    )


def _holder(entry: PollEntry) -> Holder:
    return Holder(
        entry.name, entry.email, "en" if entry.lang == "en" else "sv", entry.uid, entry.sequence, entry.made_at,
        entry.told_at,
    )  # fmt: skip
