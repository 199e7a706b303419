"""The main job in a real browser: a lead with a mouse, guests on a phone and at a keyboard."""

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.live import PHONE, Live, Watched
from tests.journeys.visitor import link_in

pytestmark = pytest.mark.browser

Person = Callable[..., Watched]
LEAD = "lena@example.org"
GUEST = "anna@example.org"


def signs_in(lena: Watched, live: Live, path: str, send: str) -> Page:
    """By the link in a letter, which speaks the language of the account."""
    page = lena.opens(path)
    page.get_by_label(re.compile("^E-")).fill(LEAD)
    page.get_by_role("button", name=send).click()
    page.goto(link_in(live.letters_to(LEAD)[-1], "/sign-in/"))
    page.get_by_role("button", name="Logga in som Lena Demo").click()
    return page


def fills_in(page: Page, **fields: str) -> None:
    """Each field by its name: typed into, or chosen from by the words of the choice."""
    for name, words in fields.items():
        field = page.locator(f"[name='{name}']")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=words)
        else:
            field.fill(words)


def plans_a_gathering(page: Page) -> str:
    """Two days, three items, of which two want one room; gives the path of the gathering's public page."""
    page.get_by_role("link", name="Ny träff").click()
    page.get_by_role("button", name="Lägg till en dag").click()
    fills_in(
        page,
        title_sv="Höstträff i Gamleby",
        venue_id="Demoskolan i Gamleby",
        mode="På plats och digitalt",
        **{"days-0-held_on": "2026-10-14", "days-0-opens": "09:30", "days-0-closes": "17:00"},
        **{"days-1-held_on": "2026-10-15", "days-1-opens": "08:30", "days-1-closes": "13:00"},
    )
    page.get_by_role("button", name="Skapa träffen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Höstträff i Gamleby")
    path = page.url.split("/plan", 1)[1]
    page.get_by_role("link", name="Agenda", exact=True).click()
    page.get_by_role("link", name="Ny programpunkt").click()
    for day, starts, title, theme, room in (
        ("onsdag 14 oktober", "10:00", "Välkommen", "Samverkan över tid", "Stora salen (120)"),
        ("onsdag 14 oktober", "10:30", "Reservkraft på gården", "Beredskap", "Stora salen (120)"),
        ("torsdag 15 oktober", "09:00", "Vatten i landskapet", "Vattenfrågor", "Lilla salen (40)"),
    ):
        fills_in(page, title_sv=title, theme_id=theme, held_on=day, starts=starts, minutes="60", room_id=room)
        page.get_by_role("button", name="Spara och lägg till en till").click()
        expect(page.get_by_label("Titel", exact=True).first).to_have_value("")
    page.get_by_role("link", name="Avbryt").click()
    return path


def mends_the_warning(page: Page) -> None:
    expect(page.locator("[data-warnings]")).to_contain_text("Stora salen")
    page.get_by_role("link", name="Reservkraft på gården", exact=True).click()
    fills_in(page, room_id="Lilla salen (40)")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("[data-warnings]")).not_to_contain_text("Stora salen")


def publishes(page: Page) -> None:
    """Twice: the second time with a difference that is shown first."""
    page.get_by_role("link", name="Publicera", exact=True).click()
    page.get_by_role("button", name="Publicera version 1").click()
    page.get_by_role("link", name="Agenda", exact=True).click()
    page.get_by_role("tab", name="torsdag 15 oktober").click()
    page.get_by_role("link", name="Vatten i landskapet", exact=True).click()
    fills_in(page, starts="09:30")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("link", name="Publicera", exact=True).click()
    change = page.locator(".changes li")
    expect(change).to_have_count(1)
    expect(change).to_contain_text("Vatten i landskapet")
    expect(change.locator("del")).to_contain_text("09.00–10.00")
    expect(change.locator("ins")).to_contain_text("09.30–10.30")
    page.get_by_role("button", name="Publicera version 2").click()
    page.get_by_role("link", name="Status", exact=True).click()
    page.get_by_role("button", name="Öppen för anmälan").click()


def first_screen_says(page: Page, *words: str) -> None:
    """All of it can be read without scrolling."""
    for said in words:
        box = page.locator("main").get_by_text(said).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE[1], f"{said!r} is below the first screen"


