"""How everything stands after a step of the machine: people, their yeses, the line, the hall."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from planner.core.work import Work
from planner.mail.models import PostedLetter
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import Mode
from planner.registrations.models import Registration, RegistrationPart
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.places import groups_together
from planner.registrations.queries.seats import terms_of
from planner.registrations.rules import Decision, Hall, PartOffer, PartState, RegistrationStatus, Terms

SEATED = (RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED)
WAITING, CANCELLED = RegistrationStatus.WAITING, RegistrationStatus.CANCELLED


@dataclass(frozen=True)
class Person:
    """A registration as it stands, as the rules see it too."""

    registration_id: int
    email: str
    cluster_id: int | None
    status: RegistrationStatus
    takes_place: bool
    place_in_line: int | None
    decision: Decision
    is_funded: bool
    group: int | None

    @property
    def has_seat(self) -> bool:
        return self.takes_place and self.status in SEATED


@dataclass(frozen=True)
class Yes:
    """Somebody's yes to a part."""

    state: PartState
    in_person: bool
    place_in_line: int | None


@dataclass(frozen=True)
class Scene:
    """How everything stands after a step."""

    gate: Gate
    terms: Terms
    people: dict[int, Person]
    yeses: dict[tuple[int, int], Yes]
    offers: tuple[PartOffer, ...]
    letters: Counter[str]

    @property
    def line(self) -> list[Person]:
        waiting = [person for person in self.people.values() if person.status is WAITING]
        return sorted(waiting, key=lambda person: (person.place_in_line, person.registration_id))

    @property
    def callable_line(self) -> list[Person]:
        """Those in line who are to be called: who let an offer lapse is not, as long as they need a seat."""
        return [p for p in self.line if p.decision is not Decision.LAPSED or not p.takes_place]

    def taken(self) -> Counter[int | None]:
        return Counter(person.cluster_id for person in self.people.values() if person.has_seat)

    def funded(self) -> Counter[int | None]:
        return Counter(p.cluster_id for p in self.people.values() if p.has_seat and p.is_funded)

    def granted(self) -> Counter[int]:
        return Counter(
            part_id
            for (registration_id, part_id), yes in self.yeses.items()
            if yes.state is PartState.GRANTED and yes.in_person and self.people[registration_id].status in SEATED
        )


def scene_of(work: Work, slug: str) -> Scene:
    gate = gate_of(work.db, slug)
    together = groups_together(work.db, gate.meeting_id)
    rows = work.db.scalars(
        select(Registration).where(Registration.meeting_id == gate.meeting_id).order_by(Registration.id)
    )
    people = {
        row.id: Person(
            row.id, row.email, row.cluster_id, row.status, row.takes_place, row.place_in_line, row.decision,
            row.is_funded, row.party_id if row.party_id in together else None,
        )
        for row in rows
    }  # fmt: skip
    yeses = {
        (row.registration_id, row.part_id): Yes(row.state, row.mode is Mode.ON_SITE, row.place_in_line)
        for row in work.db.scalars(select(RegistrationPart))
    }
    written = work.db.execute(select(PostedLetter.recipient, func.count()).group_by(PostedLetter.recipient))
    return Scene(
        gate,
        terms_of(work.db, gate.meeting_id),
        people,
        yeses,
        offers_of(work.db, gate.meeting_id),
        Counter({row[0]: row[1] for row in written}),
    )


def hall_of(scene: Scene, rules: Scene, today: date) -> Hall:
    """The hall with the people of one scene, by the rules and capacity of another."""
    own = {} if rules.terms.are_released(today) else {s.cluster_id: s.seats for s in rules.terms.seats}
    return Hall(rules.gate.capacity, own, scene.taken())


def bound(hall: Hall) -> int:
    """Seats taken, and seats kept for clusters that have not taken them."""
    return hall.total + sum(hall.own_left(cluster_id) for cluster_id in hall.own)
