"""What always holds after a step: no seat is sold twice, nobody is lost, nobody is passed."""

from datetime import date

from planner.registrations.rules import Hall, PartState, RegistrationStatus, next_in_line
from tests.registrations.machine_scene import SEATED, WAITING, Scene, bound, hall_of


def check_seats(before: Hall, after: Hall) -> None:
    if after.capacity is not None:
        assert after.total <= max(after.capacity, before.total)
        assert bound(after) <= max(after.capacity, bound(before))


def check_numbers(before: Scene, after: Scene) -> None:
    gate = after.gate
    assert (gate.places_taken, gate.waiting) == (after.taken().total(), len(after.line))
    paid = {seats.cluster_id: seats.funded for seats in after.terms.seats}
    for cluster_id, number in after.funded().items():
        assert number <= max(paid.get(cluster_id or 0, 0), before.funded()[cluster_id])


def check_line(before: Scene, after: Scene, moved: int) -> None:
    numbers = [person.place_in_line for person in after.people.values() if person.place_in_line]
    assert len(set(numbers)) == len(numbers)
    for person in after.people.values():
        assert (person.place_in_line is not None) == (person.status in (WAITING, RegistrationStatus.OFFERED))
        assert person.takes_place or person.status is not RegistrationStatus.OFFERED
    stayed = {p.registration_id for p in before.line} & {p.registration_id for p in after.line} - {moved}
    assert [p.registration_id for p in before.line if p.registration_id in stayed] == [
        p.registration_id for p in after.line if p.registration_id in stayed
    ]


def check_parts(before: Scene, after: Scene) -> None:
    granted, had = after.granted(), before.granted()
    for offer in after.offers:
        assert offer.taken == granted[offer.part_id]
        if offer.details.capacity is not None:
            assert offer.taken <= max(offer.details.capacity, had[offer.part_id])
        line = [y.place_in_line for (_, part_id), y in after.yeses.items() if part_id == offer.part_id]
        waiting = [number for number in line if number is not None]
        assert len(set(waiting)) == len(waiting)
        if waiting:
            assert offer.left == 0
    for (registration_id, _), yes in after.yeses.items():
        seated = after.people[registration_id].status in SEATED
        assert (yes.state is PartState.WISHED) != seated


def check_told(before: Scene, after: Scene) -> None:
    """Whoever gets a seat or a part they waited for, or loses an offer, is written to."""
    got = {
        person.registration_id
        for person in before.people.values()
        if person.registration_id in after.people
        and person.status in (WAITING, RegistrationStatus.OFFERED)
        and after.people[person.registration_id].status is not person.status
    }
    got |= {
        key[0]
        for key, yes in before.yeses.items()
        if yes.state is PartState.WAITING and key in after.yeses and after.yeses[key].state is PartState.GRANTED
    }
    for registration_id in got:
        email = after.people[registration_id].email
        assert after.letters[email] > before.letters[email]


def check_nobody_waits_in_vain(now: Scene, settled_on: date) -> None:
    hall = hall_of(now, now, settled_on)
    assert next_in_line(hall, now.callable_line) == ()
