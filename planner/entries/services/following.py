"""What was mailed is noted, and what may have changed is asked to be mended after the commit."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from planner.core.actor import require
from planner.core.outbox import ask
from planner.core.work import Work
from planner.entries.models import ItemEntryWish, MailedEntry
from planner.entries.permissions import may_want_entries
from planner.entries.queries.due import meetings_at, meetings_over
from planner.entries.queries.mailed import are_wanted
from planner.entries.rules import EntryState
from planner.mail.news import PostedEntry
from planner.registrations.queries.places import meeting_of

MEND = "mend-entries"
"""The errand that brings everybody's entries of a gathering up to date; its payload is the gathering's id."""
KEPT_DAYS = 30
"""So long after a gathering it is known what was mailed: late answers from calendars are still understood."""
_CHANGING = ("address", "lang", "registration_id", "person_id", "state", "sequence", "told", "mailed_at")
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def note_posted(work: Work, entries: Sequence[PostedEntry]) -> None:
    """Keep what these letters told, over what earlier ones did. One statement.

    Who may post the letters has been asked by the use case that did.
    """
    insert = _INSERTS[work.db.get_bind().dialect.name](MailedEntry.__table__)
    over = insert.on_conflict_do_update(
        index_elements=["uid"], set_={name: insert.excluded[name] for name in _CHANGING}
    )
    work.db.execute(over, [_row(work, entry) for entry in entries])


def _row(work: Work, entry: PostedEntry) -> dict[str, object]:
    mark = entry.mark
    return {
        "uid": mark.uid,
        "meeting_id": entry.meeting_id,
        "item_uid": mark.item_uid,
        "address": entry.address,
        "lang": entry.lang,
        "registration_id": mark.registration_id,
        "person_id": mark.person_id,
        "state": EntryState.CANCELLED if entry.method == "CANCEL" else EntryState.HELD,
        "sequence": mark.sequence,
        "told": mark.told,
        "first_mailed_at": work.now,
        "mailed_at": work.now,
    }


def ask_to_mend(work: Work, meeting_id: int) -> None:
    """Have everybody's entries of a gathering brought up to date, after the commit."""
    ask(work, MEND, str(meeting_id))


def follow_venue(work: Work, venue_id: int) -> None:
    """The gatherings to come at a venue may have another online link."""
    # A day back: where it is held it may still be yesterday.
    for meeting_id in meetings_at(work.db, venue_id, work.now.date() - timedelta(days=1)):
        ask_to_mend(work, meeting_id)


def follow_choices(work: Work, meeting_id: int) -> None:
    """People have other items among parallel ones; who wants their entries gets them."""
    if are_wanted(work.db, meeting_id):
        ask_to_mend(work, meeting_id)


def want_entries(work: Work, registration_id: int, *, wanted: bool) -> None:
    """Somebody wants the entries of what they chose by mail, or no longer: then those they hold are taken back."""
    require(may_want_entries(work.actor, registration_id), work.actor)
    row = work.db.get(ItemEntryWish, registration_id)
    if (row is not None) == wanted:
        return
    if row is None:
        work.db.add(ItemEntryWish(registration_id=registration_id))
    else:
        work.db.delete(row)
    work.db.flush()
    ask_to_mend(work, meeting_of(work.db, registration_id))


def forget_registered(work: Work, meeting_id: int, registration_id: int, address: str) -> None:
    """What was mailed to somebody because they had registered is known no more. The use case below that erased them has
    asked whether it may.

    What they hold as a giver of items stays: they still give them, and what is forgotten is never moved or taken back.
    """
    by_registering = (MailedEntry.registration_id == registration_id) | (MailedEntry.address == address.lower())
    theirs = (MailedEntry.meeting_id == meeting_id, MailedEntry.person_id.is_(None), by_registering)
    gone = work.db.execute(delete(MailedEntry).where(*theirs).returning(MailedEntry.item_uid))
    if any(item_uid is not None for item_uid in gone.scalars()):
        # One address holds one entry of an item: what they had chosen they may give as well.
        ask_to_mend(work, meeting_id)


def erase_old(work: Work) -> int:
    """Erase what was mailed of gatherings that were over KEPT_DAYS ago; gives how many entries."""
    require(work.actor.is_system, work.actor)
    meeting_ids = meetings_over(work.db, work.now.date() - timedelta(days=KEPT_DAYS))
    gone = work.db.execute(
        delete(MailedEntry).where(MailedEntry.meeting_id.in_(meeting_ids)).returning(MailedEntry.uid)
    )
    return len(gone.all())
