"""The planners' pages of clusters, themes, venues and people."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import Actor
from planner.core.language import Words
from planner.network import services
from planner.network.queries import (
    RoomValue,
    cluster_record,
    people_named,
    rooms_of_venue,
    themes_in_order,
    venue_with_rooms,
    venues_in_order,
)
from planner.network.rules import ClusterStatus, Hue, RoomKind
from planner.network.services import PersonDetails, RoomDetails, ThemeDetails, VenueDetails
from planner.web.entry import reading
from tests.builders import Cast, a_cluster

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]

CLUSTER = {
    "name": "Grönt kluster Demo",
    "former_names": "Demo Navet\r\n\r\n  Demo Noden ",
    "status": "forming",
    "place": "Umeå",
    "county": "Västerbottens län",
    "coordinates": "63.83, 20.26",
    "owner": "Demo Owner",
    "website": "demo.example.org",
    "contact_name": "Demo Contact",
    "contact_email": "demo@example.org",
    "source": "an article",
}


def typed(page: str) -> dict[str, str]:
    """What the page's one-line fields hold, by their names; hidden and empty ones left out."""
    fields = re.findall(r"<input[^>]*>", page)
    held = {}
    for field in fields:
        name, value = re.search(r'name="([^"]+)"', field), re.search(r'value="([^"]*)"', field)
        if name and value and value[1] and 'type="hidden"' not in field and 'type="radio"' not in field:
            held[name[1]] = html.unescape(value[1])
    return held


@pytest.fixture
def things(cast: Cast, work_as: WorkAs) -> dict[str, int]:
    """A theme, a venue with a room, and a person; gives their ids."""
    with work_as(cast.alice) as work:
        services.add_theme(work, ThemeDetails(Words("Vattenfrågor"), Words("Vatten"), Hue.LAKE))
        venue_id = services.add_venue(work, VenueDetails("Gamleby"))
        return {
            "venue": venue_id,
            "room": services.add_room(work, venue_id, RoomDetails("Aulan", capacity=120)),
            "person": services.add_person(work, PersonDetails("Demo Ek")),
        }


def test_pages_open_for_those_they_are_for(as_: As, client: FlaskClient, things: dict[str, int]) -> None:
    pages = {
        "/plan/clusters": (303, 200, 200, 200),
        "/plan/clusters/new": (303, 403, 403, 200),
        "/plan/clusters/vreta-kluster/edit": (303, 200, 403, 200),
        "/plan/clusters/nowhere/edit": (303, 404, 404, 404),
        "/plan/themes": (303, 403, 403, 200),
        "/plan/themes/new": (303, 403, 403, 200),
        "/plan/themes/vatten/edit": (303, 403, 403, 200),
        "/plan/themes/nothing/edit": (303, 403, 403, 404),
        "/plan/venues": (303, 403, 403, 200),
        "/plan/venues/new": (303, 403, 403, 200),
        f"/plan/venues/{things['venue']}/edit": (303, 403, 403, 200),
        "/plan/venues/999/edit": (303, 403, 403, 404),
        "/plan/people": (303, 403, 403, 200),
        "/plan/people/new": (303, 403, 403, 200),
        f"/plan/people/{things['person']}/edit": (303, 403, 403, 200),
        "/plan/people/999/edit": (303, 403, 403, 404),
    }
    browsers = (client, as_("bob"), as_("charlie"), as_("alice"))
    assert {page: tuple(who.get(page).status_code for who in browsers) for page in pages} == pages


def test_posts_are_refused_to_staff_whether_the_form_reads_well_or_not(
    as_: As, client: FlaskClient, things: dict[str, int]
) -> None:
    venue, room, person = things["venue"], things["room"], things["person"]
    addresses = [
        "/plan/clusters/new",
        "/plan/clusters/agrovast/edit",
        "/plan/clusters/agrovast/staff",
        "/plan/clusters/agrovast/staff/1/remove",
        "/plan/themes/new",
        "/plan/themes/vatten/edit",
        "/plan/themes/vatten/retire",
        "/plan/themes/vatten/restore",
        "/plan/venues/new",
        f"/plan/venues/{venue}/edit",
        f"/plan/venues/{venue}/rooms",
        f"/plan/venues/{venue}/rooms/{room}",
        f"/plan/venues/{venue}/rooms/{room}/remove",
        "/plan/people/new",
        f"/plan/people/{person}/edit",
    ]
    answers = {
        address: {who.post(address, data=sent).status_code for sent in ({}, {"name": "Demo"})}
        for address in addresses
        for who in (as_("bob"),)
    }
    assert answers == {address: {403} for address in addresses}
    assert {address: client.post(address).status_code for address in addresses} == dict.fromkeys(addresses, 401)


