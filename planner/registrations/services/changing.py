"""Changing and cancelling a registration: by its holder, by whoever looks after them, or by a lead."""

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.work import Work, tell
from planner.meetings.queries import Gate, gate_by_id
from planner.registrations.models import Registration
from planner.registrations.news import DaysChosen, RegistrationCancelled
from planner.registrations.permissions import may_hold, may_look_after
from planner.registrations.queries import parts, places
from planner.registrations.queries.entries import entries_held
from planner.registrations.queries.seats import Count, count_seats, hall_from, terms_of, today_at
from planner.registrations.rules import (
    Decision,
    PartKind,
    PartOffer,
    RegistrationDetails,
    RegistrationStatus,
    Seating,
    change_refusal,
    check_answers,
    check_choices,
    check_open_days,
)
from planner.registrations.rules.keeping import is_erased
from planner.registrations.services.answering import (
    forget_needs,
    parts_chosen,
    wants_place,
    write_answers,
    write_needs,
)
from planner.registrations.services.questioning import read_given, withdraw_wishes, write_given
from planner.registrations.services.seating import enter, leave_offer, leave_parts, serve_line_first, settle
from planner.registrations.services.telling import choices_of, tell_cancelled, tell_changed, tell_link


def change(work: Work, registration_id: int, details: RegistrationDetails) -> None:
    """Write new answers over the old. A place that is given up goes to the next in line.

    Raises Invalid, and changes nothing, for somebody who wants a place on site when none is left.
    """
    require(may_hold(work.actor, registration_id), work.actor)
    gate, row = open_registration(work, registration_id)
    serve_line_first(work, gate, terms_of(work.db, gate.meeting_id))
    offers = parts.offers_of(work.db, gate.meeting_id)
    seating = _check_change(work, gate, row, details, offers)
    own = read_given(work, gate, details)
    before = choices_of(work, row)
    had_place, is_settled = row.takes_place, row.status is RegistrationStatus.CONFIRMED
    write_answers(work, gate, row, details, offers)
    if seating is not None:
        row.decision, row.is_funded = seating.decision, seating.is_funded
    row.details_at = work.now
    row.revision += 1
    write_needs(work, gate, row, details)
    write_given(work, gate, row, own)
    leave_offer(row)
    settle(work, gate)
    other_days = choices_of(work, row) != before
    if other_days:
        tell(work, DaysChosen(gate.meeting_id, row.id))
    # Who waited, or was offered a place, and now needs none has been told so by settle().
    if is_settled or not had_place or row.takes_place:
        tell_changed(work, gate, row, other_days=other_days)


def cancel(work: Work, registration_id: int) -> None:
    """Take somebody out: themselves, whoever looks after them, or a lead. A free place goes to the next in line."""
    gate = enter(work, places.meeting_of(work.db, registration_id))
    row = places.row_of(work.db, registration_id)
    require(may_look_after(work.actor, row.id, row.cluster_id, row.party_id), work.actor)
    if row.status is RegistrationStatus.CANCELLED:
        return
    _check_to_come(work, gate)
    holds_entry = row.uid in entries_held(work.db, row.meeting_id, [row.email])
    row.status, row.place_in_line, row.offered_until = RegistrationStatus.CANCELLED, None, None
    row.is_funded = False
    row.changed_at = work.now
    row.revision += 1
    forget_needs(work, row)
    withdraw_wishes(work, row)
    tell_cancelled(work, gate, row, had_place=holds_entry)
    leave_parts(row)
    tell(work, RegistrationCancelled(gate.meeting_id, row.id))
    settle(work, gate)


def send_link(work: Work, registration_id: int) -> None:
    """Whoever looks after somebody has the private link sent to its owner again."""
    row = places.row_of(work.db, registration_id)
    require(may_look_after(work.actor, row.id, row.cluster_id, row.party_id), work.actor)
    if row.status is RegistrationStatus.CANCELLED or is_erased(row.email):
        raise Conflict(say("This registration is cancelled."))
    tell_link(work, gate_by_id(work.db, row.meeting_id), row)


def open_registration(work: Work, registration_id: int) -> tuple[Gate, Registration]:
    """The gate, locked, and the row as it stands now; Conflict when it can be changed no more."""
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


def _check_change(
    work: Work, gate: Gate, row: Registration, details: RegistrationDetails, offers: tuple[PartOffer, ...]
) -> Seating | None:
    """Raises Invalid unless these answers can be; gives the seat that is new, if one is."""
    if details.email.strip().lower() != row.email:
        raise Invalid({"email": say("The address cannot be changed: the private link was sent to it.")})
    lasting = places.clusters_to_come_from(work.db) | ({row.cluster_id} if row.cluster_id else set())
    side = {offer.part_id for offer in offers if offer.details.kind is PartKind.SIDE_MEETING}
    check_answers(
        details,
        mode=gate.mode,
        days=[day.held_on for day in gate.days],
        lasting=lasting,
        side=any(choice.part_id in side for choice in details.parts),
    )
    today = today_at(gate, work.now)
    check_choices(details.parts, offers, parts_chosen(row, offers), today)
    before = [choice.held_on for choice in choices_of(work, row)]
    check_open_days([choice.held_on for choice in details.days], before, offers, today)
    if row.status is RegistrationStatus.WAITING:
        return None
    return _other_seat(work, gate, row, details)


def _other_seat(work: Work, gate: Gate, row: Registration, details: RegistrationDetails) -> Seating | None:
    """Somebody who has a place comes another way, or from another cluster: is there a seat for that?"""
    wants = wants_place(gate, details)
    if wants == row.takes_place and details.cluster_id == row.cluster_id:
        return None
    if not wants:
        return Seating(Decision.NO_SEAT_NEEDED)
    count = count_seats(work.db, gate.meeting_id)
    hall = hall_from(gate, terms_of(work.db, gate.meeting_id), _without(count, row), work.now)
    decision = hall.decide(details.cluster_id)
    if not decision.gives_seat and row.takes_place:
        words = say("Your place is one of your cluster's own, and all others are taken. It stands as it was.")
        raise Invalid({"cluster": words})
    if not decision.gives_seat:
        raise Invalid({"days": say("All places on site are taken. Your registration stands as it was.")})
    return Seating(decision, hall.pays_for(details.cluster_id))


def _without(count: Count, row: Registration) -> Count:
    taken, funded = count.taken.copy(), count.funded.copy()
    taken[row.cluster_id] -= row.takes_place
    if row.cluster_id is not None:
        funded[row.cluster_id] -= row.is_funded
    return Count(taken, funded, count.waiting, count.last_in_line)
