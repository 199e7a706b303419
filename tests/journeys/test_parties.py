"""Several from one cluster: a list from a spreadsheet, who gets a place, and what the booker does about the rest."""

import re
from dataclasses import replace
from datetime import date, time

import pytest
from flask import Flask
from playwright.sync_api import expect

from planner.core.actor import Actor
from planner.core.language import Words
from planner.registrations.rules import ClusterSeats, PartDetails, PartKind, Terms
from planner.registrations.services import add_part, set_terms
from planner.web.entry import writing
from tests.builders import Cast
from tests.conftest import Clock
from tests.journeys.live import PHONE, WIDE
from tests.journeys.test_browser import Person
from tests.journeys.visitor import Visitor, letters_to, link_in
from tests.registrations.scene import FIRST, a_gathering, come

FIVE = "Namn\tE-post\n" + "\n".join(
    f"{name} Demo\t{name.lower()}@example.org" for name in ("Bo", "Ce", "Di", "Ed", "Fia")
)
ENGLISH = {
    "in": "/en",
    "read": "Read the list",
    "fill": "Put them into the form",
    "register": "Register",
    "can be used": "5 colleagues can be put into the form.",
    "seats": "Vreta Kluster has 2 of 2 own places left until Sunday 20 September 2026; the common pool has 2.",
    "waits": "On the waiting list Number {} in line",
    "instead": "Send a colleague instead",
    "send": "Send the colleague instead",
}
SWEDISH = {
    "in": "",
    "read": "Läs listan",
    "fill": "För in dem i formuläret",
    "register": "Anmäl dig",
    "can be used": "5 kollegor kan föras in i formuläret.",
    "seats": "Vreta Kluster har 2 av 2 egna platser kvar till söndag 20 september 2026; gemensamt finns 2 kvar.",
    "waits": "På reservlistan Nummer {} i kön",
    "instead": "Skicka en kollega i stället",
    "send": "Skicka kollegan i stället",
}


@pytest.fixture
def gathering(app: Flask, cast: Cast) -> str:
    """Six places, two of them Vreta's own and two taken: four are left for Vreta. With a dinner for three."""
    with writing(cast.alice) as work:
        slug = a_gathering(work, capacity=6)
        set_terms(work, slug, Terms(release_on=date(2026, 9, 20), seats=(ClusterSeats(cast.vreta_id, 2),)))
        dinner = PartDetails(PartKind.DINNER, FIRST, Words("Middag", "Dinner"), time(18, 30), capacity=3)
        add_part(work, slug, dinner)
        for name in ("gun", "hal"):
            come(replace(work, actor=Actor()), slug, name)
    return f"/meetings/{slug}/register"


@pytest.mark.parametrize("words", [ENGLISH, SWEDISH], ids=["en", "sv"])
def test_a_booker_pastes_five_colleagues_and_two_wait(app: Flask, gathering: str, words: dict[str, str]) -> None:
    anna = Visitor(app).opens(f"{words['in']}{gathering}?cluster=vreta-kluster")
    assert words["seats"] in anna.text
    me = {"=name": "Anna Demo", "=email": "anna@example.org", "=day_20261014": "on_site", "=day_20261015": "on_site"}
    anna.sends(words["read"], {**me, "=pasted": FIVE})
    assert words["can be used"] in anna.text
    anna.sends(words["fill"]).sends(words["register"])
    assert "/p/" in anna.path, anna.text
    for name, waits in (("Ed", 1), ("Fia", 2)):
        assert f"{name} Demo {name.lower()}@example.org {words['waits'].format(waits)}" in anna.text
    assert anna.text.count("@example.org") == 6
    letter = letters_to("anna@example.org")[-1]
    again = Visitor(app).opens(link_in(letter, "/p/"))
    assert again.text.count("@example.org") == 6
    again.follows(f"{words['instead']}: Bo Demo").sends(
        words["send"], {"=name": "Ida Demo", "=email": "ida@example.org"}
    )
    assert "Ida Demo ida@example.org" in again.text
    ida = Visitor(app).opens(link_in(letters_to("ida@example.org")[0], "/r/"))
    assert ida.answer is not None
    assert ida.answer.status_code == 200


