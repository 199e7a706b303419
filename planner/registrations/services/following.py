"""What registrations do when their gathering changes: days, places, state."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update

from planner.core import outbox
from planner.core.actor import require
from planner.core.work import Work
from planner.meetings.rules import Status
from planner.registrations.letters import GATHERING_CANCELLED
from planner.registrations.models import Answer, Needs, Part, Registration, RegistrationPart
from planner.registrations.permissions import may_see_all_people
from planner.registrations.queries import parts, places
from planner.registrations.queries.entries import entries_held
from planner.registrations.queries.seats import terms_row
from planner.registrations.rules import PartKind, takes_place
from planner.registrations.services.seating import enter, leave_offer, settle
from planner.registrations.services.telling import occasion_of, tell_gathering_cancelled

MEETING_CANCELLED = "letters-cancelled"
"""The kind of errand that tells everybody; its payload is the gathering's id and when it was cancelled."""


def follow_days(work: Work, meeting_id: int, days: Sequence[date]) -> None:
    """The gathering has these days now: a part for each; with a day that is gone, everybody's yes to it goes.

    Held in another way, other people need a place: nobody loses one by it.
    """
    require(may_see_all_people(work.actor), work.actor)
    gate = enter(work, meeting_id)
    present = places.day_parts(work.db, meeting_id)
    known = {part.held_on for part in present}
    work.db.add_all(Part(meeting_id=meeting_id, kind=PartKind.DAY, held_on=day) for day in days if day not in known)
    gone = [part.id for part in present if part.held_on not in days]
    kept = {part.id for part in present} - {*gone}
    if gone:
        work.db.execute(delete(RegistrationPart).where(RegistrationPart.part_id.in_(gone)))
        work.db.execute(delete(Part).where(Part.id.in_(gone)))
    for row in places.those_coming(work.db, meeting_id):
        modes = {part.mode for part in row.parts if part.part_id in kept}
        if modes:  # who has no day left keeps the place until somebody has asked them
            row.takes_place = takes_place(gate.mode, modes)
            leave_offer(row)
    _keep_needs_long_enough(work, meeting_id, max(gate.erase_needs_on, *days))
    settle(work, gate)


def follow_move(work: Work, meeting_id: int, onto: Sequence[tuple[date, date]]) -> None:
    """All parts, their last days, and the dates of the terms move along by as many days. `onto` holds (old, new)."""
    require(may_see_all_people(work.actor), work.actor)
    days = onto[0][1] - onto[0][0]
    # From the far end, so that no day lands where another still lies.
    for part in parts.parts_in_time(work.db, meeting_id, backwards=days > timedelta(0)):
        part.held_on += days
        part.last_day = part.last_day and part.last_day + days
        work.db.flush()
    terms = terms_row(work.db, meeting_id)
    if terms is not None:
        terms.release_on = terms.release_on and terms.release_on + days
        terms.erase_people_on = terms.erase_people_on and terms.erase_people_on + days
        terms.revision += 1
        work.db.flush()


def follow_places(work: Work, meeting_id: int) -> None:
    """Another number of places: more go to those who wait; fewer take nobody's place away."""
    require(may_see_all_people(work.actor), work.actor)
    settle(work, enter(work, meeting_id))


def follow_status(work: Work, meeting_id: int, after: Status) -> None:
    """Called off: everybody is told, after the commit. On again: places that came free meanwhile are given away."""
    require(may_see_all_people(work.actor), work.actor)
    if after is Status.CANCELLED:
        outbox.ask(work, MEETING_CANCELLED, f"{meeting_id} {work.now.isoformat()}")
    else:
        settle(work, enter(work, meeting_id))


def tell_of_cancelling(work: Work, meeting_id: int, cancelled_at: datetime) -> int:
    """Write to everybody who comes or waits; gives how many letters. Bears repetition: nobody is told twice."""
    require(work.actor.is_system, work.actor)
    # Locked: were it on again meanwhile, an entry might be taken back after it was asked for anew.
    gate = enter(work, meeting_id)
    if gate.status is not Status.CANCELLED:
        return 0  # on again before anybody was told
    told = places.recipients_since(work.db, GATHERING_CANCELLED, meeting_id, cancelled_at)
    rows = [row for row in places.those_coming(work.db, meeting_id) if row.email not in told]
    on, held = occasion_of(work, gate), entries_held(work.db, meeting_id)
    for row in rows:
        tell_gathering_cancelled(work, on, row, held)
    return len(rows)


def _keep_needs_long_enough(work: Work, meeting_id: int, erase_on: date) -> None:
    theirs = select(Registration.id).where(Registration.meeting_id == meeting_id)
    work.db.execute(update(Needs).where(Needs.registration_id.in_(theirs)).values(erase_on=erase_on))
    sensitive = Answer.registration_id.in_(theirs) & Answer.erase_on.is_not(None)
    work.db.execute(update(Answer).where(sensitive).values(erase_on=erase_on))
