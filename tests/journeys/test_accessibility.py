"""Every page in a real browser, in both languages, light and dark, wide and narrow: no rule of axe-core is broken."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from planner.core.actor import SYSTEM
from planner.core.language import LANGUAGES, Lang
from planner.demo.planting import ADMIN
from planner.web.entry import writing
from tests.journeys.live import PHONE, WIDE, Live, Watched, window
from tests.journeys.pages import NO_PAGES, PLAN, PUBLIC, Shown
from tests.journeys.scene import Scene, set_scene

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What depends on the colours alone is asked again in the dark; the rest is the same page.
COLOURS = ["color-contrast", "link-in-text-block"]
ZOOMED = 640
"""Pixels of a page 1280 wide that is enlarged to 200 %."""


@dataclass(frozen=True)
class Stage:
    """What fills the addresses, and two windows for each language: a stranger's and the administrator's."""

    scene: Scene
    public: dict[Lang, Watched]
    plan: dict[Lang, Watched]


@pytest.fixture(scope="module")
def stage(browser: Browser, shown: Live) -> Iterator[Stage]:
    sign_in = shown.sign_in_link("lena@example.org").rsplit("/", 1)[1]
    with shown.app.app_context(), writing(SYSTEM) as work:
        scene = set_scene(work, shown.planted, sign_in)
    public, plan = ({lang: Watched(window(browser).new_page(), shown) for lang in LANGUAGES} for _ in range(2))
    for watched in plan.values():
        watched.opens(shown.sign_in_link(ADMIN)).locator("main button").click()
    yield Stage(scene, public, plan)
    for watched in (*public.values(), *plan.values()):
        watched.page.context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("endpoint", [*PUBLIC, *PLAN])
def test_a_page_breaks_no_rule_and_fits_its_window(endpoint: str, lang: Lang, stage: Stage) -> None:
    watched, places = (
        (stage.public[lang], PUBLIC[endpoint]) if endpoint in PUBLIC else (stage.plan[lang], PLAN[endpoint])
    )
    watched.faults.clear()
    found: dict[str, Any] = {}
    for place in places:
        arrive(watched, place, stage.scene, lang)
        # On a phone the boxes move, and the language does not matter to that.
        if trouble := troubles(watched, phone=lang == "sv"):
            found[f"{place.path} {place.press}"] = trouble
    assert found == {}
    assert [fault for fault in watched.faults if not fault.endswith(("(NOT FOUND)", "(GONE)"))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_letter_breaks_no_rule(lang: Lang, stage: Stage) -> None:
    """It is shown where no script runs, axe-core's neither; so it is fetched there and looked at elsewhere.

    The best practices are for whole pages: a mail program sets its own landmarks and headings round a letter.
    """
    watched = stage.plan[lang]
    letter = watched.page.request.get(f"{watched.site.url}/plan/letters/{stage.scene.letter_id}/html")
    assert letter.ok
    page = watched.page.context.new_page()
    page.set_content(letter.text())
    page.evaluate(AXE)
    found = broken(page, {"type": "tag", "values": WCAG})
    page.close()
    assert found == []


def test_a_broken_rule_and_a_page_too_wide_are_seen(browser: Browser, shown: Live) -> None:
    watched = Watched(window(browser).new_page(), shown)
    watched.page.set_content('<p style="color: #aaa; width: 500px">Pale <img src="data:,"></p>')
    found = troubles(watched, phone=False)
    watched.page.context.close()
    assert {where: {what.split(":")[0] for what in broken} for where, broken in found.items()} == {
        "light": {"color-contrast", "document-title", "html-has-lang", "image-alt", "landmark-one-main",
                  "page-has-heading-one", "region"},
        "dark": {"color-contrast"},
        "360 px": {"wider by 148"},
    }  # fmt: skip


def arrive(watched: Watched, place: Shown, scene: Scene, lang: Lang) -> None:
    page = watched.page
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    page.emulate_media(color_scheme="light")
    watched.opens(("/en" if lang == "en" else "") + place.path.format(**asdict(scene)))
    if place.press:
        words = place.press.split("|")[LANGUAGES.index(lang)]
        page.locator("main button", has_text=words).first.click()
    settled(page)


def troubles(watched: Watched, *, phone: bool) -> dict[str, list[str]]:
    """What is wrong with the page: rules broken wide, in the dark and on a `phone`, and windows it does not fit."""
    page = watched.page
    page.evaluate(AXE)
    found = {"light": broken(page, {"type": "tag", "values": [*WCAG, "best-practice"]}), "1280 px": too_wide(watched)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = broken(page, {"type": "rule", "values": COLOURS})
    page.emulate_media(color_scheme="light")
    for width in (ZOOMED, PHONE[0]):
        page.set_viewport_size({"width": width, "height": PHONE[1]})
        settled(page)
        found[f"{width} px"] = too_wide(watched)
    if phone:
        found["phone"] = broken(page, {"type": "tag", "values": WCAG}, but=COLOURS)
    return {where: what for where, what in found.items() if what}


def settled(page: Page) -> None:
    """Wait for what scripts do when the window's size changes: they are told with the next frame."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))")


def too_wide(watched: Watched) -> list[str]:
    sideways = watched.sideways
    return [f"wider by {sideways}"] if sideways else []


def broken(page: Page, rules: dict[str, Any], but: Sequence[str] = ()) -> list[str]:
    """Each broken rule with the elements that break it, whatever its impact; `but` are not asked."""
    left_out = {rule: {"enabled": False} for rule in but}
    asked = {"runOnly": rules, "rules": left_out, "resultTypes": ["violations"]}
    answer = page.evaluate("asked => axe.run(document, asked)", asked)
    return [
        f"{rule['id']}: {node['html'][:160]} {[check['message'] for check in node['any'] + node['all'] + node['none']]}"
        for rule in answer["violations"]
        for node in rule["nodes"]
    ]


def test_every_page_is_among_them(shown: Live) -> None:
    routes = {rule.endpoint for rule in shown.app.url_map.iter_rules() if "GET" in (rule.methods or set())}
    assert routes == {*PUBLIC, *PLAN, *NO_PAGES}
