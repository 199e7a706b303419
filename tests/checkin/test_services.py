"""Ticks taken once and in any order; visitors; doors; what is forgotten; many phones at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from planner.checkin import services
from planner.checkin.models import Tick, Visitor
from planner.checkin.queries import attendance_of, code_for, door_actor, doors_of, holder_of_code, was_there
from planner.checkin.queries.roll import states_in
from planner.checkin.rules import Outcome, Said, TickState, Who, states_of
from planner.checkin.rules import Tick as TickValue
from planner.checkin.services import NewVisitor
from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.meetings.queries import gate_of
from planner.registrations.models import KeptCount
from planner.registrations.services import erase_person
from planner.web.entry import writing
from tests.builders import Cast
from tests.checkin.scene import MORNING, a_door, crowd, days, here, roll, tick, who
from tests.conftest import START, Clock
from tests.registrations.scene import FIRST, ONLINE, SECOND, come

WorkAs = Callable[[Actor], Any]
P, A, U = TickState.PRESENT, TickState.ABSENT, TickState.UNSET


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast, clock: Clock) -> str:
    with work_as(cast.alice) as work:
        slug = a_door(work, "anna", "bo")
        come(work, slug, "cia", cluster_id=cast.vreta_id, organisation="")
    clock.set(MORNING)
    return slug


def test_a_tick_is_taken_once_and_can_be_taken_back(slug: str, work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        assert tick(work, slug, "anna", key="a" * 32) is Outcome.KEPT
        assert tick(work, slug, "anna", key="a" * 32) is Outcome.KNOWN
        assert here(work, slug) == ["Demo Anna"]
        clock.forward(seconds=5)
    with work_as(cast.alice) as work:
        assert tick(work, slug, "anna", U) is Outcome.KEPT
        assert here(work, slug) == []
        rows = work.db.execute(select(Tick.state, Tick.ticked_by).order_by(Tick.id)).all()
    assert [tuple(row) for row in rows] == [(P, "Alice"), (U, "Alice")]


def test_what_was_ticked_before_and_arrives_later_does_not_hold(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        tick(work, slug, "anna", ago=10)
        tick(work, slug, "anna", U, ago=60)
        tick(work, slug, "bo", U, ago=10)
        tick(work, slug, "bo", ago=60)
        assert here(work, slug) == ["Demo Anna"]


def test_the_database_decides_as_the_rule_does(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        for number, (name, state, ago) in enumerate(
            [("anna", P, 5), ("anna", A, 5), ("bo", A, 1), ("bo", P, 9), ("cia", U, 0), ("cia", P, 0)]
        ):
            tick(work, slug, name, state, ago=ago, key=f"{(number * 7) % 6:032x}")
        kept = work.db.scalars(select(Tick)).all()
        values = [
            TickValue(t.key, Who("r", t.registration_id or 0), t.part_id, t.state, t.ticked_at, t.received_at, t.id)
            for t in kept
        ]
        assert states_in(work.db, gate_of(work.db, slug).meeting_id) == states_of(values)


def test_nobody_who_is_not_on_the_list_and_no_other_part_is_ticked(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        day = days(work, slug)[0]
        said = [
            Said("a" * 32, Who("r", 4711), day, P),
            Said("b" * 32, Who("v", 1), day, P),
            Said("c" * 32, who(work, "anna"), 4711, P),
            Said("short", who(work, "anna"), day, P),
            Said("d" * 32, who(work, "anna"), day, P),
        ]
        found = services.take_ticks(work, slug, said)
    assert found == (Outcome.REFUSED,) * 4 + (Outcome.KEPT,)


def test_more_than_can_be_is_refused_as_a_whole(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        anna, day = who(work, "anna"), days(work, slug)[0]
        said = [Said(f"{n:032x}", anna, day, P) for n in range(4001)]
        with pytest.raises(Invalid):
            services.take_ticks(work, slug, said)


def test_only_leads_and_helpers_of_this_gathering_tick(slug: str, work_as: WorkAs, cast: Cast) -> None:
    for actor, refusal in (
        (ANONYMOUS, NotSignedIn),
        (cast.bob, NotAllowed),
        (Actor(name="Kim", door_meeting_id=4711), NotSignedIn),
    ):
        with pytest.raises(refusal), work_as(actor) as work:
            tick(work, slug, "anna")


def test_a_door_is_made_used_on_its_days_and_taken_back(slug: str, work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        token = services.make_door(work, slug, "Kim")
        helper = door_actor(work.db, token)
        meeting_id = gate_of(work.db, slug).meeting_id
    assert helper == Actor(name="Kim", door_meeting_id=meeting_id)
    with work_as(helper) as work:
        assert tick(work, slug, "anna") is Outcome.KEPT
    for at in (MORNING - timedelta(days=1), datetime(2026, 10, 16, 10, tzinfo=UTC)):
        clock.set(at)
        with pytest.raises(Conflict), work_as(helper) as work:
            tick(work, slug, "bo", key="e" * 32)
    clock.set(datetime(2026, 10, 16, 9, tzinfo=UTC))
    with work_as(helper) as work:
        assert tick(work, slug, "bo", key="e" * 32) is Outcome.KEPT
    with pytest.raises(NotSignedIn), work_as(helper) as work:
        services.make_door(work, slug, "Another")
    with work_as(cast.alice) as work:
        services.revoke_door(work, slug, doors_of(work.db, meeting_id)[0].door_id)
        assert [door.is_revoked for door in doors_of(work.db, meeting_id)] == [True]
        with pytest.raises(NotFound):
            door_actor(work.db, token)


def vera(**more: Any) -> NewVisitor:
    known = NewVisitor("Demo Vera", "Vera@example.org", None, "Demo AB", frozenset({FIRST, SECOND}))
    return replace(known, **more)


def test_who_comes_unannounced_is_here_today_and_expected_tomorrow(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        assert services.welcome(work, slug, vera(), "f" * 32) == "Demo Vera"
        services.welcome(work, slug, vera(), "f" * 32)
        assert (here(work, slug), here(work, slug, 1)) == (["Demo Vera"], [])
        assert work.db.scalars(select(Visitor.email)).all() == ["vera@example.org"]
        person = next(p for p in roll(work, slug).people if not p.is_registered)
        assert person.part_ids == frozenset(days(work, slug))
        services.remove_visitor(work, slug, person.who.number)
        assert here(work, slug) == []
        assert work.db.scalars(select(Tick.id)).all() == []


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"name": " "}, ["name"]),
        ({"days": frozenset()}, ["days"]),
        ({"days": frozenset({date(2030, 1, 1)})}, ["days"]),
        ({"cluster_id": 4711}, ["cluster"]),
    ],
)
def test_a_visitor_needs_a_name_a_day_and_a_cluster_that_is_there(
    slug: str, work_as: WorkAs, cast: Cast, wrong: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(Invalid) as refused, work_as(cast.alice) as work:
        services.welcome(work, slug, vera(**wrong), "f" * 32)
    assert list(refused.value.fields) == fields


def test_attendance_counts_days_clusters_and_visitors(slug: str, work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    clock.set(START)
    with work_as(cast.alice) as work:
        come(work, slug, "dan", days=ONLINE)
    clock.set(MORNING)
    with work_as(cast.alice) as work:
        tick(work, slug, "anna")
        tick(work, slug, "anna", day=1)
        tick(work, slug, "cia", day=1)
        tick(work, slug, "bo", A)
        services.welcome(work, slug, vera(cluster_id=cast.agrovast_id, days=frozenset({FIRST})), "f" * 32)
        found = attendance_of(work.db, gate_of(work.db, slug).meeting_id)
    assert [(p.registered, p.present, p.absent, p.visitors, p.came) for p in found.parts] == [
        (3, 1, 1, 1, 2), (3, 2, 0, 0, 2),
    ]  # fmt: skip
    assert {c.cluster_id: (c.registered, c.present, c.visitors) for c in found.clusters} == {
        cast.vreta_id: (1, 1, 0), cast.agrovast_id: (0, 0, 1), None: (3, 1, 0),
    }  # fmt: skip
    assert {p.name: p.days for p in found.people} == {
        "Demo Anna": (FIRST, SECOND), "Demo Bo": (), "Demo Cia": (SECOND,), "Demo Dan": (), "Demo Vera": (FIRST,),
    }  # fmt: skip
    assert (found.came, found.days, found.is_noted) == (3, (FIRST, SECOND), True)
    assert found.reached == {cast.vreta_id, cast.agrovast_id}
    assert (found.reached_of([cast.vreta_id, 4711]), found.reached_of([])) == (1, 0)


def test_what_is_erased_of_a_person_leaves_a_number(slug: str, work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        code = code_for(work.db, work.site.keys, who(work, "anna").number)
        tick(work, slug, "anna", U, ago=5)
        tick(work, slug, "anna")
        number = who(work, "anna").number
        assert [(day, state) for day, _, state in was_there(work.db, number)] == [(FIRST, P)]
        assert holder_of_code(work.db, work.site.keys, code) == number
        clock.set(datetime(2026, 10, 20, tzinfo=UTC))
    with work_as(cast.alice) as work:
        erase_person(work, number)
        found = attendance_of(work.db, gate_of(work.db, slug).meeting_id)
        rows = work.db.execute(select(Tick.state, Tick.ticked_by)).all()
        with pytest.raises(NotFound):
            holder_of_code(work.db, work.site.keys, code)
    assert found.parts[0].present == 1
    assert [tuple(row) for row in rows] == [(P, "")]


def test_visitors_are_nameless_after_the_date_and_numbers_stay(
    slug: str, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        services.welcome(work, slug, vera(cluster_id=cast.vreta_id), "f" * 32)
        tick(work, slug, "anna")
        token = services.make_door(work, slug, "Kim")
    with work_as(SYSTEM) as work:
        assert services.erase_visitors(work) == 0
    clock.set(datetime(2028, 10, 16, tzinfo=UTC))
    with work_as(SYSTEM) as work:
        assert services.erase_visitors(work) == 1
        assert services.erase_visitors(work) == 0
        meeting_id = gate_of(work.db, slug).meeting_id
        found = attendance_of(work.db, meeting_id)
        assert [(p.name, p.cluster_id) for p in found.people if p.who.kind == "v"] == [("–", cast.vreta_id)]
        assert [door.name for door in doors_of(work.db, meeting_id)] == ["–"]
        kept = work.db.execute(
            select(KeptCount.held_on, KeptCount.number).where(KeptCount.what == "attendance").order_by(KeptCount.id)
        ).all()
        assert [tuple(row) for row in kept] == [(FIRST, 1), (FIRST, 1), (SECOND, 0), (SECOND, 0)]
        assert set(work.db.scalars(select(Tick.ticked_by))) == {""}
        with pytest.raises(NotFound):
            door_actor(work.db, token)


def test_lists_take_a_fixed_number_of_statements(
    slug: str, work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    def counted(people: int) -> tuple[int, int, int]:
        with work_as(cast.alice) as work:
            crowd(work, slug, people)
            day = days(work, slug)[0]
            said = [Said(f"{people:06d}{n:026d}", p.who, day, P) for n, p in enumerate(roll(work, slug).people)]
            meeting_id = gate_of(work.db, slug).meeting_id
            with statements() as taking:
                services.take_ticks(work, slug, said)
            with statements() as reading_roll:
                roll(work, slug)
            with statements() as counting:
                attendance_of(work.db, meeting_id)
            assert len(here(work, slug)) == len(said)
        return len(taking), len(reading_roll), len(counting)

    few, many = counted(2), counted(495)
    assert few == many
    assert max(many) <= 10


def test_many_phones_at_once_lose_nothing_and_repeat_nothing(app: Flask, slug: str, cast: Cast) -> None:
    """Eight phones send the same ticks, and each one more of its own, at the same moment."""
    with writing(cast.alice) as work:
        day, anna, bo = days(work, slug)[0], who(work, "anna"), who(work, "bo")
    barrier = Barrier(8)

    def phone(number: int) -> tuple[Outcome, ...]:
        with app.app_context():
            barrier.wait()
            with writing(cast.alice) as work:
                said = [
                    Said("a" * 32, anna, day, P, MORNING - timedelta(seconds=30)),
                    Said(f"{number:032x}", bo, day, P if number == 7 else U, MORNING - timedelta(seconds=20 - number)),
                ]
                return services.take_ticks(work, slug, said)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(phone, range(8)))
    assert sorted(shared.value for shared, _ in answers) == ["kept", *["known"] * 7]
    assert [own for _, own in answers] == [Outcome.KEPT] * 8
    with writing(cast.alice) as work:
        assert here(work, slug) == ["Demo Anna", "Demo Bo"]
        assert len(work.db.scalars(select(Tick.id)).all()) == 9


def test_somebody_who_is_on_the_list_is_not_written_down_again_unseen(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        services.welcome(work, slug, vera(), "v" * 32)
        for known in ("demo ANNA", "Demo Vera"):
            with pytest.raises(Invalid) as refusal:
                services.welcome(work, slug, vera(name=known), "f" * 32)
            assert list(refusal.value.fields) == ["is_another"]
        assert services.welcome(work, slug, vera(name="Demo Anna", is_another=True), "f" * 32) == "Demo Anna"
        assert [person.name for person in roll(work, slug).people].count("Demo Anna") == 2
