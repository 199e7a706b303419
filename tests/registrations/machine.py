"""A machine that draws steps at random and takes them through the real use cases, each in a transaction of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from flask import Flask
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.errors import Conflict, Invalid
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.rules import Mode
from planner.registrations import services
from planner.registrations.rules import (
    ClusterSeats,
    Colleague,
    DayChoice,
    Decision,
    PartChoice,
    PartDetails,
    PartKind,
    PartyDetails,
    RegistrationDetails,
    RegistrationStatus,
    Terms,
    next_in_line,
)
from planner.web.entry import reading, writing
from tests.builders import a_cluster, cast_of
from tests.conftest import START, Clock, empty
from tests.registrations.machine_checks import (
    check_line,
    check_nobody_waits_in_vain,
    check_numbers,
    check_parts,
    check_seats,
    check_told,
)
from tests.registrations.machine_scene import CANCELLED, SEATED, WAITING, Person, Scene, hall_of, scene_of
from tests.registrations.scene import FIRST, SECOND, a_gathering, change_gathering, some_details

WAYS = (
    (DayChoice(FIRST, Mode.ON_SITE), DayChoice(SECOND, Mode.ON_SITE)),
    (DayChoice(FIRST, Mode.ON_SITE),),
    (DayChoice(FIRST, Mode.ONLINE), DayChoice(SECOND, Mode.ON_SITE)),
    (DayChoice(FIRST, Mode.ONLINE), DayChoice(SECOND, Mode.ONLINE)),
    (DayChoice(FIRST, Mode.ONLINE),),
)
ANYBODY = st.integers(0, 40)
"""Whom a step is about: counted among those who are registered."""


class SeatMachine(RuleBasedStateMachine):
    """Steps that people, leads and the clock take."""

    app: Flask
    clock: Clock

    @initialize(
        capacity=st.integers(1, 7), dinner=st.integers(1, 4), own=st.tuples(*[st.integers(0, 2)] * 3),
        hours=st.sampled_from((None, 24)),
    )  # fmt: skip
    def begin(self, capacity: int, dinner: int, own: tuple[int, ...], hours: int | None) -> None:
        empty(self.app)
        self.clock.set(START)
        with writing(SYSTEM) as work:
            cast = cast_of(work)
            self.lead = cast.alice
            self.clusters = (None, cast.vreta_id, cast.agrovast_id, a_cluster(work, "Gröna hubben").id)
        with writing(self.lead) as work:
            self.slug = a_gathering(work, capacity=capacity, last_day=None)
            meeting = PartDetails(PartKind.DINNER, FIRST, Words("Middag"), capacity=dinner)
            self.dinner = services.add_part(work, self.slug, meeting)
        self.made = 0
        self.addresses: set[str] = set()
        self.settled_on = START.date()
        self.now = self.seen()
        self.give_terms(own, hours, 2)

    # ---- what people do

    @rule(
        cluster=st.integers(0, 3), people=st.integers(1, 4), way=st.sampled_from(WAYS), together=st.booleans(),
        dines=st.booleans(), comes=st.booleans(), returning=st.booleans(),
    )  # fmt: skip
    def register(
        self, cluster: int, people: int, way: tuple[DayChoice, ...], together: bool, dines: bool, comes: bool,
        returning: bool,
    ) -> None:  # fmt: skip
        emails = [self.new_address() for _ in range(people)]
        gone = [person.email for person in self.now.people.values() if person.status is CANCELLED]
        if returning and gone:
            emails[-1] = gone[0]
        booker = self.answers("booker@example.org", cluster, way, dines)
        if comes:
            booker = replace(booker, email=emails[0])
        named = emails[1:] if comes else emails
        party = PartyDetails(booker, comes, tuple(Colleague("Demo", email) for email in named), together)
        line = next_in_line(hall_of(self.now, self.now, self.today), self.now.callable_line)
        with self.step(ANONYMOUS, settles=True) as work:
            outcome = services.register_party(work, self.slug, party, "")
            assert isinstance(outcome, services.PartyRegistered)
            self.addresses.update(emails)
        mine = [person for person in self.now.people.values() if person.email in emails]
        if together and mine:
            assert len({person.status for person in mine}) == 1
        if mine:
            # Whoever could have been called before they came, was.
            assert all(self.now.people[person.registration_id].status in SEATED for person, _ in line)

    @rule(who=ANYBODY)
    def cancel(self, who: int) -> None:
        if person := self.pick(who):
            with self.step(Actor(registration_id=person.registration_id), settles=person.status is not CANCELLED) as w:
                services.cancel(w, person.registration_id)

    @rule(who=ANYBODY, cluster=st.integers(0, 3), way=st.sampled_from(WAYS), dines=st.booleans())
    def change(self, who: int, cluster: int, way: tuple[DayChoice, ...], dines: bool) -> None:
        if person := self.pick(who):
            with self.step(Actor(registration_id=person.registration_id), settles=True) as work:
                services.change(work, person.registration_id, self.answers(person.email, cluster, way, dines))

    @rule(who=ANYBODY, to_one_who_cancelled=st.booleans())
    def hand_over(self, who: int, to_one_who_cancelled: bool) -> None:
        if person := self.pick(who):
            gone = [other.email for other in self.now.people.values() if other.status is CANCELLED]
            email = gone[0] if to_one_who_cancelled and gone else self.new_address()
            with self.step(self.lead) as work:
                services.hand_over(work, person.registration_id, "Demo", email, "sv")
                self.addresses = self.addresses - {person.email} | {email}

    @rule(who=ANYBODY)
    def take_the_offer(self, who: int) -> None:
        if person := self.pick(who, RegistrationStatus.OFFERED):
            with self.step(Actor(registration_id=person.registration_id)) as work:
                services.accept_offer(work, person.registration_id)

    @rule(who=ANYBODY)
    def stay_in_line(self, who: int) -> None:
        if person := self.pick(who, WAITING):
            with self.step(
                Actor(registration_id=person.registration_id), settles=person.decision is Decision.LAPSED
            ) as work:
                services.stay_in_line(work, person.registration_id)

    # ---- what leads do

    @rule(who=ANYBODY, place=st.integers(1, 4))
    def move_in_line(self, who: int, place: int) -> None:
        if person := self.pick(who, WAITING):
            with self.step(self.lead, settles=True, moved=person.registration_id) as work:
                services.move_in_line(work, person.registration_id, place, "Värd")

    @rule(capacity=st.none() | st.integers(1, 9))
    def set_capacity(self, capacity: int | None) -> None:
        with self.step(self.lead, settles=capacity != self.now.gate.capacity) as work:
            change_gathering(work, self.slug, capacity=capacity)

    @rule(
        own=st.tuples(*[st.integers(0, 3)] * 3), hours=st.sampled_from((None, 24)),
        release_in=st.none() | st.integers(0, 4),
    )  # fmt: skip
    def set_terms(self, own: tuple[int, ...], hours: int | None, release_in: int | None) -> None:
        self.give_terms(own, hours, release_in)

    @rule(capacity=st.none() | st.integers(1, 5), is_day=st.booleans())
    def set_places_of_a_part(self, capacity: int | None, is_day: bool) -> None:
        offer = self.now.offers[0] if is_day else next(o for o in self.now.offers if o.part_id == self.dinner)
        with self.step(self.lead, settles=True) as work:
            services.change_part(work, self.slug, offer.part_id, replace(offer.details, capacity=capacity))

    @rule(one=st.booleans())
    def set_days(self, one: bool) -> None:
        days = some_details().days[:1] if one else some_details().days
        with self.step(self.lead, settles=len(days) != len(self.now.gate.days)) as work:
            change_gathering(work, self.slug, days=days)

    # ---- what the clock does

    @rule(hours=st.sampled_from((2, 26, 50)), offers=st.booleans(), night=st.booleans())
    def time_passes(self, hours: int, offers: bool, night: bool) -> None:
        self.clock.forward(hours=hours)
        meeting_id = self.now.gate.meeting_id
        if offers:
            with self.step(SYSTEM) as work:
                services.lapse_offers(work, meeting_id)
        if night:
            with self.step(SYSTEM) as work:
                services.release_seats(work)
            self.settled_on = self.today
            check_nobody_waits_in_vain(self.now, self.settled_on)

    # ---- what always holds

    @contextmanager
    def step(self, actor: Actor, *, settles: bool = False, moved: int = 0) -> Iterator[Work]:
        """A step in a transaction of its own; a refused one leaves everything as it was."""
        before, addresses = self.now, self.addresses
        try:
            with writing(actor) as work:
                yield work
            settled = settles
        except (Invalid, Conflict) as refusal:
            note(f"refused: {refusal!r}")
            self.addresses, settled = addresses, False
            self.now = self.seen()
            assert self.now == before
        self.now = self.seen()
        self.settled_on = self.today if settled else self.settled_on
        self.check(before, moved)

    def check(self, before: Scene, moved: int) -> None:
        after, today = self.now, self.today
        assert sorted(person.email for person in after.people.values()) == sorted(self.addresses)
        check_seats(hall_of(before, after, today), hall_of(after, after, today))
        check_numbers(before, after)
        check_line(before, after, moved)
        check_parts(before, after)
        check_told(before, after)
        check_nobody_waits_in_vain(self.now, self.settled_on)

    # ---- how it is done

    @property
    def today(self) -> date:
        return (self.clock.now + timedelta(hours=2)).date()

    def seen(self) -> Scene:
        with reading(SYSTEM) as work:
            return scene_of(work, self.slug)

    def pick(self, who: int, *status: RegistrationStatus) -> Person | None:
        found = [p for p in self.now.people.values() if p.status in (status or RegistrationStatus)]
        return found[who % len(found)] if found else None

    def new_address(self) -> str:
        self.made += 1
        return f"demo{self.made}@example.org"

    def answers(self, email: str, cluster: int, way: tuple[DayChoice, ...], dines: bool) -> RegistrationDetails:
        here = {day.held_on for day in self.now.gate.days}
        return RegistrationDetails(
            name="Demo",
            email=email,
            days=tuple(choice for choice in way if choice.held_on in here),
            cluster_id=self.clusters[cluster],
            organisation="Demo AB",
            parts=(PartChoice(self.dinner),) if dines else (),
        )

    def give_terms(self, own: tuple[int, ...], hours: int | None, release_in: int | None) -> None:
        seats = [ClusterSeats(c, n, min(n, 1)) for c, n in zip(self.clusters[1:], own, strict=True) if c and n]
        release_on = None if release_in is None else self.today + timedelta(days=release_in)
        terms = Terms(hours, release_on, seats=tuple(seats), revision=self.now.terms.revision)
        with self.step(self.lead, settles=True) as work:
            services.set_terms(work, self.slug, terms)