def test_a_lead_adds_a_cluster_and_finds_it_as_typed(as_: As, cast: Cast) -> None:
    alice = as_("alice")
    answer = alice.post("/plan/clusters/new", data=CLUSTER)
    assert (answer.status_code, answer.location) == (303, "/plan/clusters/gront-kluster-demo/edit")
    page = alice.get(answer.location).get_data(as_text=True)
    assert typed(page) == {
        key: value for key, value in CLUSTER.items() if key not in ("former_names", "status", "county")
    } | {"website": "https://demo.example.org"}
    assert "Demo Navet\r\nDemo Noden" in page or "Demo Navet\nDemo Noden" in page
    assert '<option selected value="Västerbottens län">' in page
    assert '<option selected value="forming">' in page


def test_what_was_typed_of_a_cluster_is_kept_when_it_is_refused(as_: As, cast: Cast) -> None:
    wrong = CLUSTER | {"name": "Vreta Kluster", "coordinates": "north", "website": "ftp://demo.example.org"}
    answer = as_("alice").post("/en/plan/clusters/new", data=wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert typed(page) == {
        key: value for key, value in wrong.items() if key not in ("former_names", "status", "county")
    }
    assert 'href="#coordinates"' in page
    refused = as_("alice").post("/en/plan/clusters/new", data=wrong | {"coordinates": ""})
    assert (refused.status_code, 'href="#name"' in refused.get_data(as_text=True)) == (422, True)


def test_a_domain_that_cannot_be_is_refused_by_its_field_and_kept(as_: As, cast: Cast) -> None:
    answer = as_("bob").post("/en/plan/clusters/vreta-kluster/edit", data=CLUSTER | {"mail_domains": "gmail.com"})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, 'href="#mail_domains"' in page) == (422, True)
    assert re.search(r'<textarea[^>]* name="mail_domains"[^>]*>\s*gmail\.com</textarea>', page)


def test_staff_see_their_own_cluster_first_and_edit_its_facts_only(as_: As, cast: Cast) -> None:
    bob = as_("bob")
    listed = bob.get("/en/plan/clusters").get_data(as_text=True)
    assert listed.index("Vreta Kluster") < listed.index("Agroväst")
    assert ("Your cluster" in listed, "/plan/clusters/agrovast/edit" in listed) == (True, False)
    page = bob.get("/en/plan/clusters/vreta-kluster/edit").get_data(as_text=True)
    fields = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([a-z_]+)"', page)) - {"csrf_token"}
    contact = {"contact_name", "contact_email", "mail_domains"}
    assert fields == {"place", "county", "coordinates", "owner", "website"} | contact
    answer = bob.post("/plan/clusters/vreta-kluster/edit", data=CLUSTER)
    assert (answer.status_code, answer.location) == (303, "/plan/clusters")
    with reading(cast.alice) as work:
        record = cluster_record(work.db, "vreta-kluster")
    assert record is not None
    assert (record.name, record.status, record.place) == ("Vreta Kluster", ClusterStatus.ACTIVE, "Umeå")


def test_a_county_we_do_not_know_is_kept(as_: As, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        a_cluster(work, "Demokluster Åland", county="Åland")
    alice = as_("alice")
    page = alice.get("/plan/clusters/demokluster-aland/edit").get_data(as_text=True)
    assert '<option selected value="Åland">' in page
    sent = CLUSTER | {"name": "Demokluster Åland", "county": "Åland"}
    assert alice.post("/plan/clusters/demokluster-aland/edit", data=sent).status_code == 303


def test_staff_of_a_cluster_come_and_go_on_its_page(as_: As, cast: Cast) -> None:
    alice, address = as_("alice"), "/en/plan/clusters/vreta-kluster"
    sent = {"staff-name": "Demo Newcomer", "staff-email": "new@example.org"}
    answer = alice.post(f"{address}/staff", data=sent)
    assert (answer.status_code, answer.location) == (303, f"{address}/edit#staff")
    assert "new@example.org" in alice.get(f"{address}/edit").get_data(as_text=True)
    gone = alice.post(f"{address}/staff/{cast.bob.account_id}/remove")
    assert gone.status_code == 303
    assert "bob@example.org" not in alice.get(f"{address}/edit").get_data(as_text=True)
    assert "Nobody signs in" not in alice.get(f"{address}/edit").get_data(as_text=True)


def test_a_wrong_address_for_staff_is_kept_beside_the_facts_as_they_are(as_: As, cast: Cast) -> None:
    sent = {"staff-name": "Demo Newcomer", "staff-email": "nowhere"}
    answer = as_("alice").post("/plan/clusters/vreta-kluster/staff", data=sent)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, 'href="#staff-email"' in page) == (422, True)
    assert typed(page) == {**sent, "name": "Vreta Kluster"}


