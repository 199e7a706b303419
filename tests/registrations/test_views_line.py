"""The lead's page about who waits, and how somebody is moved in the line."""

import re
from collections.abc import Callable
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
from planner.registrations.rules import Colleague, PartChoice, PartDetails, PartKind, PartyDetails, Terms
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.lead_pages import address, said_on, value_of
from tests.registrations.scene import FIRST, a_gathering, come, how_all_stand, some_answers

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]


@pytest.fixture
def alice(as_: As) -> FlaskClient:
    return as_("alice")


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
