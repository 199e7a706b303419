"""Sixteen people press the button at once: places are neither sold twice nor lost, and the lock is why."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from planner.app import create_app
from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.errors import Conflict
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.registrations import services
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.privacy import food_of
from planner.registrations.rules import (
    ClusterSeats,
    Colleague,
    Decision,
    Diet,
    PartChoice,
    PartDetails,
    PartKind,
    PartyDetails,
    Terms,
)
from planner.web.entry import db, reading, writing
from tests.builders import Cast
from tests.conftest import Clock, settings_for
from tests.registrations.scene import FIRST, a_gathering, come, how_all_stand, letters, places, some_answers

WorkAs = Callable[[Actor], Any]
PEOPLE, PLACES = 16, 5
WHOLE = ["confirmed"] * PLACES + ["waiting"] * (PEOPLE - PLACES)
LINE = list(range(1, PEOPLE - PLACES + 1))


@contextmanager
def hesitation() -> Iterator[None]:
    """Between counting the places and writing the row everybody takes a breath: the race becomes wide."""

    def breathe(session: Session, _flush: object, _instances: object) -> None:
        if any(isinstance(row, Registration) for row in session.new):
            time.sleep(0.05)

    event.listen(Session, "before_flush", breathe)
    try:
        yield
    finally:
        event.remove(Session, "before_flush", breathe)


def press_at_once(app: Flask, slug: str, people: int = PEOPLE) -> list[int | str]:
    """All buttons are pressed at the same moment, by so many people; gives each answer's status, or what broke."""
    barrier = Barrier(PEOPLE)

    def press(button: int) -> int | str:
        number = button % people
        form = {
            "comes": "y",
            "name": f"Demo {number}",
            "email": f"demo{number}@example.org",
            "cluster": "",
            "organisation": "Demo AB",
            "form_key": f"{number:032x}",
            "day_20261014": "on_site",
            "day_20261015": "on_site",
        }
        browser = app.test_client()
        barrier.wait()
        try:
            return browser.post(f"/meetings/{slug}/register", data=form).status_code
        except DBAPIError as trouble:
            return type(trouble).__name__

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(press, range(PEOPLE)))


def outcome(work: Work, slug: str) -> tuple[list[str], list[int]]:
    """Statuses, confirmed first; then the numbers in line, in order."""
    rows = how_all_stand(work, slug)
    return sorted(row[1] for row in rows), sorted(row[2] for row in rows if row[2] is not None)


@pytest.fixture
def slug(app: Flask, work_as: WorkAs) -> str:
    with work_as(SYSTEM) as work:
        return a_gathering(work, capacity=PLACES)


def test_exactly_the_places_there_are_are_given(app: Flask, slug: str) -> None:
    with hesitation():
        answers = press_at_once(app, slug)
    with reading(SYSTEM) as work:
        assert answers == [303] * PEOPLE
        assert outcome(work, slug) == (WHOLE, LINE)
        assert places(work, slug) == (PLACES, PEOPLE - PLACES)
        kinds = [kind for _, kind, _ in letters(work)]
    assert (kinds.count("registered"), kinds.count("calendar"), kinds.count("waiting")) == (5, 5, 11)


def test_a_button_pressed_again_and_again_registers_once(app: Flask, slug: str) -> None:
    with hesitation():
        answers = press_at_once(app, slug, people=2)
    with reading(SYSTEM) as work:
        assert (answers, outcome(work, slug)) == ([303] * PEOPLE, (["confirmed"] * 2, []))
        assert len(letters(work)) == 4


@pytest.fixture
def unlocked(app: Flask, database_url: str, instance: Path, clock: Clock) -> Iterator[Flask]:
    """The same application on the same database, with nothing but the lock taken away."""
    without = create_app(settings_for(database_url, instance, locking=False))
    without.extensions["planner"].clock = lambda: clock.now
    without.extensions["planner"].hand_over = lambda errand_id: None
    yield without
    with without.app_context():
        db.engine.dispose()