def test_cells_pasted_into_a_row_spread_and_the_address_tells_the_cluster(person: Person) -> None:
    """In a browser, with the keyboard's Enter at the end."""
    watched = person(WIDE, "en-GB")
    page = watched.opens(f"/en/meetings/{watched.site.planted.gamleby}/register")
    page.get_by_label("Name", exact=True).fill("Anna Demo")
    page.get_by_label("E-mail", exact=True).fill("anna@mail.demokluster-dalarna.example.org")
    page.get_by_label("Phone").focus()
    chosen = page.locator("#cluster option:checked")
    expect(chosen).to_have_text("Demokluster Dalarna")
    expect(page.locator("[data-seats-words]")).to_contain_text("Demokluster Dalarna has")
    page.get_by_role("button", name="Add colleague").click()
    expect(page.get_by_label("Name of colleague 1")).to_be_focused()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "Bo Demo\\tbo.pasted@example.org\\r\\nCe Demo\\tce.pasted@example.org\\r\\n");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.get_by_label("E-mail of colleague 2")).to_have_value("ce.pasted@example.org")
    page.get_by_role("button", name="Remove colleague 1").click()
    expect(page.locator(".colleague-row")).to_have_count(1)
    for day in page.get_by_role("radio", name="On site").all():
        day.check()
    page.get_by_label("Name", exact=True).press("Enter")
    page.wait_for_url(re.compile(r"/en/p/\w+$"))
    expect(page.locator("main")).to_contain_text("ce.pasted@example.org")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_who_comes_not_is_not_asked_what_is_for_those_who_come(person: Person, size: tuple[int, int]) -> None:
    watched = person(size, "en-GB")
    page = watched.opens(f"/en/meetings/{watched.site.planted.gamleby}/register")
    food = page.get_by_role("heading", name="Food and needs")
    expect(food).to_be_visible()
    page.get_by_role("button", name="Add colleague").click()
    page.get_by_label("I come myself").uncheck()
    expect(food).to_be_hidden()
    page.get_by_label("I come myself").check()
    night = page.get_by_label("The night at the school")
    expect(page.get_by_label("Single room")).to_be_hidden()
    night.check()
    page.get_by_role("radio", name="Double room").check()
    expect(page.get_by_label("Whom do you share a double room with?")).to_be_visible()
    assert watched.sideways == 0


def test_a_seat_freed_two_days_later_goes_to_the_right_person(app: Flask, cast: Cast, clock: Clock) -> None:
    """Gun stands first in line, but the seat that comes free is Vreta's own: it is offered to Fia, who takes it."""
    with writing(cast.alice) as work:
        slug = a_gathering(work, capacity=3)
        seats = (ClusterSeats(cast.vreta_id, 2),)
        set_terms(work, slug, Terms(release_on=date(2026, 9, 20), offer_hours=48, seats=seats))
    address = f"/en/meetings/{slug}/register"
    days = {"=day_20261014": "on_site", "=day_20261015": "on_site"}
    for who, cluster in (("ed", ""), ("bo", "Vreta"), ("ce", "Vreta"), ("gun", ""), ("fia", "Vreta")):
        visitor = Visitor(app).opens(address + ("?cluster=vreta-kluster" if cluster else ""))
        named = {"=name": f"Demo {who.title()}", "=email": f"{who}@example.org"}
        home = {} if cluster else {"=organisation": "Demo AB"}
        button = "join the waiting list" if who in ("gun", "fia") else "Register"
        visitor.sends(button, {**named, **days, **home})
        assert "/r/" in visitor.path, visitor.text
    clock.forward(days=2)
    Visitor(app).opens(link_in(letters_to("bo@example.org")[0], "/r/") + "/cancel").sends("Cancel my registration")
    fia = Visitor(app).opens(link_in(letters_to("fia@example.org")[-1], "/r/"))
    assert [letter.kind for letter in letters_to("fia@example.org")] == ["waiting", "offered"]
    assert "Number 1 in line" in Visitor(app).opens(link_in(letters_to("gun@example.org")[-1], "/r/")).text
    fia.sends("Take the place")
    assert "You are registered" in fia.text
    assert [letter.kind for letter in letters_to("gun@example.org")] == ["waiting"]
