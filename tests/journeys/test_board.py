"""The agenda board in a real browser: with a pointer in Swedish, with the keyboard alone in English, and two leads."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from tests.journeys.live import PHONE, Live, Watched

pytestmark = pytest.mark.browser

Person = Callable[..., Watched]
LEAD, ADMIN = "lena@example.org", "adam@example.org"
SAVED = re.compile(r"(Sparat|Saved) \d\d[.:]\d\d")


def at_the_board(who: Watched, live: Live, address: str = LEAD, lang: str = "") -> Page:
    """Signed in, looking at Gamleby's board, whose first day it shows."""
    page = who.page
    page.goto(live.sign_in_link(address))
    page.locator("main form button").first.click()
    page.goto(f"{live.url}{lang}/plan/meetings/{live.planted.gamleby}/agenda")
    expect(page.locator(".board.is-board.is-ready")).to_be_visible()
    return page


def card(page: Page, title: str) -> Locator:
    return page.locator(".card").filter(has=page.get_by_role("link", name=title, exact=True))


def drag(page: Page, what: Locator, x: float, y: float, *, grip: tuple[float, float] = (20, 8)) -> None:
    """By hand: press, move in some steps, let go."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box is not None
    at = box["x"] + grip[0], box["y"] + grip[1]
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + x / 2, at[1] + y / 2, steps=4)
    page.mouse.move(at[0] + x, at[1] + y, steps=4)
    page.mouse.up()


def a_column(page: Page) -> float:
    """How wide a room is on screen, in pixels."""
    box = page.locator(".board-day:not([hidden]) [data-cards]").bounding_box()
    columns = page.locator(".board-day:not([hidden]) .heads p").count() - 1
    assert box is not None
    return box["width"] / columns


MINUTE = 2.4
"""Pixels, as sheet.js has them."""


def test_a_lead_arranges_an_agenda_with_a_pointer(person: Person, live: Live) -> None:
    page = at_the_board(person(), live)
    fika = card(page, "Fika och registrering")
    # Half an hour later, one room to the left.
    drag(page, fika, -a_column(page), 30 * MINUTE)
    expect(fika.locator("time")).to_have_text("10.00–10.30")
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    expect(fika).to_have_attribute("data-rev", "2")
    # A quarter of an hour longer, by its lower edge.
    box = fika.bounding_box()
    assert box is not None
    drag(page, fika, 0, 15 * MINUTE, grip=(20, box["height"] - 3))
    expect(fika.locator("time")).to_have_text("10.00–10.45")
    expect(fika).to_have_attribute("data-rev", "3")
    # Onto the parking column, and back by undo, which outlives a reload.
    parking = page.locator("[data-parking]")
    there, here = parking.bounding_box(), fika.bounding_box()
    assert there is not None
    assert here is not None
    drag(page, fika, there["x"] + 40 - here["x"], there["y"] + 60 - here["y"])
    expect(parking.locator(".card")).to_have_count(1)
    expect(parking.locator(".card")).to_have_attribute("data-rev", "4")
    page.reload()
    expect(page.locator("[data-parking] .card")).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Ångra")).click()
    expect(page.locator("[data-parking] .card")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(card(page, "Fika och registrering").locator("time")).to_have_text("10.00–10.30")
    page.keyboard.press("Control+Shift+z")
    expect(card(page, "Fika och registrering").locator("time")).to_have_text("10.00–10.45")


def test_a_click_on_an_empty_slot_makes_an_item_there(person: Person, live: Live) -> None:
    page = at_the_board(person(), live)
    sheet = page.locator(".board-day:not([hidden]) [data-cards]").bounding_box()
    assert sheet is not None
    # In the last room but one, an hour after the sheet begins.
    page.mouse.click(sheet["x"] + a_column(page) * 4.5, sheet["y"] + 60 * MINUTE + 2)
    panel = page.get_by_role("dialog")
    expect(panel.get_by_label("Börjar")).to_have_value("10:00")
    expect(panel.get_by_label("Lokal")).to_have_value(re.compile(r"\d+"))
    panel.get_by_role("button", name="Spara", exact=True).click()
    expect(panel.get_by_role("alert")).to_contain_text("Titel")
    panel.get_by_label("Titel", exact=True).first.fill("Bussen går")
    panel.get_by_role("button", name="Spara", exact=True).click()
    expect(panel).to_be_hidden()
    made = card(page, "Bussen går")
    expect(made).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    made.get_by_role("link", name="Flytta…").click()
    panel.get_by_label("Börjar").fill("13:15")
    panel.get_by_role("button", name="Flytta", exact=True).click()
    expect(made.locator("time")).to_have_text("13.15–14.00")


def test_the_same_with_the_keyboard_alone(person: Person, live: Live) -> None:
    page = at_the_board(person(lang="en-GB"), live, lang="/en")
    press = page.keyboard.press
    # Create, beginning with the first button of the board.
    page.get_by_role("link", name="New item", exact=True).focus()
    press("Enter")
    panel = page.get_by_role("dialog")
    expect(panel.get_by_label("Title", exact=True).first).to_be_focused()
    page.keyboard.type("By hand")
    press("Enter")
    expect(panel).to_be_hidden()
    # It follows on the last item of the last day; the board shows it.
    made = card(page, "By hand")
    expect(made.get_by_role("link", name="By hand")).to_be_focused()
    # Pick up, move a quarter down and one room to the right, make it ten minutes longer, put down.
    made.get_by_role("link", name="By hand").focus()
    before = made.locator("time").inner_text()
    press("Space")
    expect(page.locator("[data-saved]")).to_contain_text("is picked up")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown"):
        press(key)
    press("Space")
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    expect(made).to_have_attribute("data-for", "55")
    expect(made).to_have_attribute("data-room", re.compile(r"\d+"))
    expect(made.get_by_role("link", name="By hand")).to_be_focused()
    assert made.locator("time").inner_text() != before
    # Escape takes a move back, P parks, Ctrl+Z brings it back.
    now = made.locator("time").inner_text()
    press("Space")
    press("ArrowDown")
    press("Escape")
    expect(made.locator("time")).to_have_text(now)
    press("Space")
    press("p")
    expect(page.locator("[data-parking]").get_by_role("link", name="By hand")).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    press("Control+z")
    expect(page.locator("[data-parking] .card")).to_have_count(0)
    # Move… from the card, by its form.
    made.get_by_role("link", name="Move…").focus()
    press("Enter")
    expect(panel.get_by_label("Starts")).to_be_visible()
    panel.get_by_label("Length in minutes").focus()
    press("Control+a")
    page.keyboard.type("20")
    press("Enter")
    expect(made).to_have_attribute("data-for", "20")
    expect(panel).to_be_hidden()


def test_two_leads_at_once_and_the_later_one_chooses(person: Person, live: Live) -> None:
    two = person()
    lena, adam = at_the_board(two, live), at_the_board(person(), live, ADMIN)
    lena.route("**/since/*", lambda route: route.fulfill(status=204))  # she does not look while Adam is at it
    drag(adam, card(adam, "Lunch"), 0, 30 * MINUTE)
    expect(adam.locator("[data-saved]")).to_have_text(SAVED)
    theirs = card(adam, "Lunch").locator("time").inner_text()
    drag(lena, card(lena, "Lunch"), 0, 60 * MINUTE)
    trouble = card(lena, "Lunch").locator(".card-trouble")
    expect(trouble).to_contain_text("Adam Demo")
    expect(card(lena, "Lunch").locator("time")).to_have_text(theirs)
    trouble.get_by_role("button", name="Behåll min").click()
    expect(lena.locator("[data-saved]")).to_have_text(SAVED)
    mine = card(lena, "Lunch").locator("time").inner_text()
    assert mine != theirs
    # Adam is told by himself, without loading anything anew.
    expect(card(adam, "Lunch").locator("time")).to_have_text(mine, timeout=15_000)
    expect(adam.locator("[data-news]")).to_contain_text("Lena Demo")
    two.faults.clear()  # Chromium remarks on the 409


def test_a_save_that_fails_stays_on_its_card_until_it_is_saved(person: Person, live: Live) -> None:
    who = person()
    page = at_the_board(who, live)
    broken: list[str] = []

    def fails(route: Route) -> None:
        broken.append(route.request.url)
        route.abort()

    page.route("**/move", fails)
    fika = card(page, "Fika och registrering")
    drag(page, fika, 0, 30 * MINUTE)
    trouble = fika.locator(".card-trouble")
    expect(trouble).to_contain_text("Inte sparat.")
    expect(fika.locator("time")).to_have_text("10.00–10.30")
    assert broken
    page.unroute("**/move")
    trouble.get_by_role("button", name="Försök igen").click()
    expect(trouble).to_have_count(0)
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    page.reload()
    expect(card(page, "Fika och registrering").locator("time")).to_have_text("10.00–10.30")
    who.faults.clear()  # Chromium remarks on what failed


def test_on_a_phone_the_agenda_is_a_list_with_move(person: Person, live: Live) -> None:
    who = person(size=PHONE)
    page = who.page
    page.goto(live.sign_in_link(LEAD))
    page.locator("main form button").first.click()
    page.goto(f"{live.url}/plan/meetings/{live.planted.gamleby}/agenda")
    expect(page.locator(".board.is-board")).to_have_count(0)
    fika = card(page, "Fika och registrering")
    fika.get_by_role("link", name="Flytta…").click()
    panel = page.get_by_role("dialog")
    panel.get_by_label("Börjar").fill("09:15")
    panel.get_by_role("button", name="Flytta", exact=True).click()
    expect(fika.locator("time")).to_have_text("09.15–09.45")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_what_was_moved_is_published_with_its_difference(person: Person, live: Live) -> None:
    page = at_the_board(person(), live)
    drag(page, card(page, "Lunch"), 0, 15 * MINUTE)
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    page.locator("[data-unpublished] a").click()
    expect(page.locator(".changes")).to_contain_text("Lunch")
    expect(page.locator(".changes")).to_contain_text("12.15")
    page.get_by_role("button", name=re.compile("Publicera version")).click()
    page.goto(f"{live.url}/plan/meetings/{live.planted.gamleby}/agenda")
    expect(page.locator("[data-unpublished]")).to_have_text("Allt är publicerat.")


def test_what_another_lead_did_while_a_card_was_unsaved_is_not_written_over(person: Person, live: Live) -> None:
    two = person()
    lena, adam = at_the_board(two, live), at_the_board(person(), live, ADMIN)
    lena.route("**/move", lambda route: route.abort())
    drag(lena, card(lena, "Lunch"), 0, 60 * MINUTE)
    trouble = card(lena, "Lunch").locator(".card-trouble")
    expect(trouble).to_contain_text("Inte sparat.")
    mine = card(lena, "Lunch").locator("time").inner_text()
    drag(adam, card(adam, "Lunch"), 0, 30 * MINUTE)
    expect(adam.locator("[data-saved]")).to_have_text(SAVED)
    theirs = card(adam, "Lunch").locator("time").inner_text()
    # She hears of it by a poll; what she wanted still stands on her card, and is sent with what she had seen.
    expect(lena.locator("[data-news]")).to_contain_text("Adam Demo", timeout=15_000)
    expect(card(lena, "Lunch").locator("time")).to_have_text(mine)
    lena.unroute("**/move")
    trouble.get_by_role("button", name="Försök igen").click()
    expect(trouble).to_contain_text("Behåll min")
    expect(card(lena, "Lunch").locator("time")).to_have_text(theirs)
    trouble.get_by_role("button", name="Ta den andras").click()
    expect(trouble).to_have_count(0)
    two.faults.clear()  # Chromium remarks on what failed


def test_a_card_in_hand_is_not_doubled_when_somebody_else_moves_it(person: Person, live: Live) -> None:
    two = person()
    lena, adam = at_the_board(two, live), at_the_board(person(), live, ADMIN)
    fika = card(lena, "Fika och registrering")
    box = fika.bounding_box()
    assert box is not None
    lena.mouse.move(box["x"] + 20, box["y"] + 8)
    lena.mouse.down()
    lena.mouse.move(box["x"] + 20, box["y"] + 60, steps=4)
    drag(adam, card(adam, "Fika och registrering"), 0, 30 * MINUTE)
    expect(adam.locator("[data-saved]")).to_have_text(SAVED)
    expect(lena.locator("[data-news]")).to_contain_text("Adam Demo", timeout=15_000)
    lena.mouse.up()
    expect(fika.locator(".card-trouble")).to_contain_text("Ta den andras")
    expect(fika).to_have_count(1)
    two.faults.clear()  # Chromium remarks on the 409


def test_a_card_that_somebody_removed_is_gone_and_not_asked_for_again(person: Person, live: Live) -> None:
    two = person()
    lena, adam = at_the_board(two, live), at_the_board(person(), live, ADMIN)
    lena.route("**/since/*", lambda route: route.fulfill(status=204))
    card(adam, "Lunch").get_by_role("link", name="Lunch").click()
    adam.get_by_role("dialog").get_by_role("button", name="Ta bort").click()
    expect(card(adam, "Lunch")).to_have_count(0)
    drag(lena, card(lena, "Lunch"), 0, 30 * MINUTE)
    expect(card(lena, "Lunch")).to_have_count(0)
    expect(lena.locator("[data-saved]")).to_have_text("Någon annan tog bort programpunkten medan du skrev.")
    two.faults.clear()  # Chromium remarks on the 409


def test_what_is_typed_in_the_panel_is_not_left_without_asking(person: Person, live: Live) -> None:
    page = at_the_board(person(), live)
    card(page, "Lunch").get_by_role("link", name="Lunch").click()
    panel = page.get_by_role("dialog")
    panel.locator("[name=notes]").fill("Ring köket")
    asked: list[str] = []

    def stays(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stays)
    page.keyboard.press("Escape")
    card(page, "Fika och registrering").get_by_role("link", name="Fika och registrering").click()
    expect(panel.locator("[name=notes]")).to_have_value("Ring köket")
    assert asked == ["Det du har skrivit är inte sparat. Vill du lämna det?"] * 2
