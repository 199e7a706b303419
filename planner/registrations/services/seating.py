"""Places are counted here and nowhere else: through the lock, and never added up."""

from planner.core.work import Work
from planner.meetings.queries import Gate, gate_by_id, lock_gate
from planner.meetings.services import record_places
from planner.registrations.queries import places
from planner.registrations.rules import RegistrationStatus, fills_places, next_in_line
from planner.registrations.services.telling import occasion_of, tell_promoted


def enter(work: Work, meeting_id: int) -> Gate:
    """The gathering's gate, held until the end of the transaction: whoever counts places comes through here first."""
    return lock_gate(work.db, meeting_id) if work.locking else gate_by_id(work.db, meeting_id)


def settle(work: Work, gate: Gate) -> None:
    """Give free places to those who wait, in order, tell them so, and note how places stand now."""
    work.db.flush()
    count = places.count_places(work.db, gate.meeting_id)
    if count.waiting and fills_places(gate.standing(work.now)):
        _promote(work, gate, None if gate.capacity is None else gate.capacity - count.taken)
        count = places.count_places(work.db, gate.meeting_id)
    record_places(work, gate.meeting_id, taken=count.taken, waiting=count.waiting)


def _promote(work: Work, gate: Gate, free: int | None) -> None:
    chosen = next_in_line(places.those_waiting(work.db, gate.meeting_id), free)
    for row in chosen:
        row.status = RegistrationStatus.CONFIRMED
        row.place_in_line = None
        row.sequence += 1
        row.changed_at = work.now
        row.revision += 1
    work.db.flush()
    if chosen:
        on = occasion_of(work, gate)
        for row in chosen:
            tell_promoted(work, on, row)
