"""Whoever keeps the minutes notes who was there, with a mouse on a phone and with a keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.demo.planting import LEAD
from planner.demo.steering import AUDITOR
from tests.journeys.live import PHONE, Live, Watched

pytestmark = pytest.mark.browser

Person = Callable[..., Watched]


@pytest.fixture
def lena(person: Person, live: Live) -> Page:
    """The lead at a phone, on the sheet of the steering group."""
    watched = person(PHONE)
    watched.opens(live.sign_in_link(LEAD)).locator("main button").click()
    return watched.opens(f"/plan/meetings/{live.planted.steering}/presence")


def ticked(page: Page, name: str) -> int:
    return page.locator("tbody tr", has_text=name).locator("input:checked").count()


def test_a_row_is_ticked_at_once_and_saved(lena: Page) -> None:
    late = lena.locator("tbody tr").first
    expect(late).to_contain_text("kom till punkt 4")
    late.get_by_role("button", name="Hela mötet").click()
    expect(late.locator("input:checked")).to_have_count(8)
    late.locator("label", has_text="Val av justerare").click()
    late.get_by_role("button", name="Hela mötet").click()
    late.get_by_role("button", name="Hela mötet").click()
    expect(late.locator("input:checked")).to_have_count(0)
    lena.get_by_role("button", name="Alla var med hela tiden").click()
    expect(lena.locator("tbody tr").last.locator("input:checked")).to_have_count(0)  # nobody's name stands there
    lena.get_by_role("button", name="Spara").click()
    expect(lena.get_by_role("main")).to_contain_text("Närvaron är antecknad.")
    assert lena.locator("input:checked").count() == 8 * 9
    assert lena.locator(".presence-told").count() == 0


def test_a_tick_and_a_name_are_set_by_keyboard(lena: Page) -> None:
    guest = lena.locator("tbody tr").last
    guest.get_by_role("textbox").fill("Ebba Demo, föredragande")
    lena.keyboard.press("Tab")
    for _ in range(6):
        lena.keyboard.press("Tab")
    lena.keyboard.press("Space")
    lena.get_by_role("textbox").last.press("Enter")
    expect(lena.get_by_role("main")).to_contain_text("Närvaron är antecknad.")
    names = [box.input_value() for box in lena.get_by_role("textbox").all()]
    assert names == ["Ebba Demo, föredragande", AUDITOR, ""]
    row = lena.locator("tbody tr", has=lena.locator("input[value^='Ebba']"))
    expect(row).to_contain_text("kom till punkt 6, gick före punkt 7")


def test_the_demo_shows_numbers_to_everybody(person: Person, live: Live) -> None:
    page = person(lang="en-GB").opens(f"/en/meetings/{live.planted.steering}")
    assert page.locator("h4").all_inner_texts() == [
        "1. Opening", "2. Choice of who checks the minutes", "3. The last minutes", "4. How the clusters are doing",
        "Coffee", "5. Money and forecast", "6. Decision: the programme in Gamleby", "7. Any other business",
        "8. Next meeting, and closing",
    ]  # fmt: skip
