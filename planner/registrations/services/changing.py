"""Changing and cancelling a registration, by its holder or by a lead."""

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_by_id
from planner.registrations.models import Registration
from planner.registrations.permissions import may_cancel, may_hold, may_see_all_people
from planner.registrations.queries import places
from planner.registrations.rules import (
    RegistrationDetails,
    RegistrationStatus,
    change_refusal,
    check_answers,
    decide,
)
from planner.registrations.services.answering import forget_needs, wants_place, write_answers, write_needs
from planner.registrations.services.seating import enter, settle
from planner.registrations.services.telling import choices_of, tell_cancelled, tell_changed, tell_link


def change(work: Work, registration_id: int, details: RegistrationDetails) -> None:
    """Write new answers over the old. A place that is given up goes to the next in line.

    Raises Invalid, and changes nothing, for somebody who wants a place on site when none is left.
    """
    require(may_hold(work.actor, registration_id), work.actor)
    gate, row = _open_registration(work, registration_id)
    _check_change(work, gate, row, details)
    before = choices_of(work, row)
    had_place, waits = row.takes_place, row.status is RegistrationStatus.WAITING
    write_answers(work, gate, row, details)
    row.revision += 1
    write_needs(work, gate, row, details)
    # Who waited and now needs no place is told so by settle().
    if not (waits and had_place and not row.takes_place):
        tell_changed(work, gate, row, other_days=choices_of(work, row) != before)
    settle(work, gate)


def cancel(work: Work, registration_id: int) -> None:
    """Take somebody out: the holder of the link, or a lead. A free place goes to the next in line."""
    require(may_cancel(work.actor, registration_id), work.actor)
    gate = enter(work, places.meeting_of(work.db, registration_id))
    row = places.row_of(work.db, registration_id)
    if row.status is RegistrationStatus.CANCELLED:
        return
    _check_to_come(work, gate)
    had_place = row.status is RegistrationStatus.CONFIRMED
    row.status, row.place_in_line = RegistrationStatus.CANCELLED, None
    row.changed_at = work.now
    row.revision += 1
    forget_needs(work, row)
    tell_cancelled(work, gate, row, had_place=had_place)
    settle(work, gate)


def send_link(work: Work, registration_id: int) -> None:
    """A lead has the private link sent to its owner again."""
    require(may_see_all_people(work.actor), work.actor)
    row = places.row_of(work.db, registration_id)
    if row.status is RegistrationStatus.CANCELLED:
        raise Conflict(say("This registration is cancelled."))
    tell_link(work, gate_by_id(work.db, row.meeting_id), row)


def _open_registration(work: Work, registration_id: int) -> tuple[Gate, Registration]:
    gate = enter(work, places.meeting_of(work.db, registration_id))
    row = places.row_of(work.db, registration_id)
    _check_to_come(work, gate)
    if row.status is RegistrationStatus.CANCELLED:
        raise Conflict(say("This registration is cancelled. Register again if you want to come."))
    return gate, row


def _check_to_come(work: Work, gate: Gate) -> None:
    words = change_refusal(gate, work.now)
    if words is not None:
        raise Conflict(words)


def _check_change(work: Work, gate: Gate, row: Registration, details: RegistrationDetails) -> None:
    if details.email.strip().lower() != row.email:
        raise Invalid({"email": say("The address cannot be changed: the private link was sent to it.")})
    lasting = places.clusters_to_come_from(work.db) | ({row.cluster_id} if row.cluster_id else set())
    check_answers(details, mode=gate.mode, days=[day.held_on for day in gate.days], lasting=lasting)
    gains_place = wants_place(gate, details) and not row.takes_place
    if gains_place and row.status is RegistrationStatus.CONFIRMED:
        taken = places.count_places(work.db, gate.meeting_id).taken
        if decide(gate.capacity, taken, wants_place=True) is RegistrationStatus.WAITING:
            raise Invalid({"days": say("All places on site are taken. Your registration stands as it was.")})