def test_without_the_lock_it_goes_wrong(app: Flask, slug: str, unlocked: Flask) -> None:
    """The negative control."""
    with hesitation():
        answers = press_at_once(unlocked, slug)
    with reading(SYSTEM) as work:
        assert 303 in answers
        assert (answers, outcome(work, slug)) != ([303] * PEOPLE, (WHOLE, LINE))


# ---- parties at once, with seats of their own and a dinner that is small

BOOKERS, PARTY = 8, 3
"""Eight people press at once, each for a party of three: 24 want 14 seats, and 6 of them the dinner."""


@pytest.fixture
def shared_out(cast: Cast, work_as: WorkAs) -> str:
    """14 places: 5 are Vreta Kluster's own, 4 Agroväst's, 5 the common pool. Dinner is for 6."""
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=14)
        seats = (ClusterSeats(cast.vreta_id, 5, 2), ClusterSeats(cast.agrovast_id, 4, 1))
        services.set_terms(work, slug, Terms(release_on=date(2026, 10, 1), seats=seats))
        services.add_part(work, slug, PartDetails(PartKind.DINNER, FIRST, Words("Middag"), capacity=6))
        return slug


def parties_at_once(app: Flask, cast: Cast, slug: str) -> list[str]:
    """Two parties from Vreta Kluster, two from Agroväst, four from no cluster; gives what broke, if anything did."""
    barrier = Barrier(BOOKERS)
    clusters = (cast.vreta_id, cast.vreta_id, cast.agrovast_id, cast.agrovast_id, None, None, None, None)

    def book(number: int) -> str:
        with app.app_context():
            with reading(SYSTEM) as work:
                offers = offers_of(work.db, gate_of(work.db, slug).meeting_id)
            dinner = next(o.part_id for o in offers if o.details.kind is PartKind.DINNER)
            booker = some_answers(f"booker{number}", cluster_id=clusters[number], parts=(PartChoice(dinner),))
            named = tuple(Colleague("Demo", f"demo{number}{n}@example.org") for n in range(1, PARTY))
            barrier.wait()
            try:
                with writing(ANONYMOUS) as work:
                    services.register_party(work, slug, PartyDetails(booker, colleagues=named), f"{number:032x}")
            except DBAPIError as trouble:
                return type(trouble).__name__
        return ""

    with ThreadPoolExecutor(BOOKERS) as pool:
        return list(pool.map(book, range(BOOKERS)))


def shares(work: Work, slug: str) -> dict[str, object]:
    """Exact numbers of everything that there is less of than is asked for."""
    gate = gate_of(work.db, slug)
    rows = work.db.scalars(select(Registration).where(Registration.meeting_id == gate.meeting_id)).all()
    dinners = work.db.execute(
        select(RegistrationPart.state, RegistrationPart.place_in_line)
        .join(Part, Part.id == RegistrationPart.part_id)
        .where(Part.kind == PartKind.DINNER)
    ).all()
    return {
        "people": len(rows),
        "seats": Counter(row.decision.value for row in rows),
        "own": Counter(row.cluster_id for row in rows if row.decision is Decision.OWN),
        "funded": Counter(row.cluster_id for row in rows if row.is_funded),
        "line": sorted(row.place_in_line for row in rows if row.place_in_line),
        "dinner": Counter(row.state.value for row in dinners),
        "line for dinner": sorted(row.place_in_line for row in dinners if row.place_in_line),
        "noted": (gate.places_taken, gate.waiting),
    }


def whole(cast: Cast) -> dict[str, object]:
    """How it must come out, whoever is first."""
    return {
        "people": 24,
        "seats": Counter(own=9, pool=5, full=10),
        "own": Counter({cast.vreta_id: 5, cast.agrovast_id: 4}),
        "funded": Counter({cast.vreta_id: 2, cast.agrovast_id: 1}),
        "line": list(range(1, 11)),
        "dinner": Counter(granted=6, waiting=8, wished=10),
        "line for dinner": list(range(1, 9)),
        "noted": (14, 10),
    }


