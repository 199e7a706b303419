"""The waiting list: offers with a time limit, the lead's order, and parts with lines of their own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotSignedIn
from planner.core.language import Words
from planner.core.outbox import Errand
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.meetings.services import move_meeting
from planner.registrations import services
from planner.registrations.models import LineMove, Party, Registration, RegistrationPart
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.seats import terms_of
from planner.registrations.rules import (
    Colleague,
    DayChoice,
    PartChoice,
    PartDetails,
    PartKind,
    PartyDetails,
    RoomType,
    Stop,
    Terms,
)
from tests.builders import Cast
from tests.registrations.scene import (
    FIRST,
    SECOND,
    a_gathering,
    come,
    how_all_stand,
    letters,
    places,
    some_answers,
)

WorkAs = Callable[[Actor], Any]
DINNER = PartDetails(PartKind.DINNER, FIRST, Words("Middag", "Dinner"), time(18, 30), capacity=1)


def with_offers(work: Any, **more: Any) -> str:
    slug = a_gathering(work, capacity=1, **more)
    services.set_terms(work, slug, Terms(offer_hours=48))
    return slug


def test_a_freed_place_is_offered_and_held_until_it_is_taken(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = with_offers(work)
        first, second = come(work, slug, "anna"), come(work, slug, "bo")
        come(work, slug, "ce")
        services.cancel(work, first.registration_id)
        assert how_all_stand(work, slug)[1:] == [("bo", "offered", 1), ("ce", "waiting", 2)]
        assert (places(work, slug), letters(work)[-1]) == ((1, 1), ("bo", "offered", ""))
    with work_as(Actor(registration_id=second.registration_id)) as work:
        services.accept_offer(work, second.registration_id)
        services.accept_offer(work, second.registration_id)  # pressed twice
        assert how_all_stand(work, slug)[1:] == [("bo", "confirmed", None), ("ce", "waiting", 2)]
        kinds = [kind for name, kind, _ in letters(work) if name == "bo"]
        assert kinds == ["waiting", "offered", "registered", "calendar"]


def test_an_offer_that_is_not_taken_in_time_goes_to_the_next(app: object, work_as: WorkAs, clock: Any) -> None:
    with work_as(SYSTEM) as work:
        slug = with_offers(work)
        first, second = come(work, slug, "anna"), come(work, slug, "bo")
        come(work, slug, "ce")
        services.cancel(work, first.registration_id)
        errand = work.db.scalars(select(Errand).where(Errand.kind == services.OFFER_LAPSES)).one()
        due = errand.due_at
    clock.set(due)
    with work_as(SYSTEM) as work:
        assert services.lapse_offers(work, int(errand.payload)) == 1
        assert services.lapse_offers(work, int(errand.payload)) == 0
        assert how_all_stand(work, slug)[1:] == [("bo", "waiting", 3), ("ce", "offered", 2)]
        assert [pair[:2] for pair in letters(work)[-2:]] == [("bo", "lapsed"), ("ce", "offered")]
    holder = Actor(registration_id=second.registration_id)
    with work_as(holder) as work, pytest.raises(Conflict):
        services.accept_offer(work, second.registration_id)


def test_who_let_an_offer_lapse_is_asked_again_only_when_they_say_so(app: object, work_as: WorkAs, clock: Any) -> None:
    with work_as(SYSTEM) as work:
        slug = with_offers(work)
        first, second = come(work, slug, "anna"), come(work, slug, "bo")
        services.cancel(work, first.registration_id)
        meeting_id = gate_of(work.db, slug).meeting_id
    clock.forward(hours=48)
    with work_as(SYSTEM) as work:
        services.lapse_offers(work, meeting_id)
        assert how_all_stand(work, slug)[1] == ("bo", "waiting", 2)
    with work_as(Actor(registration_id=second.registration_id)) as work:
        services.stay_in_line(work, second.registration_id)
        assert how_all_stand(work, slug)[1] == ("bo", "offered", 2)


def test_whoever_presses_too_late_finds_the_place_with_the_next(app: object, work_as: WorkAs, clock: Any) -> None:
    """The errand may be late: the clock decides, not the worker. A refusal changes nothing, the errand does."""
    with work_as(SYSTEM) as work:
        slug = with_offers(work)
        first, second = come(work, slug, "anna"), come(work, slug, "bo")
        services.cancel(work, first.registration_id)
    clock.forward(hours=49)
    with pytest.raises(Conflict), work_as(Actor(registration_id=second.registration_id)) as work:
        services.accept_offer(work, second.registration_id)
    with work_as(SYSTEM) as work:
        assert how_all_stand(work, slug)[1] == ("bo", "offered", 1)


def test_the_lead_changes_the_order_and_says_why(app: object, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=1)
        for who in ("anna", "bo", "ce", "di"):
            come(work, slug, who)
        last = work.db.scalars(select(Registration.id).where(Registration.email == "di@example.org")).one()
        services.move_in_line(work, last, 1, "Håller i workshopen")
        line = sorted(how_all_stand(work, slug)[1:], key=lambda row: row[2] or 0)
        assert [name for name, _, _ in line] == ["di", "bo", "ce"]
        move = work.db.scalars(select(LineMove)).one()
        assert (move.moved_by, move.from_place, move.to_place, move.reason) == ("Alice", 3, 1, "Håller i workshopen")
        with pytest.raises(Invalid) as refused:
            services.move_in_line(work, last, 9, " ")
        assert list(refused.value.fields) == ["reason", "place"]
    with work_as(cast.bob) as work, pytest.raises(NotAllowed):
        services.move_in_line(work, last, 1, "Nej")


def states(work: Any) -> list[tuple[int, str, int | None]]:
    rows = work.db.execute(
        select(RegistrationPart.registration_id, RegistrationPart.state, RegistrationPart.place_in_line)
        .where(RegistrationPart.part_id > 2)
        .order_by(RegistrationPart.registration_id)
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1].value, row[2]) for row in rows]


def test_a_full_dinner_has_a_line_of_its_own(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=2)
        dinner = services.add_part(work, slug, DINNER)
        wish = (PartChoice(dinner),)
        one, two, three = (come(work, slug, who, parts=wish).registration_id for who in ("anna", "bo", "ce"))
        assert states(work) == [(one, "granted", None), (two, "waiting", 1), (three, "wished", None)]
        services.cancel(work, one)
        # Bo waited for the dinner before Ce got a place at all.
        assert states(work) == [(one, "wished", None), (two, "granted", None), (three, "waiting", 2)]
        assert [pair[:2] for pair in letters(work) if pair[1] == "part-granted"] == [("bo", "part-granted")]
        services.change_part(work, slug, dinner, replace(DINNER, capacity=2))
        assert [state for _, state, _ in states(work)] == ["wished", "granted", "granted"]


def test_a_night_wants_its_room_and_a_bus_its_stop(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work)
        night = services.add_part(work, slug, PartDetails(PartKind.NIGHT, FIRST, Words("Natt", "Night")))
        stops = (Stop("Norrköping", time(7)), Stop("Västervik", time(8, 15)))
        bus = services.add_part(
            work, slug, PartDetails(PartKind.BUS, FIRST, Words("Buss", "Bus"), time(7), stops=stops)
        )
        with pytest.raises(Invalid) as refused:
            come(work, slug, "anna", parts=(PartChoice(night), PartChoice(bus)))
        assert set(refused.value.fields) == {f"room_{night}", f"stop_{bus}"}
        offers = {offer.part_id: offer for offer in offers_of(work.db, gate_of(work.db, slug).meeting_id)}
        stop_id = offers[bus].details.stops[1].stop_id
        come(
            work,
            slug,
            "anna",
            parts=(PartChoice(night, RoomType.DOUBLE, "Demo Bo"), PartChoice(bus, stop_id=stop_id)),
        )
        with pytest.raises(Invalid):
            services.change_part(work, slug, bus, replace(offers[bus].details, stops=offers[bus].details.stops[:1]))
        with pytest.raises(Conflict):
            services.remove_part(work, slug, bus)


def test_after_its_last_day_a_part_stays_as_it_is(app: object, work_as: WorkAs, clock: Any) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work)
        dinner = services.add_part(work, slug, replace(DINNER, last_day=FIRST.replace(month=9, day=10)))
        come(work, slug, "anna", parts=(PartChoice(dinner),))
    clock.forward(days=10)
    with work_as(SYSTEM) as work:
        with pytest.raises(Invalid) as refused:
            come(work, slug, "bo", parts=(PartChoice(dinner),))
        assert list(refused.value.fields) == [f"part_{dinner}"]
        assert how_all_stand(work, slug) == [("anna", "confirmed", None)]


def test_after_its_own_last_day_a_day_is_neither_taken_nor_left(app: object, work_as: WorkAs, clock: Any) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work)
        day = offers_of(work.db, gate_of(work.db, slug).meeting_id)[1]
        anna = come(work, slug, "anna").registration_id
        services.change_part(work, slug, day.part_id, replace(day.details, last_day=date(2026, 9, 5)))
    clock.forward(days=10)
    first_only = (DayChoice(FIRST, Mode.ON_SITE),)
    with work_as(SYSTEM) as work:
        with pytest.raises(Invalid) as refused:
            come(work, slug, "bo")
        assert list(refused.value.fields) == ["days"]
        come(work, slug, "ce", days=first_only)
    with pytest.raises(Invalid), work_as(Actor(registration_id=anna)) as work:
        services.change(work, anna, some_answers("anna", days=first_only))
    with work_as(Actor(registration_id=anna)) as work:
        services.change(work, anna, some_answers("anna", phone="070"))


def test_who_waits_together_may_take_places_as_they_come(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=1)
        party = PartyDetails(some_answers("anna"), colleagues=(Colleague("Demo Bo", "bo@example.org"),), together=True)
        services.register_party(work, slug, party, "")
        party_id = work.db.scalars(select(Party.id)).one()
        assert [status for _, status, _ in how_all_stand(work, slug)] == ["waiting", "waiting"]
    with work_as(Actor(party_id=party_id + 1)) as work, pytest.raises(NotSignedIn):
        services.come_apart(work, party_id)
    with work_as(Actor(party_id=party_id)) as work:
        services.come_apart(work, party_id)
        assert how_all_stand(work, slug) == [("anna", "confirmed", None), ("bo", "waiting", 2)]


def test_when_the_gathering_moves_so_do_dinner_deadlines_and_the_day_seats_are_released(
    app: object, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work)
        services.add_part(work, slug, replace(DINNER, last_day=FIRST.replace(month=9, day=20)))
        before_the_gathering = replace(DINNER, held_on=FIRST.replace(day=13), kind=PartKind.SIDE_MEETING)
        services.add_part(work, slug, before_the_gathering)
        services.set_terms(work, slug, Terms(release_on=FIRST.replace(month=9, day=15)))
        move_meeting(work, slug, FIRST.replace(day=21))
        meeting_id = gate_of(work.db, slug).meeting_id
        found = [(offer.details.held_on.day, offer.details.last_day) for offer in offers_of(work.db, meeting_id)]
        assert found == [(20, None), (21, None), (21, date(2026, 9, 27)), (22, None)]
        assert terms_of(work.db, meeting_id).release_on == date(2026, 9, 22)


def test_a_full_day_is_waited_for_while_the_other_is_sure(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=9)
        day = offers_of(work.db, gate_of(work.db, slug).meeting_id)[1]
        services.change_part(work, slug, day.part_id, replace(day.details, capacity=1))
        come(work, slug, "anna")
        come(work, slug, "bo")
        rows = work.db.execute(
            select(RegistrationPart.registration_id, RegistrationPart.part_id, RegistrationPart.state)
        ).all()
        assert {(r[0], r[1], r[2].value) for r in rows} == {
            (1, 1, "granted"), (1, 2, "granted"), (2, 1, "granted"), (2, 2, "waiting"),
        }  # fmt: skip
        assert day.details.held_on == SECOND