def test_themes_are_added_changed_retired_and_restored(as_: As, cast: Cast) -> None:
    alice = as_("alice")
    sent = {"name_sv": "Vattenfrågor", "short_sv": "Vatten", "name_en": "Water", "hue": "lake"}
    assert alice.post("/plan/themes/new", data=sent).location == "/plan/themes"
    assert alice.post("/plan/themes/new", data=sent | {"short_sv": "Mark"}).status_code == 303
    page = alice.get("/en/plan/themes/mark/edit").get_data(as_text=True)
    assert typed(page) == {"name_sv": "Vattenfrågor", "short_sv": "Mark", "name_en": "Water", "position": "2"}
    assert re.search(r'<input checked[^>]*value="lake"|value="lake"[^>]*checked|<input[^>]*checked[^>]*lake', page)
    assert alice.post("/plan/themes/mark/edit", data=sent | {"short_sv": "Jord", "position": "1"}).status_code == 303
    assert alice.post("/plan/themes/vatten/retire").status_code == 303
    with reading(cast.alice) as work:
        assert [(t.code, t.short.sv) for t in themes_in_order(work.db)] == [("mark", "Jord")]
    assert "retired" in alice.get("/en/plan/themes").get_data(as_text=True)
    assert alice.post("/plan/themes/vatten/restore").status_code == 303
    with reading(cast.alice) as work:
        assert [t.code for t in themes_in_order(work.db)] == ["mark", "vatten"]


def test_a_theme_without_colour_is_refused_with_its_words_kept(as_: As, cast: Cast) -> None:
    answer = as_("alice").post("/en/plan/themes/new", data={"name_sv": "Vattenfrågor", "short_sv": "Vatten"})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, 'href="#hue-0"' in page) == (422, True)
    assert typed(page) == {"name_sv": "Vattenfrågor", "short_sv": "Vatten"}
    assert page.count('type="radio"') == len(Hue)


def test_a_venue_and_its_rooms_live_on_one_page(as_: As, cast: Cast) -> None:
    alice = as_("alice")
    made = alice.post("/plan/venues/new", data={"name": "Gamleby", "coordinates": "57.89, 16.40"})
    with reading(cast.alice) as work:
        (venue,) = venues_in_order(work.db)
    address = f"/plan/venues/{venue.id}"
    assert (made.status_code, made.location) == (303, f"{address}/edit#rooms")
    hall = {"room-name": "Aulan", "room-kind": "room", "room-capacity": "120", "room-online_link": ""}
    assert alice.post(f"{address}/rooms", data=hall).location == f"{address}/edit#rooms"
    with reading(cast.alice) as work:
        (room,) = found.rooms if (found := venue_with_rooms(work.db, venue.id)) else ()
    changed = {f"room{room.id}-{key[5:]}": value for key, value in hall.items()} | {
        f"room{room.id}-name": "Stora aulan",
        f"room{room.id}-building": "Herrgården",
    }
    assert alice.post(f"{address}/rooms/{room.id}", data=changed).status_code == 303
    assert alice.post(f"{address}/edit", data={"name": "Gamleby folkhögskola"}).location == f"{address}/edit"
    with reading(cast.alice) as work:
        found = venue_with_rooms(work.db, venue.id)
    assert found is not None
    assert (found.name, found.latitude) == ("Gamleby folkhögskola", None)
    assert found.rooms == (RoomValue(room.id, "Stora aulan", RoomKind.ROOM, 120, "", "Herrgården"),)
    assert "Lokal · Herrgården · 120 platser" in alice.get(f"{address}/edit").get_data(as_text=True)
    assert alice.post(f"{address}/rooms/{room.id}/remove").status_code == 303
    with reading(cast.alice) as work:
        assert rooms_of_venue(work.db, venue.id) == ()