def registers(anna: Watched, path: str) -> Page:
    page = anna.opens(path)
    first_screen_says(page, "14–15", "oktober", "Demoskolan i Gamleby", "Anmäl dig")
    page.get_by_role("link", name="Anmäl dig").first.click()
    page.get_by_role("button", name="Anmäl dig").click()
    expect(page.get_by_role("alert")).to_contain_text("Namn")
    page.get_by_label("Namn", exact=True).fill("Anna Demo")
    page.get_by_label("E-post").fill(GUEST)
    page.get_by_label("Kluster").select_option("Vreta Kluster")
    for day in ("onsdag", "torsdag"):
        page.get_by_role("group", name=re.compile(day)).get_by_label("På plats").check()
    page.get_by_label(re.compile("Annan specialkost")).fill("Vegetariskt")
    assert anna.sideways == 0
    page.get_by_role("button", name="Anmäl dig").click()
    expect(page.get_by_role("main")).to_contain_text("Du är anmäld")
    assert anna.sideways == 0
    return page


def changes_her_mind(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("link", name="Ändra", exact=True).click()
    page.get_by_role("group", name=re.compile("torsdag")).get_by_label("Inte den här dagen").check()
    page.get_by_role("button", name="Spara ändringarna").click()
    expect(page.get_by_role("main")).to_contain_text("onsdag 14 oktober")
    expect(page.get_by_role("main")).not_to_contain_text("torsdag 15 oktober")


def cancels(page: Page) -> None:
    page.get_by_role("link", name="Avanmäl mig").click()
    page.get_by_role("button", name="Avanmäl mig").click()
    expect(page.get_by_role("main")).to_contain_text("Du är avanmäld")


def sheet_of(page: Page) -> list[tuple[object, ...]]:
    """The rows of the exported list, as another program reads them."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Som Excelfil").click()
    sheet = load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def test_a_lead_plans_and_a_guest_with_a_phone_comes_and_goes(live: Live, person: Person) -> None:
    lena = signs_in(person(), live, "/sign-in", "Skicka en länk")
    path = plans_a_gathering(lena)
    mends_the_warning(lena)
    publishes(lena)

    anna = registers(person(PHONE), path)
    letter = next(letter for letter in live.letters_to(GUEST) if not letter.calendar)
    changes_her_mind(anna, link_in(letter, "/r/"))

    lena.get_by_role("link", name="Anmälan", exact=True).click()
    row = lena.get_by_role("row", name="Anna Demo")
    expect(row).to_contain_text("Vreta Kluster")
    head, *rows = sheet_of(lena)
    assert [(row[head.index("Namn")], row[head.index("E-post")]) for row in rows] == [("Anna Demo", GUEST)]

    cancels(anna)
    lena.reload()
    expect(lena.get_by_role("row", name="Anna Demo")).to_have_count(0)


def tabs_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called `name`."""
    called = "(e => (e.labels?.[0] ?? e).textContent.trim())(document.activeElement)"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(called).startswith(name):
            return
    raise AssertionError(f"Tab never came to {name!r}")


def presses_enter(page: Page) -> None:
    """And waits for the page that comes of it."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_same_in_english_and_with_the_keyboard_alone(live: Live, person: Person) -> None:
    lena = signs_in(person(lang="en-GB"), live, "/en/sign-in", "Send me a link")
    lena.goto(f"{live.url}/en/plan/meetings/new")
    lena.get_by_text("English text").click()
    fills_in(
        lena,
        title_sv="Höstträff i Gamleby",
        title_en="Autumn in Gamleby",
        **{"days-0-held_on": "2026-10-14", "days-0-opens": "09:30", "days-0-closes": "17:00"},
    )
    lena.get_by_role("button", name="Make the gathering").click()
    lena.get_by_role("link", name="Publish", exact=True).click()
    lena.get_by_label("Only the page").check()
    lena.get_by_role("button", name="Publish version 1").click()
    lena.get_by_role("link", name="Status", exact=True).click()
    lena.get_by_role("button", name="Open for registration").click()

    bo = person(lang="en-GB")
    page = bo.opens("/en/")
    tabs_to(page, "Autumn in Gamleby")
    presses_enter(page)
    tabs_to(page, "Register")
    presses_enter(page)
    for label, words in (("Name", "Bo Demo"), ("E-mail", "bo@example.org"), ("Other organisation", "Demogården")):
        tabs_to(page, label)
        page.keyboard.type(words)
    tabs_to(page, "My name and organisation may stand")
    page.keyboard.press("Space")
    tabs_to(page, "Register")
    presses_enter(page)
    expect(page.get_by_role("main")).to_contain_text("You are registered")
    expect(page.get_by_role("main")).to_contain_text("may stand on it")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    subjects = [letter.subject for letter in live.letters_to("bo@example.org")]
    assert subjects
    assert all("Autumn in Gamleby" in subject for subject in subjects)
