"""What becomes of what people tell about themselves: erased on its day, when they ask, and when a colleague comes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from flask import Flask

from planner.core.actor import SYSTEM, Actor
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.registrations.queries.privacy import food_of
from planner.registrations.rules import Diet
from planner.web.entry import reading
from planner.wiring import erase_what_is_due
from tests.builders import Cast
from tests.choices.scene import SOIL, a_block, a_workshop_day
from tests.conftest import Clock
from tests.journeys.visitor import Visitor, letters_to, link_in
from tests.registrations.scene import a_gathering

WorkAs = Callable[[Actor], AbstractContextManager[Work]]
As = Callable[[str], object]
ERASE_DAY = datetime(2026, 11, 14, 1, 0, tzinfo=UTC)


def registers(app: Flask, slug: str, name: str, *diets: str) -> Visitor:
    """Somebody fills in the form, and opens the link in their letter."""
    guest = Visitor(app).opens(f"/en/meetings/{slug}/register")
    told = {"=name": f"{name.title()} Demo", "=email": f"{name}@example.org", "=organisation": "Demogården"}
    guest.sends("Register", told | dict.fromkeys(diets, True) | comes_each_day(guest))
    assert guest.answer is not None
    assert guest.answer.status_code == 200, guest.text
    return guest.opens(link_in(letters_to(f"{name}@example.org")[0], "/r/"))


def comes_each_day(guest: Visitor) -> dict[str, str]:
    days = {field.name for field in guest.page.iter("input") if (field.name or "").startswith("day_")}
    return {f"={day}": "on_site" for day in days}


def eaten(slug: str) -> list[tuple[int, tuple[tuple[Diet, int], ...]]]:
    """(how many eat, special diets) of each day, as the kitchen is told."""
    with reading(SYSTEM) as work:
        return [(count.eating, count.diets) for count in food_of(work.db, gate_of(work.db, slug).meeting_id)]


def lead(app: Flask, as_: As) -> Visitor:
    """Alice at her desk."""
    alice = Visitor(app)
    alice.client = as_("alice")  # type: ignore[assignment]
    return alice


def test_diets_go_on_their_day_and_the_totals_stay(
    app: Flask, cast: Cast, as_: As, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=None)
    anna = registers(app, slug, "anna", "Vegan", "Without nuts")
    registers(app, slug, "bo", "Vegan")
    told = eaten(slug)
    assert told == [(2, ((Diet.VEGAN, 2), (Diet.NUT_FREE, 1)))] * 2
    assert "Vegan, Without nuts" in anna.text
    assert "Erased on 14 November 2026." in anna.text
    clock.set(ERASE_DAY)
    erase_what_is_due()
    erase_what_is_due()
    assert "Vegan" not in anna.opens(anna.path).text
    assert eaten(slug) == told
    page = lead(app, as_).opens(f"/en/plan/meetings/{slug}/privacy").text
    assert "14 November 2026 Food and needs 2" in page
    clock.set(datetime(2028, 10, 14, 1, 0, tzinfo=UTC))
    erase_what_is_due()
    assert anna.client.get(anna.path).status_code == 404
    assert eaten(slug) == told


def test_whoever_wants_to_be_forgotten_is(app: Flask, cast: Cast, as_: As, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=1)
    anna = registers(app, slug, "anna", "Vegan")
    cia = registers(app, slug, "cia")
    assert "You are on the waiting list" in cia.text
    old = anna.path
    anna.follows("Erase everything about me").sends("Erase everything about me")
    assert "Everything about you is erased" in anna.text
    assert "everything about the person is erased" in anna.opens(old).text
    assert "You are registered" in cia.opens(cia.path).text
    assert letters_to("anna@example.org") == []
    alice = lead(app, as_).opens(f"/en/plan/meetings/{slug}/registrations")
    assert "Cia Demo" in alice.text
    assert "Anna" not in alice.text


def test_a_colleague_comes_instead_and_answers_anew(app: Flask, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_workshop_day(work).slug
        a_block(work, slug)
    anna = registers(app, slug, "anna", "Vegan")
    anna.follows("Choose among parallel items").sends("Save my choices", {SOIL: True})
    old = link_in(letters_to("anna@example.org")[0], "/r/")
    assert SOIL in anna.opens(old).text
    before = eaten(slug)
    assert before == [(1, ((Diet.VEGAN, 1),))] * len(before)
    anna.follows("Send a colleague instead")
    anna.sends("Send the colleague instead", {"Name": "Bo Demo", "E-mail": "bo@example.org"})
    assert "Bo Demo comes instead of you" in anna.text
    assert "a colleague may have taken over the place" in anna.opens(old).text
    assert eaten(slug) == [(1, ())] * len(before)
    bo = Visitor(app).opens(link_in(letters_to("bo@example.org")[0], "/r/"))
    assert SOIL not in bo.text
    bo.follows("Answer the rest").sends("Save the changes", {"Gluten-free": True, "=organisation": "Demogården"})
    assert "Answer the rest" not in bo.text
    assert "There are parallel items to choose among." in bo.text
    assert eaten(slug) == [(1, ((Diet.GLUTEN_FREE, 1),))] * len(before)
