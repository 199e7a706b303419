"""The lead's pages about what can be chosen: meals, nights, buses and days."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.language import Words
from planner.registrations import services
from planner.registrations.rules import PartChoice, PartDetails, PartKind, PartOffer, Stop
from tests.builders import Cast
from tests.registrations.lead_pages import address, offers_now, value_of
from tests.registrations.scene import FIRST, SECOND, a_gathering, come

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work, capacity=10)


@pytest.fixture
def alice(as_: As) -> FlaskClient:
    return as_("alice")


def test_the_usual_parts_come_by_one_button_and_only_once(slug: str, alice: FlaskClient, work_as: WorkAs) -> None:
    assert "Add 4 usual parts" in alice.get(address(slug, "parts")).text
    for _ in range(2):
        assert alice.post(address(slug, "parts/usual")).status_code == 303
    with work_as(SYSTEM) as work:
        made = [
            (o.details.kind.value, o.details.held_on, o.details.name.in_("en"), o.details.starts)
            for o in offers_now(work, slug)
            if o.details.kind is not PartKind.DAY
        ]
    assert sorted(made, key=str) == sorted(
        [
            ("meal", FIRST, "Lunch", time(12)),
            ("dinner", FIRST, "Dinner", time(19)),
            ("night", FIRST, "Night", None),
            ("meal", SECOND, "Lunch", time(12)),
        ],
        key=str,
    )
    assert "usual part" not in alice.get(address(slug, "parts")).text


def test_a_bus_gets_its_stops_row_by_row(slug: str, alice: FlaskClient, work_as: WorkAs) -> None:
    form = {"kind": "bus", "name_sv": "Buss dit", "name_en": "Bus there", "held_on": "2026-10-14", "starts": "8.15",
            "capacity": "40", "last_day": "2026-10-01", "price_sv": "200 kr"}  # fmt: skip
    more = alice.post(address(slug, "parts/new"), data=form | {"more_stops": "1"})
    assert (more.status_code, value_of(more.text, "name_sv"), value_of(more.text, "stops-0-name")) == (
        422,
        "Buss dit",
        "",
    )
    stops = {"stops-0-name": "Linköping C", "stops-0-leaves": "8.15", "stops-1-name": "", "stops-1-leaves": ""}
    assert alice.post(address(slug, "parts/new"), data=form | stops).status_code == 303
    with work_as(SYSTEM) as work:
        bus = next(o for o in offers_now(work, slug) if o.details.kind is PartKind.BUS)
    assert bus.details == PartDetails(
        PartKind.BUS,
        FIRST,
        Words("Buss dit", "Bus there"),
        starts=time(8, 15),
        capacity=40,
        last_day=date(2026, 10, 1),
        price=Words("200 kr"),
        stops=(Stop("Linköping C", time(8, 15), bus.details.stops[0].stop_id),),
    )


def test_a_stop_keeps_its_people_when_it_is_given_another_name(
    slug: str, cast: Cast, alice: FlaskClient, work_as: WorkAs
) -> None:
    bus = a_bus(work_as, cast, slug)
    stop_id = str(bus.details.stops[0].stop_id)
    page = alice.get(address(slug, f"parts/{bus.part_id}")).text
    assert value_of(page, "stops-0-stop_id") == stop_id
    form = {"kind": "bus", "name_sv": "Buss", "held_on": "2026-10-14",
            "stops-0-stop_id": stop_id, "stops-0-name": "Norrköping C"}  # fmt: skip
    assert alice.post(address(slug, f"parts/{bus.part_id}"), data=form).status_code == 303
    with work_as(SYSTEM) as work:
        now = next(o for o in offers_now(work, slug) if o.part_id == bus.part_id)
    assert now.details.stops == (Stop("Norrköping C", None, int(stop_id)),)


def test_a_stop_that_people_get_on_at_is_not_taken_away(
    slug: str, cast: Cast, alice: FlaskClient, work_as: WorkAs
) -> None:
    bus = a_bus(work_as, cast, slug)
    form = {"kind": "bus", "name_sv": "Buss", "held_on": "2026-10-14",
            "stops-0-stop_id": "", "stops-0-name": "Annanstans"}  # fmt: skip
    refused = alice.post(address(slug, f"parts/{bus.part_id}"), data=form)
    assert refused.status_code == 422
    assert "People get on at Linköping C: it cannot be taken away." in refused.text
    assert value_of(refused.text, "stops-0-name") == "Annanstans"


def a_bus(work_as: WorkAs, cast: Cast, slug: str) -> PartOffer:
    """A bus that anna gets on."""
    with work_as(cast.alice) as work:
        part_id = services.add_part(
            work, slug, PartDetails(PartKind.BUS, FIRST, Words("Buss"), stops=(Stop("Linköping C"),))
        )
        found = next(o for o in offers_now(work, slug) if o.part_id == part_id)
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna", parts=(PartChoice(part_id, stop_id=found.details.stops[0].stop_id),))
    return found


def test_a_part_without_a_name_keeps_what_was_typed(slug: str, alice: FlaskClient) -> None:
    form = {"kind": "dinner", "name_sv": " ", "held_on": "2026-10-14", "price_sv": "350 kr"}
    refused = alice.post(address(slug, "parts/new"), data=form)
    assert (refused.status_code, value_of(refused.text, "price_sv")) == (422, "350 kr")
    assert 'href="#name_sv">Name: This needs an answer.' in refused.text


def test_of_a_day_places_last_day_and_price_are_set(slug: str, alice: FlaskClient, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        day = offers_now(work, slug)[1]
    assert "name_sv" not in alice.get(address(slug, f"parts/{day.part_id}")).text
    form = {"capacity": "5", "last_day": "2026-10-01", "price_sv": "100 kr", "price_en": "SEK 100"}
    assert alice.post(address(slug, f"parts/{day.part_id}"), data=form).status_code == 303
    with work_as(SYSTEM) as work:
        assert offers_now(work, slug)[1].details == PartDetails(
            PartKind.DAY, SECOND, Words(), capacity=5, last_day=date(2026, 10, 1), price=Words("100 kr", "SEK 100")
        )


def test_a_part_that_nobody_wants_goes_and_one_that_somebody_wants_stays(
    slug: str, cast: Cast, alice: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        dinner, lunch = (
            services.add_part(work, slug, PartDetails(kind, FIRST, Words(name)))
            for kind, name in ((PartKind.DINNER, "Middag"), (PartKind.MEAL, "Lunch"))
        )
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna", parts=(PartChoice(dinner),))
    page = alice.get(address(slug, "parts")).text
    assert (f"parts/{lunch}/remove" in page, f"parts/{dinner}/remove" in page) == (True, False)
    assert alice.post(address(slug, f"parts/{lunch}/remove")).status_code == 303
    assert alice.post(address(slug, f"parts/{dinner}/remove")).status_code == 409
    with work_as(SYSTEM) as work:
        assert [o.part_id for o in offers_now(work, slug) if o.details.kind is not PartKind.DAY] == [dinner]
