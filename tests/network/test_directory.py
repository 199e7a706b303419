"""The public directory and its map."""

import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from planner.core.actor import Actor
from planner.network import services
from planner.network.rules import ClusterStatus
from planner.network.services import ClusterDetails, ClusterFacts
from tests.builders import Cast, a_cluster

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]


def some_clusters(cast: Cast, work_as: WorkAs) -> None:
    """Beside the cast's two, which have no coordinates: one of each status, and one abroad."""
    with work_as(cast.alice) as work:
        a_cluster(
            work,
            "Öjebyn Agro Park",
            county="Norrbottens län",
            place="Öjebyn",
            latitude=65.35,
            longitude=21.39,
            owner="Demo Owner",
            website="https://www.example.org/",
            former_names="Demo Park\nDemo Farm",
            contact_name="Demo Contact",
            contact_email="contact@example.org",
            source="an article",
        )
        a_cluster(
            work,
            "Demokluster Umeå",
            county="Västerbottens län",
            latitude=63.83,
            longitude=20.26,
            status=ClusterStatus.FORMING,
        )
        a_cluster(
            work,
            "Demokluster Skåne",
            county="Skåne län",
            latitude=55.66,
            longitude=13.08,
            status=ClusterStatus.DORMANT,
        )
        a_cluster(work, "Demokluster Paris", latitude=48.86, longitude=2.35)


def test_each_cluster_with_coordinates_has_a_dot_that_leads_to_its_entry(
    cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    some_clusters(cast, work_as)
    page = client.get("/en/clusters").get_data(as_text=True)
    dots = re.findall(r'<a href="#([^"]+)" aria-label="([^"]+)"><circle[^>]*/><circle class="([^"]+)"', page)
    assert dots == [
        ("cluster-ojebyn-agro-park", "Öjebyn Agro Park", "map-dot map-dot-active"),
        ("cluster-demokluster-umea", "Demokluster Umeå", "map-dot map-dot-forming"),
    ]
    entries = re.findall(r'<li id="([^"]+)">\s*<h3><a href="([^"]+)">([^<]+)</a>', page)
    assert entries == [
        ("cluster-ojebyn-agro-park", "/en/clusters/ojebyn-agro-park", "Öjebyn Agro Park"),
        ("cluster-demokluster-umea", "/en/clusters/demokluster-umea", "Demokluster Umeå"),
        ("cluster-agrovast", "/en/clusters/agrovast", "Agroväst"),
        ("cluster-demokluster-paris", "/en/clusters/demokluster-paris", "Demokluster Paris"),
        ("cluster-vreta-kluster", "/en/clusters/vreta-kluster", "Vreta Kluster"),
        ("cluster-demokluster-skane", "/en/clusters/demokluster-skane", "Demokluster Skåne"),
    ]
    headings = re.findall(r"<h2>([^<]+)</h2>", page)
    assert headings == ["Norrbottens län", "Västerbottens län", "Elsewhere", "Dormant"]


def test_an_entry_says_what_is_public_and_nothing_else(cast: Cast, client: FlaskClient, work_as: WorkAs) -> None:
    some_clusters(cast, work_as)
    for address in ("/en/clusters", "/en/clusters/ojebyn-agro-park"):
        page = client.get(address).get_data(as_text=True)
        shown = ["Öjebyn", "Norrbottens län", "Demo Owner", "Demo Park, Demo Farm", "Active"]
        assert [words for words in shown if words not in page] == []
        assert '<a href="https://www.example.org/" rel="noreferrer">www.example.org</a>' in page
        hidden = ["Demo Contact", "contact@example.org", "an article"]
        assert [words for words in hidden if words in page] == []


def test_a_cluster_page_shows_where_it_is_and_a_dormant_one_has_no_dot(
    cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    some_clusters(cast, work_as)
    found = {
        slug: client.get(f"/clusters/{slug}").get_data(as_text=True).count('class="map-dot')
        for slug in ("ojebyn-agro-park", "demokluster-skane", "agrovast")
    }
    assert found == {"ojebyn-agro-park": 1, "demokluster-skane": 0, "agrovast": 0}
    assert client.get("/clusters/nowhere").status_code == 404


def test_an_unchanged_directory_is_not_sent_again(cast: Cast, client: FlaskClient, work_as: WorkAs) -> None:
    for address in ("/clusters", "/clusters/vreta-kluster"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
        with work_as(cast.bob) as work:
            services.change_cluster_facts(work, "vreta-kluster", ClusterFacts(place=f"New {address}"))
        changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert changed.status_code == 200
        assert f"New {address}" in changed.get_data(as_text=True)


def test_the_two_languages_have_versions_of_their_own(cast: Cast, client: FlaskClient) -> None:
    swedish, english = client.get("/clusters"), client.get("/en/clusters")
    assert swedish.headers["ETag"] != english.headers["ETag"]
    assert 'lang="en"' in english.get_data(as_text=True)


def test_the_directory_is_the_same_whoever_asks(cast: Cast, client: FlaskClient, as_: As) -> None:
    assert as_("alice").get("/clusters").data == client.get("/clusters").data
    assert "Set-Cookie" not in as_("alice").get("/clusters").headers


def test_the_directory_takes_as_many_statements_for_30_clusters_as_for_one(
    app: object, client: FlaskClient, cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    with work_as(cast.alice) as work:
        a_cluster(work, "Demokluster", latitude=60.0, longitude=15.0)
    with statements() as few:
        assert client.get("/clusters").status_code == 200
    with work_as(cast.alice) as work:
        for n in range(30):
            facts = ClusterFacts(county="Örebro län", coordinates=(59.0 + n / 100, 15.0))
            services.add_cluster(work, ClusterDetails(f"Demokluster {n}", facts))
    with statements() as many:
        page = client.get("/clusters").get_data(as_text=True)
    assert page.count('class="map-reach"') == 31
    assert len(many) == len(few) <= 8


def test_a_network_without_clusters_says_so(app: object, client: FlaskClient) -> None:
    page = client.get("/en/clusters").get_data(as_text=True)
    assert "No clusters yet" in page
    assert '<svg class="map"' not in page
