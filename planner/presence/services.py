"""Noting who was there, and forgetting it."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, update

from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import say
from planner.core.work import Work
from planner.presence.models import Presence, PresenceSheet
from planner.presence.permissions import may_note_presence
from planner.presence.queries import guests_of, meetings_to_forget, sheet_of
from planner.presence.rules import Attender, Ticked, check_guests, states_of
from planner.registrations.permissions import may_erase
from planner.registrations.rules.keeping import NOBODY, Kind
from planner.registrations.services.erasing import log
from planner.registrations.services.seating import enter_by_slug


def note_presence(work: Work, slug: str, said: Sequence[Ticked], *, revision: int) -> None:
    """Write who was there in the place of what was noted before: of every item that is on the programme now.

    Who is registered but not among `said` was nowhere; whom the gathering does not know is passed over. Conflict
    unless the sheet still has `revision`. Raises Invalid for the names of guests.
    """
    require(may_note_presence(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    sheet = sheet_of(work.db, gate)
    if sheet.revision != revision:
        raise Conflict(say("Somebody else noted who was there while you did. Look at it again before you save."))
    ticks = {line.who.registration_id: line.uids for line in said}
    guests = [line for line in said if line.who.registration_id is None]
    check_guests([line.who.name for line in guests])
    lines = [Ticked(line.who, ticks.get(line.who.registration_id, frozenset())) for line in sheet.registered]
    uids = [item.uid for item in sheet.items]
    work.db.execute(delete(Presence).where(Presence.meeting_id == gate.meeting_id, Presence.item_uid.in_(uids)))
    rows = [
        _row(gate.meeting_id, line.who, uid) | {"state": state}
        for line in (*lines, *guests)
        for uid, state in states_of(sheet.items, line.uids).items()
    ]
    if rows:
        work.db.execute(insert(Presence), rows)
    _save(work, gate.meeting_id, sheet.revision)


def forget(work: Work, registration_id: int) -> None:
    """What was noted of whoever had this seat goes. The use case below that gave it away has asked whether it may."""
    work.db.execute(delete(Presence).where(Presence.registration_id == registration_id))


def erase_guests(work: Work) -> int:
    """Make those nameless who were noted without being registered, where people are due to be erased; gives how many.

    For a daily schedule. How many were there at which item stays.
    """
    require(may_erase(work.actor), work.actor)
    erased = 0
    for meeting_id in meetings_to_forget(work.db, work.now):
        all_of_them = guests_of(work.db, meeting_id)
        names = [name for name in all_of_them if not name.startswith(NOBODY)]
        for number, name in enumerate(names, len(all_of_them) - len(names) + 1):
            of_name = (Presence.meeting_id == meeting_id, Presence.name == name)
            work.db.execute(update(Presence).where(*of_name).values(name=f"{NOBODY} {number}"))
        log(work, meeting_id, Kind.PEOPLE, len(names))
        erased += len(names)
    return erased


def _row(meeting_id: int, who: Attender, uid: str) -> dict[str, object]:
    name = who.name if who.registration_id is None else None
    return {"meeting_id": meeting_id, "item_uid": uid, "registration_id": who.registration_id, "name": name}


def _save(work: Work, meeting_id: int, revision: int) -> None:
    saved = work.db.get(PresenceSheet, meeting_id)
    if saved is None:
        saved = PresenceSheet(meeting_id=meeting_id)
        work.db.add(saved)
    saved.revision, saved.saved_at, saved.saved_by = revision + 1, work.now, work.actor.name
    work.db.flush()
