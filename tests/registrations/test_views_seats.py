"""The lead's page about how places are given."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.registrations import services
from planner.registrations.rules import ClusterSeats, Terms
from tests.builders import Cast, a_cluster
from tests.registrations.lead_pages import address, said_on, terms_now, value_of
from tests.registrations.scene import a_gathering, change_gathering, come

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work, capacity=10)


@pytest.fixture
def alice(as_: As) -> FlaskClient:
    return as_("alice")


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
