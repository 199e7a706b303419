"""Orders of events in which seats once went astray."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.errors import Invalid
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.registrations import services
from planner.registrations.models import Registration
from planner.registrations.rules import ClusterSeats, DayChoice, PartChoice, PartDetails, PartKind, Terms
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.scene import (
    FIRST,
    ONLINE,
    SECOND,
    a_gathering,
    change_gathering,
    come,
    how_all_stand,
    letters,
    places,
    some_answers,
    some_details,
)

WorkAs = Callable[[Actor], Any]
SECOND_ON_SITE = (DayChoice(FIRST, Mode.ONLINE), DayChoice(SECOND, Mode.ON_SITE))


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    """Two places; a place that comes free is offered for a day."""
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        services.set_terms(work, slug, Terms(offer_hours=24))
        return slug


def offered(work_as: WorkAs, slug: str, days: tuple[DayChoice, ...]) -> int:
    """anna and bo come, cia waits, anna goes: cia, who wants these days, is offered the place."""
    with work_as(ANONYMOUS) as work:
        anna, _, cia = (come(work, slug, name, days=days) for name in ("anna", "bo", "cia"))
    with work_as(holding(anna.registration_id)) as work:
        services.cancel(work, anna.registration_id)
        assert how_all_stand(work, slug)[2] == ("cia", "offered", 1)
    return cia.registration_id


def holding(registration_id: int) -> Actor:
    return Actor(registration_id=registration_id)


def registration_of(work: Work, name: str) -> int:
    return work.db.scalars(select(Registration.id).where(Registration.email == f"{name}@example.org")).one()


def kinds_to(work: Work, name: str) -> list[str]:
    return [kind for who, kind, _ in letters(work) if who == name]


def test_who_is_offered_a_place_and_turns_to_online_is_registered_at_once(slug: str, work_as: WorkAs) -> None:
    cia = offered(work_as, slug, SECOND_ON_SITE)
    with work_as(holding(cia)) as work:
        services.change(work, cia, some_answers("cia", days=ONLINE))
        assert how_all_stand(work, slug)[2] == ("cia", "confirmed", None)
        assert places(work, slug) == (1, 0)
        assert kinds_to(work, "cia") == ["waiting", "offered", "promoted", "calendar"]


def test_who_is_offered_a_place_on_a_day_that_is_taken_out_is_registered_online_at_once(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    offered(work_as, slug, SECOND_ON_SITE)
    with work_as(cast.alice) as work:
        change_gathering(work, slug, days=some_details().days[:1])
        assert how_all_stand(work, slug)[1:] == [("bo", "confirmed", None), ("cia", "confirmed", None)]
        assert places(work, slug) == (0, 0)


def test_who_let_an_offer_lapse_and_turns_to_online_is_registered(slug: str, work_as: WorkAs, clock: Clock) -> None:
    cia = offered(work_as, slug, SECOND_ON_SITE)
    clock.forward(hours=25)
    with work_as(SYSTEM) as work:
        assert services.lapse_offers(work, gate_of(work.db, slug).meeting_id) == 1
    with work_as(holding(cia)) as work:
        services.change(work, cia, some_answers("cia", days=ONLINE))
        assert how_all_stand(work, slug)[2] == ("cia", "confirmed", None)


@pytest.mark.parametrize("kind", [PartKind.DINNER, PartKind.SIDE_MEETING])
def test_a_day_that_is_taken_out_gives_nobody_online_a_place(
    slug: str, cast: Cast, work_as: WorkAs, kind: PartKind
) -> None:
    """Dinner is eaten in person, and still one comes to the gathering online."""
    with work_as(cast.alice) as work:
        part = services.add_part(work, slug, PartDetails(kind, FIRST, Words("Kvällen")))
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo"):
            come(work, slug, name)
        for name in ("cia", "dan"):
            come(work, slug, name, days=ONLINE, parts=(PartChoice(part),))
    with work_as(cast.alice) as work:
        change_gathering(work, slug, days=some_details().days[:1])
        assert places(work, slug) == (2, 0)


def released(cast: Cast, work_as: WorkAs, clock: Clock) -> str:
    """Both places are kept for Vreta Kluster until 3 September; anna waits; it is that day, and no night has passed."""
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        seats = (ClusterSeats(cast.vreta_id, 2),)
        services.set_terms(work, slug, Terms(release_on=date(2026, 9, 3), seats=seats))
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna")
        come(work, slug, "bo", cluster_id=cast.vreta_id)
        come(work, slug, "cia", days=ONLINE)
        assert how_all_stand(work, slug)[0] == ("anna", "waiting", 1)
    clock.forward(days=2)
    return slug


def test_seats_released_today_go_to_the_line_and_not_to_who_comes_now(
    cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    slug = released(cast, work_as, clock)
    with work_as(ANONYMOUS) as work:
        come(work, slug, "dan")
        assert [row for row in how_all_stand(work, slug) if row[0] in ("anna", "dan")] == [
            ("anna", "confirmed", None),
            ("dan", "waiting", 1),
        ]
        assert places(work, slug) == (2, 1)


def test_seats_released_today_go_to_the_line_and_not_to_who_comes_in_person_after_all(
    cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    released(cast, work_as, clock)
    with work_as(SYSTEM) as work:
        cia = registration_of(work, "cia")
    with pytest.raises(Invalid, match="All places on site are taken"), work_as(holding(cia)) as work:
        services.change(work, cia, some_answers("cia"))


def test_held_in_another_way_other_people_need_a_place(app: object, work_as: WorkAs) -> None:
    """Online one needed none; now that it is held online only, each does, and nobody who had one loses it."""
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=2)
        come(work, slug, "anna")
        come(work, slug, "bo", days=ONLINE)
        come(work, slug, "ce", days=ONLINE)
        assert places(work, slug) == (1, 0)
        change_gathering(work, slug, mode=Mode.ONLINE)
        assert places(work, slug) == (3, 0)
        assert [status for _, status, _ in how_all_stand(work, slug)] == ["confirmed"] * 3
        change_gathering(work, slug, mode=Mode.ON_SITE)
        assert places(work, slug) == (1, 0)
