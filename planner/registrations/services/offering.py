"""The waiting list: offers and their time limit, and the order of the line."""

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.work import Work
from planner.mail.letter import one_line
from planner.mail.services import post_all
from planner.meetings.queries import Gate
from planner.registrations import letters
from planner.registrations.models import LineMove, Registration
from planner.registrations.permissions import may_book_for, may_hold, may_see_all_people
from planner.registrations.queries import places
from planner.registrations.queries.seats import count_seats, gatherings_to_release
from planner.registrations.rules import Decision, RegistrationStatus
from planner.registrations.services.changing import open_registration
from planner.registrations.services.seating import enter, leave_parts, settle, take_seat
from planner.registrations.services.telling import guest, occasion_of


def accept_offer(work: Work, registration_id: int) -> None:
    """The holder takes the place that is held for them. Conflict once it has gone on."""
    require(may_hold(work.actor, registration_id), work.actor)
    gate, row = open_registration(work, registration_id)
    if row.status is RegistrationStatus.CONFIRMED:
        return
    if row.status is not RegistrationStatus.OFFERED or row.offered_until is None or row.offered_until <= work.now:
        raise Conflict(say("The time to take this place has run out: it goes to the next in line."))
    take_seat(work, row)
    work.db.flush()
    on = occasion_of(work, gate)
    to = guest(work, row, on)
    post_all(work, letters.with_calendar(on, to, letters.registered(on, to)))


def stay_in_line(work: Work, registration_id: int) -> None:
    """Somebody whose offer lapsed wants to come all the same: from where they stand they are offered places again."""
    require(may_hold(work.actor, registration_id), work.actor)
    gate, row = open_registration(work, registration_id)
    if row.status is RegistrationStatus.WAITING and row.decision is Decision.LAPSED:
        row.decision = Decision.FULL
        row.revision += 1
        settle(work, gate)


def come_apart(work: Work, party_id: int) -> None:
    """A group that waits to come together takes places as they come from now on: its booker, or a lead, says so."""
    require(may_book_for(work.actor, party_id), work.actor)
    gate = enter(work, places.meeting_of_party(work.db, party_id))
    party = places.party_row(work.db, party_id)
    if not party.together:
        return
    party.together = False
    for row in places.rows_of_party(work.db, party_id):
        if row.decision is Decision.TOGETHER:
            row.decision = Decision.FULL
            row.revision += 1
    settle(work, gate)


def lapse_offers(work: Work, meeting_id: int) -> int:
    """Take back the offers whose time is up, and offer the places to the next in line; gives how many lapsed."""
    require(work.actor.is_system, work.actor)
    return _lapse(work, enter(work, meeting_id))


def release_seats(work: Work) -> int:
    """Where clusters' unused seats are released by today, give them to those who wait. For a daily schedule."""
    require(work.actor.is_system, work.actor)
    due = gatherings_to_release(work.db, work.now.date())
    for meeting_id in due:
        settle(work, enter(work, meeting_id))
    return len(due)


def move_in_line(work: Work, registration_id: int, place: int, reason: str) -> None:
    """A lead gives somebody another place in the line, from 1, and says why: they see it on their page."""
    require(may_see_all_people(work.actor), work.actor)
    gate, row = open_registration(work, registration_id)
    waiting = list(places.those_waiting(work.db, gate.meeting_id))
    if row not in waiting:
        raise Conflict(say("%(name)s does not stand in line any more.", name=row.name))
    wrong = {}
    if not reason.strip():
        wrong["reason"] = say("Say why: the person sees it.")
    if not 1 <= place <= len(waiting):
        wrong["place"] = say("The line has %(n)s places.", n=len(waiting))
    if wrong:
        raise Invalid(wrong)
    if row.decision is Decision.LAPSED:
        row.decision = Decision.FULL  # the lead wants them asked again
    _note_move(work, row, waiting.index(row) + 1, place, reason)
    waiting.remove(row)
    waiting.insert(place - 1, row)
    numbers = sorted(person.place_in_line or 0 for person in waiting)
    for person, number in zip(waiting, numbers, strict=True):
        person.place_in_line = number
    settle(work, gate)


def _note_move(work: Work, row: Registration, from_place: int, to_place: int, reason: str) -> None:
    work.db.add(
        LineMove(
            registration_id=row.id,
            moved_at=work.now,
            moved_by=work.actor.name,
            from_place=from_place,
            to_place=to_place,
            reason=one_line(reason, 300),
        )
    )


def _lapse(work: Work, gate: Gate) -> int:
    rows = places.lapsed_offers(work.db, gate.meeting_id, work.now)
    last = count_seats(work.db, gate.meeting_id).last_in_line if rows else 0
    for number, row in enumerate(rows, start=last + 1):
        row.status, row.offered_until, row.place_in_line = RegistrationStatus.WAITING, None, number
        row.decision, row.is_funded = Decision.LAPSED, False
        row.changed_at = work.now
        row.revision += 1
        leave_parts(row)
    work.db.flush()
    if rows:
        on = occasion_of(work, gate)
        post_all(work, [letters.lapsed(on, guest(work, row, on)) for row in rows])
        settle(work, gate)
    return len(rows)