def test_a_refused_room_is_kept_as_typed_and_the_others_as_they_are(as_: As, things: dict[str, int]) -> None:
    venue, room = things["venue"], things["room"]
    sent = {"room-name": "Länk", "room-kind": "online", "room-online_link": "zoommtg://x"}
    answer = as_("alice").post(f"/plan/venues/{venue}/rooms", data=sent)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, 'href="#room-online_link"' in page) == (422, True)
    assert typed(page) == {
        "room-name": "Länk",
        "room-online_link": "zoommtg://x",
        f"room{room}-name": "Aulan",
        f"room{room}-capacity": "120",
        "name": "Gamleby",
    }
    old = {f"room{room}-name": " ", f"room{room}-kind": "room", f"room{room}-capacity": "many"}
    again = as_("alice").post(f"/plan/venues/{venue}/rooms/{room}", data=old)
    assert again.status_code == 422
    assert typed(again.get_data(as_text=True))[f"room{room}-capacity"] == "many"


def test_a_refused_venue_keeps_what_was_typed(as_: As, things: dict[str, int]) -> None:
    for address in ("/plan/venues/new", f"/plan/venues/{things['venue']}/edit"):
        answer = as_("alice").post(address, data={"name": "", "place": "Kept place"})
        page = answer.get_data(as_text=True)
        assert (answer.status_code, 'href="#name"' in page, typed(page)["place"]) == (422, True, "Kept place")


def test_people_are_added_and_changed(as_: As, cast: Cast) -> None:
    alice = as_("alice")
    sent = {"name": "Demo Ek", "email": "Ek@example.org", "phone": "070", "cluster_id": str(cast.vreta_id)}
    assert alice.post("/plan/people/new", data=sent).location == "/plan/people"
    with reading(cast.alice) as work:
        (person,) = people_named(work.db)
    page = alice.get(f"/plan/people/{person.id}/edit").get_data(as_text=True)
    assert typed(page) == {"name": "Demo Ek", "email": "ek@example.org", "phone": "070"}
    assert f'<option selected value="{cast.vreta_id}">Vreta Kluster' in page
    refused = alice.post(f"/plan/people/{person.id}/edit", data=sent | {"name": "", "title": "Kept title"})
    assert (refused.status_code, typed(refused.get_data(as_text=True))["title"]) == (422, "Kept title")
    assert alice.post(f"/plan/people/{person.id}/edit", data=sent | {"name": "Demo Alm"}).status_code == 303
    assert "Demo Alm" in alice.get("/plan/people").get_data(as_text=True)


def test_the_address_book_is_searched_and_paged(as_: As, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        for n in range(60):
            services.add_person(work, PersonDetails(f"Demo Person {n:02}", organisation="Demo AB" if n < 55 else "ÅÄÖ"))

    def names(query: str) -> list[str]:
        return re.findall(r">(Demo Person \d\d)</a>", as_("alice").get(f"/plan/people{query}").get_data(as_text=True))

    everybody = [f"Demo Person {n:02}" for n in range(60)]
    assert names("") == everybody[:50]
    assert names("?page=2") == names("?page=99") == everybody[50:]
    assert names("?q=åäö+person") == everybody[55:]
    assert names("?q=demo+ab&page=2") == everybody[50:55]
    assert names("?q=nobody") == []


def test_lists_take_as_many_statements_for_30_rows_as_for_one(
    as_: As, cast: Cast, things: dict[str, int], work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    pages = (
        "/plan/clusters",
        "/plan/themes",
        "/plan/venues",
        f"/plan/venues/{things['venue']}/edit",
        "/plan/people",
    )

    def count() -> list[int]:
        counts = []
        for page in pages:
            with statements() as seen:
                assert as_("alice").get(page).status_code == 200
            counts.append(len(seen))
        return counts

    few = count()
    with work_as(cast.alice) as work:
        for n in range(30):
            a_cluster(work, f"Demokluster {n}")
            services.add_theme(work, ThemeDetails(Words(f"Theme {n}"), Words(f"Theme {n}"), Hue.CLAY))
            services.add_venue(work, VenueDetails(f"Venue {n}"))
            services.add_room(work, things["venue"], RoomDetails(f"Room {n}"))
            services.add_person(work, PersonDetails(f"Demo Person {n}"))
    assert count() == few
    assert max(few) <= 8
