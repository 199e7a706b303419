"""The lead's pages: how places are given, what can be chosen, who waits."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.registrations import services
from planner.registrations.models import LineMove, Registration
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.seats import terms_of
from planner.registrations.rules import (
    ClusterSeats,
    Colleague,
    PartChoice,
    PartDetails,
    PartKind,
    PartOffer,
    PartyDetails,
    Stop,
    Terms,
)
from tests.builders import Cast, a_cluster
from tests.conftest import Clock
from tests.registrations.scene import FIRST, SECOND, a_gathering, change_gathering, come, how_all_stand, some_answers

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work, capacity=10)


@pytest.fixture
def alice(as_: As) -> FlaskClient:
    return as_("alice")


def address(slug: str, page: str) -> str:
    return f"/en/plan/meetings/{slug}/{page}"


def terms_now(work: Work, slug: str) -> Terms:
    return terms_of(work.db, gate_of(work.db, slug).meeting_id)


def offers_now(work: Work, slug: str) -> tuple[PartOffer, ...]:
    return offers_of(work.db, gate_of(work.db, slug).meeting_id)


def said_on(page: str) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def value_of(page: str, name: str) -> str | None:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert found is not None
    value = re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else None


@pytest.mark.parametrize("page", ["seats", "parts", "parts/new", "line"])
def test_only_leads_see_these_pages(slug: str, as_: As, client: FlaskClient, page: str) -> None:
    assert as_("alice").get(address(slug, page)).status_code == 200
    assert as_("bob").get(address(slug, page)).status_code == 403
    assert client.get(address(slug, page)).status_code == 303


# ---- how places are given


def test_a_lead_says_how_places_are_given_and_reads_what_it_means(
    slug: str, cast: Cast, alice: FlaskClient, work_as: WorkAs
) -> None:
    form = {
        "revision": "0",
        f"seats_{cast.vreta_id}": "3",
        f"funded_{cast.vreta_id}": "1",
        f"seats_{cast.agrovast_id}": "3",
        "release_on": "2026-09-20",
        "freed": "offered",
        "offer_hours": "",
        "asks_invoice": "y",
        "erase_people_on": "2027-12-31",
    }
    assert alice.post(address(slug, "seats"), data=form).status_code == 303
    with work_as(SYSTEM) as work:
        assert terms_now(work, slug) == Terms(
            offer_hours=48,
            release_on=date(2026, 9, 20),
            erase_people_on=date(2027, 12, 31),
            asks_invoice=True,
            seats=(ClusterSeats(cast.vreta_id, 3, 1), ClusterSeats(cast.agrovast_id, 3, 0)),
            revision=1,
        )
    page = said_on(alice.get(address(slug, "seats")).text)
    assert "2 clusters × 3 = 6 of 10 places are kept until Sunday 20 September 2026" in page
    assert "4 are open to all from the start." in page
    assert "held for the first in line for 48 hours" in page
    assert "The network pays for 1 of the clusters’ places." in page


def test_a_table_says_how_each_cluster_stands(slug: str, cast: Cast, alice: FlaskClient, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.set_terms(
            work, slug, Terms(seats=(ClusterSeats(cast.vreta_id, 3, 2), ClusterSeats(cast.agrovast_id, 5)))
        )
        a_cluster(work, "Sover", status="dormant")
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo", "cia", "dan"):
            come(work, slug, name, cluster_id=cast.vreta_id)
        for name in ("eva", "fia"):
            come(work, slug, name)
    page = alice.get(address(slug, "seats")).text
    rows = [said_on(row) for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)][1:]
    assert [re.sub(r"\s+", " ", row).strip() for row in rows] == [
        "Agroväst 0 5 0",
        "Vreta Kluster 4 0 0",
        "From no cluster 1 1",
        "Together, as saved 8 2 5 5 1",
    ]
    assert value_of(page, f"funded_{cast.vreta_id}") == "2"


def test_one_press_fills_in_the_same_for_every_cluster_and_saves_nothing(
    slug: str, cast: Cast, alice: FlaskClient, work_as: WorkAs
) -> None:
    form = {"revision": "0", "fill": "1", "fill_seats": "4", "fill_funded": "1", "release_on": "2026-09-20",
            "freed": "at_once", f"seats_{cast.vreta_id}": "2"}  # fmt: skip
    shown = alice.post(address(slug, "seats"), data=form)
    filled = {
        n: value_of(shown.text, f"{n}_{c}") for c in (cast.vreta_id, cast.agrovast_id) for n in ("seats", "funded")
    }
    assert filled == {"seats": "4", "funded": "1"}
    assert value_of(shown.text, "release_on") == "2026-09-20"
    assert "2 clusters × 4 = 8 of 10 places are kept until" in said_on(shown.text)
    assert "not saved yet" in shown.text
    with work_as(SYSTEM) as work:
        assert terms_now(work, slug) == Terms()


def test_more_places_than_there_are_keep_what_was_typed(slug: str, cast: Cast, alice: FlaskClient) -> None:
    form = {"revision": "0", "freed": "at_once", f"seats_{cast.vreta_id}": "9", f"seats_{cast.agrovast_id}": "2"}
    refused = alice.post(address(slug, "seats"), data=form)
    assert refused.status_code == 422
    assert "11 places are shared out, but there are only 10." in refused.text
    assert value_of(refused.text, f"seats_{cast.vreta_id}") == "9"


def test_what_is_wrong_with_one_clusters_number_stands_at_it(slug: str, cast: Cast, alice: FlaskClient) -> None:
    form = {"revision": "0", "freed": "at_once", f"seats_{cast.vreta_id}": "1", f"funded_{cast.vreta_id}": "2"}
    refused = alice.post(address(slug, "seats"), data=form)
    assert refused.status_code == 422
    assert f'href="#funded_{cast.vreta_id}">Paid places: Vreta Kluster: No more can be funded' in refused.text


def test_whoever_was_overtaken_keeps_what_was_typed_and_may_save_once_more(
    slug: str, cast: Cast, alice: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.dora) as work:
        services.set_terms(work, slug, Terms(offer_hours=12))
    form = {"revision": "0", "freed": "at_once", f"seats_{cast.vreta_id}": "5"}
    overtaken = alice.post(address(slug, "seats"), data=form)
    assert overtaken.status_code == 409
    assert (value_of(overtaken.text, f"seats_{cast.vreta_id}"), value_of(overtaken.text, "revision")) == ("5", "1")
    assert alice.post(address(slug, "seats"), data=form | {"revision": "1"}).status_code == 303
    with work_as(SYSTEM) as work:
        assert terms_now(work, slug) == Terms(seats=(ClusterSeats(cast.vreta_id, 5),), revision=2)


def test_the_page_says_when_more_is_taken_and_kept_than_there_is(
    slug: str, cast: Cast, alice: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        services.set_terms(work, slug, Terms(seats=(ClusterSeats(cast.vreta_id, 3),)))
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo"):
            come(work, slug, name)
    assert "taken and" not in alice.get(address(slug, "seats")).text
    with work_as(cast.alice) as work:
        change_gathering(work, slug, capacity=4)
    assert "2 places are taken and 3 more are kept, but there are only 4." in alice.get(address(slug, "seats")).text


# ---- what can be chosen


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


# ---- who waits


@pytest.fixture
def full(cast: Cast, work_as: WorkAs, clock: Clock) -> str:
    """One place, offered to anna; bo let an offer lapse; cia and two colleagues come together or not at all."""
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=1)
        services.set_terms(work, slug, Terms(offer_hours=24))
        dinner = services.add_part(work, slug, PartDetails(PartKind.DINNER, FIRST, Words("Middag"), capacity=1))
    with work_as(ANONYMOUS) as work:
        first = come(work, slug, "first", parts=(PartChoice(dinner),))
        come(work, slug, "bo")
        come(work, slug, "anna", cluster_id=cast.vreta_id)
        colleagues = (Colleague("Demo Dan", "dan@example.org"), Colleague("Demo Eva", "eva@example.org"))
        services.register_party(work, slug, PartyDetails(some_answers("cia"), True, colleagues, True), "")
        services.register(work, slug, some_answers("Fia", email="fia@example.org"), "")
    with work_as(Actor(registration_id=first.registration_id)) as work:
        services.cancel(work, first.registration_id)
    clock.forward(hours=25)
    with work_as(SYSTEM) as work:
        services.lapse_offers(work, gate_of(work.db, slug).meeting_id)
    return slug


def rows_of(page: str) -> list[str]:
    bodies = re.findall(r"<tbody>.*?</tbody>", page, re.DOTALL)
    return [said_on(row).strip() for body in bodies for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)]


def test_the_line_says_who_stands_where_why_and_who_is_offered_a_place(full: str, alice: FlaskClient) -> None:
    together = "The group comes together or not at all, and there were not places enough for everybody."
    taken = "All places that are open to you were taken."
    since = "Tuesday 1 September 10:00"
    assert rows_of(alice.get(address(full, "line")).text) == [
        "Demo Anna Vreta Kluster alone Thursday 3 September 11:00",
        f"1 Demo Cia Demo AB together with 2 others, all or nobody {since} {together} Move : Demo Cia",
        f"2 Demo Dan Demo AB together with 2 others, all or nobody registered by Demo Cia {since} {together}"
        " Move : Demo Dan",
        f"3 Demo Eva Demo AB together with 2 others, all or nobody registered by Demo Cia {since} {together}"
        " Move : Demo Eva",
        f"4 Demo Fia Demo AB alone {since} {taken} Move : Demo Fia",
        f"5 Demo Bo Demo AB alone {since} A place was offered, and the time to take it ran out."
        " Is asked again only after saying so on their own page. Move : Demo Bo",
    ]


def number_of(work: Work, name: str) -> int:
    return work.db.scalars(select(Registration.id).where(Registration.email == f"{name}@example.org")).one()


def test_a_lead_moves_somebody_and_the_reason_is_kept(full: str, alice: FlaskClient, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        fia = number_of(work, "fia")
    assert f'<option selected value="{fia}">' in alice.get(address(full, f"line?who={fia}")).text
    form = {"who": str(fia), "place": "1", "reason": "Talar om vatten"}
    assert alice.post(address(full, "line"), data=form).status_code == 303
    page = alice.get(address(full, "line")).text
    assert rows_of(page)[1].startswith("1 Demo Fia")
    assert "Demo Fia : from place 4 to 1. Talar om vatten Wednesday 2 September 11:00 Alice" in said_on(page)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"reason": " "}, "reason"), ({"place": "9"}, "place"), ({"place": ""}, "place")]
)
def test_a_move_without_a_reason_or_to_no_place_keeps_what_was_typed(
    full: str, alice: FlaskClient, work_as: WorkAs, wrong: dict[str, str], field: str
) -> None:
    with work_as(SYSTEM) as work:
        fia = number_of(work, "fia")
    form = {"who": str(fia), "place": "1", "reason": "Talar om vatten"} | wrong
    refused = alice.post(address(full, "line"), data=form)
    assert refused.status_code == 422
    assert f'href="#{field}"' in refused.text
    assert f'<option selected value="{fia}">' in refused.text
    assert [value_of(refused.text, name) for name in ("place", "reason")] == [form["place"], form["reason"].strip()]
    with work_as(SYSTEM) as work:
        assert work.db.scalars(select(LineMove)).all() == []
        line = sorted((place, name) for name, _, place in how_all_stand(work, full) if place)
        assert [name for _, name in line] == ["anna", "cia", "dan", "eva", "fia", "bo"]


def test_nobody_but_those_in_line_can_be_moved(full: str, alice: FlaskClient, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        anna = number_of(work, "anna")
    form = {"who": str(anna), "place": "1", "reason": "Talar om vatten"}
    assert alice.post(address(full, "line"), data=form).status_code == 422


def test_those_who_come_and_wait_for_the_dinner_stand_below(cast: Cast, alice: FlaskClient, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=9)
        dinner = services.add_part(work, slug, PartDetails(PartKind.DINNER, FIRST, Words("Middag"), capacity=1))
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo", "cia"):
            come(work, slug, name, parts=(PartChoice(dinner),))
    page = said_on(alice.get(address(slug, "line")).text)
    assert "Nobody waits" in page
    assert "Middag, Wednesday 14 October Demo Bo, Demo AB Demo Cia, Demo AB" in page


@pytest.mark.parametrize("page", ["seats", "parts", "line"])
def test_the_pages_take_as_many_statements_for_thirty_as_for_one(
    cast: Cast, as_: As, work_as: WorkAs, statements: Any, page: str
) -> None:
    alice, seen = as_("alice"), {}
    for number in (1, 30):
        with work_as(cast.alice) as work:
            slug = a_gathering(work, capacity=1)
            days = [FIRST + timedelta(days=n) for n in range(number)]
            dinners = [
                services.add_part(work, slug, PartDetails(PartKind.DINNER, FIRST, Words(f"Middag {n}"), capacity=1))
                for n in range(len(days))
            ]
            clusters = [a_cluster(work, f"Kluster {number} {n}").id for n in range(number)]
        with work_as(ANONYMOUS) as work:
            come(work, slug, "first")
            for n in range(number):
                come(work, slug, f"demo{n}", cluster_id=clusters[n], parts=(PartChoice(dinners[n]),))
        with work_as(cast.alice) as work:
            for n in range(number):
                services.move_in_line(work, number_in(work, slug, f"demo{n}"), 1, "Värd")
        with statements() as sent:
            assert alice.get(address(slug, page)).status_code == 200
        seen[number] = len(sent)
    assert seen[1] == seen[30]
    assert seen[30] <= 12


def number_in(work: Work, slug: str, name: str) -> int:
    meeting_id = gate_of(work.db, slug).meeting_id
    return work.db.scalars(
        select(Registration.id).where(
            Registration.meeting_id == meeting_id, Registration.email == f"{name}@example.org"
        )
    ).one()