def test_parties_get_exactly_what_is_kept_what_is_common_and_the_dinners_there_are(
    app: Flask, cast: Cast, shared_out: str
) -> None:
    with hesitation():
        broken = parties_at_once(app, cast, shared_out)
    with reading(SYSTEM) as work:
        assert (broken, shares(work, shared_out)) == ([""] * BOOKERS, whole(cast))


def test_without_the_lock_parties_get_what_is_not_there(
    app: Flask, cast: Cast, shared_out: str, unlocked: Flask
) -> None:
    with hesitation():
        broken = parties_at_once(unlocked, cast, shared_out)
    with reading(SYSTEM) as work:
        assert (broken, shares(work, shared_out)) != ([""] * BOOKERS, whole(cast))


# ---- what others do between the look and the lock. SQLite has one writer at a time, so there is no between.


@contextmanager
def before_the_lock(app: Flask, act: Callable[[], object]) -> Iterator[list[str]]:
    """Right before the first gathering is locked, `act` is done elsewhere and committed; gives what was locked by."""
    fired: list[str] = []

    def meanwhile(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if "FOR UPDATE" in statement and not fired:
            fired.append(statement)
            with ThreadPoolExecutor(1) as pool:
                pool.submit(there).result()

    def there() -> None:
        with app.app_context():
            act()

    event.listen(db.engine, "before_cursor_execute", meanwhile)
    try:
        yield fired
    finally:
        event.remove(db.engine, "before_cursor_execute", meanwhile)
    assert fired


only_postgres = pytest.mark.parametrize("database_url", ["postgres"], indirect=True, scope="session")


@only_postgres
def test_a_seat_that_was_given_back_meanwhile_is_handed_to_nobody(app: Flask, cast: Cast, slug: str) -> None:
    with writing(SYSTEM) as work:
        anna = come(work, slug, "anna").registration_id

    def give_back() -> None:
        with writing(cast.alice) as work:
            services.cancel(work, anna)

    with before_the_lock(app, give_back), pytest.raises(Conflict), writing(cast.alice) as work:
        services.hand_over(work, anna, "Demo Bo", "bo@example.org", "sv")
    with reading(SYSTEM) as work:
        assert how_all_stand(work, slug) == [("anna", "cancelled", None)]


@only_postgres
def test_who_gave_the_seat_back_meanwhile_is_not_cancelled_again(app: Flask, cast: Cast, slug: str) -> None:
    with writing(SYSTEM) as work:
        anna = come(work, slug, "anna").registration_id

    def give_back() -> None:
        with writing(cast.alice) as work:
            services.cancel(work, anna)

    with before_the_lock(app, give_back), writing(cast.alice) as work:
        assert services.cancel_many(work, slug, [anna]) == 0
    with reading(SYSTEM) as work:
        assert [kind for _, kind, _ in letters(work)].count("cancelled") == 1


@only_postgres
@pytest.mark.parametrize("erase", [services.erase_needs, services.erase_people])
def test_two_workers_that_erase_at_once_count_once(
    app: Flask, slug: str, clock: Clock, erase: Callable[[Work], int]
) -> None:
    with writing(SYSTEM) as work:
        come(work, slug, "anna", diets=(Diet.VEGAN,))
        meeting_id = gate_of(work.db, slug).meeting_id
    clock.set(datetime(2028, 10, 20, 8, tzinfo=UTC))

    def erase_too() -> None:
        with writing(SYSTEM) as work:
            assert erase(work) == 1

    with before_the_lock(app, erase_too), writing(SYSTEM) as work:
        assert erase(work) == 0
    with reading(SYSTEM) as work:
        assert {count.diets for count in food_of(work.db, meeting_id)} == {((Diet.VEGAN, 1),)}
