"""The list at the door in a real browser: the network drops and comes back, phones agree, names go at signing out."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import pytest
from playwright.sync_api import Browser, Page, expect

from planner.checkin.queries import doors_of, roll_of
from planner.checkin.services import make_door, revoke_door
from planner.core.actor import SYSTEM
from planner.core.timespan import instant
from planner.meetings.queries import gate_of
from planner.web.entry import reading, writing
from tests.conftest import Clock
from tests.journeys.live import PHONE, Live, Watched, waits_until, window

pytestmark = pytest.mark.browser

Person = Callable[..., Watched]
ZONE = "Europe/Stockholm"


@pytest.fixture
def morning(live: Live, clock: Clock) -> datetime:
    """A quarter to ten on the first day of the gathering in Gamleby."""
    with live.app.app_context(), reading(SYSTEM) as work:
        first: date = gate_of(work.db, live.planted.gamleby).days[0].held_on
    clock.set(instant(first, time(9, 45), ZONE))
    return clock.now


@pytest.fixture
def door(live: Live, morning: datetime) -> str:
    """The address of a helper's list."""
    with live.app.app_context(), writing(SYSTEM) as work:
        return f"/door/{make_door(work, live.planted.gamleby, 'Kim')}"


@pytest.fixture
def phone(browser: Browser, live: Live, morning: datetime) -> Iterator[Callable[[], Watched]]:
    """phone() is one that lets the service worker in. What fails without a network is no fault here."""
    opened: list[Watched] = []

    def sits_down() -> Watched:
        context = window(browser, PHONE, service_workers="allow")
        opened.append(Watched(context.new_page(), live))
        return opened[-1]

    yield sits_down
    for each in opened:
        each.page.context.close()


def here(live: Live) -> int:
    """How many the server has as there on the first day."""
    with live.app.app_context(), reading(SYSTEM) as work:
        roll = roll_of(work.db, gate_of(work.db, live.planted.gamleby))
    return sum(roll.is_present(person, roll.parts[0].part_id) for person in roll.people)


def tick(page: Page, number: int) -> None:
    page.locator(".door-tick").nth(number).click()


def kept(page: Page, name: str = "samling-door") -> list[str]:
    """What is kept of the list."""
    found: list[str] = page.evaluate(
        """async (name) => (await caches.has(name))
          ? (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname) : []""",
        name,
    )
    return found


def test_a_tap_ticks_at_once_and_a_second_takes_it_back(person: Person, live: Live, door: str) -> None:
    watched = person(PHONE)
    page = watched.opens(door)
    first, count = page.locator(".door-tick").first, page.locator("[data-count]")
    expected = int(count.inner_text().split()[-1])
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(count).to_have_text(f"1 av {expected}")
    expect(page.get_by_role("status")).to_have_text("Alla bockar är sparade.")
    assert here(live) == 1
    first.focus()
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "false")
    waits_until(page, lambda: here(live) == 0)
    assert watched.sideways <= 0
    heights = page.eval_on_selector_all(".door-tick", "all => all.map(each => each.getBoundingClientRect().height)")
    assert min(height for height in heights if height) >= 44


def test_the_search_finds_as_one_types(person: Person, door: str) -> None:
    page = person(PHONE).opens(door)
    name = page.locator(".door-name").nth(2).inner_text().split("\n")[0]
    page.get_by_label("Namn eller organisation").fill(name)
    assert 1 <= page.locator("[data-row]:visible").count() < page.locator("[data-row]").count()
    assert all(name in words for words in page.locator("[data-row]:visible .door-name").all_inner_texts())
    page.get_by_label("Namn eller organisation").fill("qqq")
    expect(page.get_by_text("Ingen med det namnet väntas hit.")).to_be_visible()


def test_ticks_wait_for_the_network_and_are_sent_by_themselves(
    phone: Callable[[], Watched], live: Live, door: str
) -> None:
    page = phone().opens(door)
    status = page.get_by_role("status")
    with live.unplugged(page):
        for number in range(3):
            tick(page, number)
        expect(status).to_have_text(re.compile(r"^3 bockar väntar på nät\."))
        expect(page.locator(".door-tick").first).to_have_attribute("aria-pressed", "true")
        assert here(live) == 0
        # No name is among what waits.
        name = page.locator(".door-name").first.inner_text().split("\n")[0]
        assert name not in page.evaluate("JSON.stringify(localStorage)")
    expect(status).to_have_text("Alla bockar är sparade.")
    assert here(live) == 3
    assert page.evaluate("Object.keys(localStorage).filter((name) => !name.endsWith('-clock'))") == []


def test_the_page_opens_without_a_network_and_its_ticks_are_sent_later(
    phone: Callable[[], Watched], live: Live, door: str
) -> None:
    page = phone().opens(door)
    waits_until(page, lambda: kept(page) == [door])
    with live.unplugged(page):
        page.reload()
        tick(page, 0)
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^1 bock väntar på nät\."))
        # Closed and opened anew, it still knows.
        page.reload()
        expect(page.locator(".door-tick").first).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^1 bock väntar på nät\."))
        assert here(live) == 0
    page.reload()
    waits_until(page, lambda: here(live) == 1)


def test_two_phones_agree(phone: Callable[[], Watched], live: Live, door: str) -> None:
    one, other = phone().opens(door), phone().opens(door)
    with live.unplugged(one):
        tick(one, 0)
        tick(other, 1)
        waits_until(other, lambda: here(live) == 1)
    waits_until(one, lambda: here(live) == 2)
    for page in (one, other):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        for number in (0, 1):
            expect(page.locator(".door-tick").nth(number)).to_have_attribute("aria-pressed", "true")
        expect(page.locator("[data-count]")).to_have_text(re.compile(r"^2 av "))


def test_names_leave_the_phone_with_whoever_signs_out(
    phone: Callable[[], Watched], live: Live, morning: datetime
) -> None:
    watched = phone()
    page = watched.opens(live.sign_in_link("lena@example.org"))
    page.locator("main form button").first.click()
    page.wait_for_url("**/plan")
    path = f"/plan/meetings/{live.planted.gamleby}/checkin"
    watched.opens(path)
    waits_until(page, lambda: kept(page) == [path])
    page.get_by_role("button", name="Logga ut").click()
    waits_until(page, lambda: kept(page) == [])


def test_a_link_that_is_taken_back_leaves_no_copy(phone: Callable[[], Watched], live: Live, door: str) -> None:
    watched = phone()
    page = watched.opens(door)
    waits_until(page, lambda: kept(page) == [door])
    with live.app.app_context(), writing(SYSTEM) as work:
        gate = gate_of(work.db, live.planted.gamleby)
        revoke_door(work, gate.slug, doors_of(work.db, gate.meeting_id)[0].door_id)
    page.reload()
    waits_until(page, lambda: kept(page) != [door])
    assert kept(page) == []


def test_all_of_a_column_is_crossed_and_saved_at_once(person: Person, live: Live, morning: datetime) -> None:
    watched = person()
    page = watched.opens(live.sign_in_link("lena@example.org"))
    page.locator("main form button").first.click()
    page.wait_for_url("**/plan")
    watched.opens(f"/plan/meetings/{live.planted.gamleby}/checkin/sheet")
    page.locator("[data-all]").first.click()
    expect(page.get_by_role("status")).to_contain_text("kryss är ändrade men inte sparade än.")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator(".flashes")).to_contain_text("kryss lades till.")
    assert here(live) == page.locator("[data-expected]:checked").count() > 30
