"""Seats are counted and given here and nowhere else: through the lock, and never added up."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from planner.core import outbox
from planner.core.work import Work
from planner.mail.services import post_all
from planner.meetings.queries import Gate, gate_by_id, gate_of, lock_gate, lock_gate_of
from planner.meetings.rules import Mode
from planner.meetings.services import record_places
from planner.registrations import letters
from planner.registrations.models import Registration
from planner.registrations.queries import parts, places
from planner.registrations.queries.seats import Count, count_seats, hall_from, terms_of, today_at
from planner.registrations.rules import (
    Decision,
    Hall,
    PartState,
    RegistrationStatus,
    Seating,
    Terms,
    fills_places,
    next_in_line,
    share_part,
    takes_place,
)
from planner.registrations.services.telling import guest, occasion_of

OFFER_LAPSES = "offer-lapses"
"""The kind of errand that takes an offer back when its time is up; its payload is the gathering's id."""


def enter(work: Work, meeting_id: int) -> Gate:
    """The gathering's gate, held until the end of the transaction: whoever counts places comes through here first."""
    return lock_gate(work.db, meeting_id) if work.locking else gate_by_id(work.db, meeting_id)


def enter_by_slug(work: Work, slug: str) -> Gate:
    """Like enter(), by the gathering's address."""
    return lock_gate_of(work.db, slug) if work.locking else gate_of(work.db, slug)


def settle(work: Work, gate: Gate) -> None:
    """Give free places to those who wait, in order, tell them so, and note how places stand now."""
    work.db.flush()
    count = count_seats(work.db, gate.meeting_id)
    if count.waiting and fills_places(gate.standing(work.now)):
        terms = terms_of(work.db, gate.meeting_id)
        if _promote(work, gate, terms, hall_from(gate, terms, count, work.now)):
            count = count_seats(work.db, gate.meeting_id)
    settle_parts(work, gate)
    note_places(work, gate, count)


def note_places(work: Work, gate: Gate, count: Count) -> None:
    """Have the gathering's own row say how places stand, for the public pages."""
    record_places(work, gate.meeting_id, taken=count.total, waiting=count.waiting)


def settle_parts(work: Work, gate: Gate, *, told: Collection[int] = ()) -> None:
    """Give what is left of dinners, beds and seats on the bus to those who have a place, in each part's order.

    Who waited for a part and gets it is told; not those of `told`, who get a letter of their own anyway.
    """
    undecided = parts.undecided(work.db, gate.meeting_id)
    if not undecided:
        return
    offers = {offer.part_id: offer for offer in parts.offers_of(work.db, gate.meeting_id)}
    granted: list[tuple[int, int]] = []
    for part_id in dict.fromkeys(row.part_id for row in undecided):
        rows = [row for row in undecided if row.part_id == part_id]
        in_person = [takes_place(gate.mode, {row.mode}) for row in rows]
        states = share_part(offers[part_id], in_person)
        last = max((row.place_in_line or 0 for row in rows), default=0)
        for row, state in zip(rows, states, strict=True):
            waited = row.state is PartState.WAITING
            row.state = state
            if state is PartState.GRANTED:
                row.place_in_line = None
                if waited and row.registration_id not in told:
                    granted.append((row.registration_id, part_id))
            elif row.place_in_line is None:
                last = max(last, offers[part_id].last_in_line) + 1
                row.place_in_line = last
    work.db.flush()
    if granted:
        _tell_of_parts(work, gate, granted)


def give_seat(work: Work, row: Registration, seating: Seating, terms: Terms) -> None:
    """From the line to a place: at once, or as an offer that the person has to take in time."""
    row.decision, row.is_funded = seating.decision, seating.is_funded
    row.changed_at = work.now
    row.revision += 1
    if terms.offer_hours is None or not row.takes_place:
        row.status, row.place_in_line = RegistrationStatus.CONFIRMED, None
        row.sequence += 1
    else:
        row.status = RegistrationStatus.OFFERED
        row.offered_until = work.now + timedelta(hours=terms.offer_hours)
        outbox.ask(work, OFFER_LAPSES, str(row.meeting_id), due_at=row.offered_until)


def take_seat(work: Work, row: Registration) -> None:
    """The seat that was offered is theirs."""
    row.status, row.place_in_line, row.offered_until = RegistrationStatus.CONFIRMED, None, None
    row.sequence += 1
    row.changed_at = work.now
    row.revision += 1


def leave_offer(row: Registration) -> None:
    """Whoever is offered a seat and needs none any more need not take it: settle() calls them from the line at once."""
    if row.status is RegistrationStatus.OFFERED and not row.takes_place:
        row.status, row.offered_until = RegistrationStatus.WAITING, None


def serve_line_first(work: Work, gate: Gate, terms: Terms) -> None:
    """Seats that were released since the line was last served are theirs who stand in it, not theirs who ask now."""
    if gate.waiting and terms.are_released(today_at(gate, work.now)):
        settle(work, gate)


def leave_parts(row: Registration) -> None:
    """Without a seat one has no part of the gathering: what one has becomes what one wishes for."""
    for part in row.parts:
        part.state, part.place_in_line = PartState.WISHED, None


def _promote(work: Work, gate: Gate, terms: Terms, hall: Hall) -> bool:
    # Who let an offer lapse is asked no more, until they say that they still want to come, or need no seat.
    line = places.those_waiting(work.db, gate.meeting_id)
    waiting = [row for row in line if row.decision is not Decision.LAPSED or not row.takes_place]
    together = places.groups_together(work.db, gate.meeting_id)
    chosen = next_in_line(hall, [_InLine(row, together) for row in waiting])
    for person, seating in chosen:
        give_seat(work, person.row, seating, terms)
    work.db.flush()
    settle_parts(work, gate, told={person.row.id for person, _ in chosen})
    _tell_of_seats(work, gate, [person.row for person, _ in chosen])
    return bool(chosen)


class _InLine:
    """A row as the rules see it."""

    def __init__(self, row: Registration, together: frozenset[int]) -> None:
        self.row = row
        self.takes_place = row.takes_place
        self.cluster_id = row.cluster_id
        self.group = row.party_id if row.party_id in together else None


def _tell_of_seats(work: Work, gate: Gate, rows: Sequence[Registration]) -> None:
    if not rows:
        return
    on = occasion_of(work, gate, online=any(part.mode is Mode.ONLINE for row in rows for part in row.parts))
    written = []
    for row in rows:
        to = guest(work, row, on)
        if row.status is RegistrationStatus.OFFERED:
            written.append(letters.offered(on, to))
        else:
            written += letters.with_calendar(on, to, letters.promoted(on, to))
    post_all(work, written)


def _tell_of_parts(work: Work, gate: Gate, granted: Sequence[tuple[int, int]]) -> None:
    on = occasion_of(work, gate)
    by_person: dict[int, list[int]] = {}
    for registration_id, part_id in granted:
        by_person.setdefault(registration_id, []).append(part_id)
    rows = places.rows_of(work.db, by_person)
    post_all(work, [letters.part_granted(on, guest(work, row, on), tuple(by_person[row.id])) for row in rows])
