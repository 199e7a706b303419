"""The page of the day in a real browser: it moves on by itself, hears of changes, and works on a bad network."""

import re
import time as wall
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from planner.agenda.models import Item
from planner.agenda.queries import agenda_of
from planner.agenda.services import change_item
from planner.core.actor import SYSTEM
from planner.core.timespan import instant
from planner.meetings.queries import gate_of
from planner.programmes.services import publish
from planner.web.entry import parts, reading, writing
from tests.conftest import Clock
from tests.journeys.live import PHONE, Live, Watched, waits_until, window

pytestmark = pytest.mark.browser

Person = Callable[..., Watched]
ZONE = "Europe/Stockholm"
COPY = re.compile(r"^Kopia från (\S+ \d+ \S+ )?\d\d\.\d\d\. Nätet svarar inte\.$")


@pytest.fixture
def first(live: Live) -> date:
    """The first day of the gathering in Gamleby."""
    with live.app.app_context(), reading(SYSTEM) as work:
        return gate_of(work.db, live.planted.gamleby).days[0].held_on


@pytest.fixture
def with_worker(browser: Browser, live: Live, clock: Clock, first: date) -> Iterator[Watched]:
    """A phone that lets the service worker in, on the first day. What fails without a network is no fault here."""
    clock.set(instant(first, time(10, 20), ZONE))
    watched = Watched(window(browser, PHONE, service_workers="allow").new_page(), live)
    yield watched
    watched.page.context.close()


def address(live: Live, rest: str = "/now") -> str:
    return f"/meetings/{live.planted.gamleby}{rest}"


def words(page: Page) -> str:
    """What can be seen of the page's main part: not what only a screen reader is told."""
    told = page.get_by_role("status").inner_text()
    return re.sub(r"\s+", " ", page.locator("main").inner_text().replace(told, "")).strip()


def publishes(live: Live, note: str, room: str = "") -> None:
    """A new version; with `room` the workshop on water is moved there."""
    with live.app.app_context(), writing(SYSTEM) as work:
        gate = gate_of(work.db, live.planted.gamleby)
        for item in agenda_of(work.db, gate.meeting_id, gate.zone):
            if room and item.title.sv == "Vatten i landskapet":
                small = next(i for i in agenda_of(work.db, gate.meeting_id, gate.zone) if i.room == room)
                said = replace(item.details, room_id=work.db.get_one(Item, small.item_id).room_id)
                change_item(work, gate.slug, item.item_id, said, revision=item.revision)
        publish(work, gate.slug, preliminary=False, with_agenda=True, note=note)


@pytest.mark.parametrize("rest", ["/now", "/now/screen"])
def test_the_page_moves_on_to_what_the_server_would_draw(
    person: Person, live: Live, clock: Clock, first: date, rest: str
) -> None:
    def at(hour: int, minute: int) -> datetime:
        return instant(first, time(hour, minute), ZONE)

    clock.set(at(8, 55))
    moving, fresh = person(PHONE), person(PHONE)
    moving.page.clock.install(time=at(8, 55))
    fresh.page.clock.install(time=at(8, 55))
    page = moving.opens(address(live, rest))
    seen = {}
    for hour, minute in (
        (8, 55),
        (9, 30),
        (9, 59),
        (10, 0),
        (12, 10),
        (13, 20),
        (14, 29),
        (16, 45),
        (18, 31),
        (20, 59),
    ):
        clock.set(at(hour, minute))
        for each in (moving, fresh):
            each.page.clock.set_system_time(at(hour, minute))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        seen[hour, minute] = (words(page), words(fresh.opens(address(live, rest))))
    assert {when: moved for when, (moved, _) in seen.items()} == {when: drawn for when, (_, drawn) in seen.items()}
    assert "Validering och korta kurser" in seen[13, 20][0].split("Härnäst")[0]
    # Once the day is over the page asks for the next one.
    clock.set(at(21, 0))
    page.clock.set_system_time(at(21, 0))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("main")).to_contain_text("Vi fortsätter")
    assert page.locator("h2", has_text="Pågår nu").is_hidden()


def test_the_minute_passes_without_anybody_doing_anything(
    person: Person, live: Live, clock: Clock, first: date
) -> None:
    clock.set(instant(first, time(10, 20), ZONE))
    watched = person(PHONE)
    watched.page.clock.install(time=clock.now)
    page = watched.opens(address(live))
    expect(page.locator("[data-clock]")).to_have_text("10.20")
    page.clock.run_for("03:00")
    expect(page.locator("[data-clock]")).to_have_text("10.23")
    expect(page.locator("[data-list=on] [data-wait]")).to_have_text("7 minuter kvar")
    page.clock.run_for("07:00")
    expect(page.locator("[data-list=on] h3")).to_have_text("Kompetens där den behövs")
    expect(page.get_by_role("status")).to_have_text("Pågår nu: Kompetens där den behövs")


def test_a_clock_that_is_plainly_wrong_is_put_right_by_the_page(
    person: Person, live: Live, clock: Clock, first: date
) -> None:
    clock.set(instant(first, time(10, 20), ZONE))
    watched = person(PHONE)
    watched.page.clock.install(time=clock.now - timedelta(days=400))
    page = watched.opens(address(live))
    expect(page.locator("[data-clock]")).to_have_text("10.20")
    expect(page.locator("[data-list=on] h3")).to_have_text("Välkommen till Gamleby")


def test_what_is_published_shows_by_itself_and_a_silent_network_is_told(
    browser: Browser, live: Live, clock: Clock, first: date
) -> None:
    clock.set(instant(first, time(10, 20), ZONE))
    watched = Watched(window(browser, PHONE).new_page(), live)
    page = watched.page
    page.clock.install(time=clock.now)
    watched.opens(address(live))
    assert "Ändrat i dag" not in words(page)
    publishes(live, "Bussen går från norra entrén.", room="Lilla salen")
    page.clock.run_for("00:35")
    expect(page.locator("main")).to_contain_text("Bussen går från norra entrén.")
    assert "”Vatten i landskapet” är i en annan lokal: Lilla salen, inte Biblioteket." in words(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with live.unplugged(page):
        line = page.locator("[data-kept]")
        for _ in range(6):
            page.clock.run_for("00:33")
            page.wait_for_timeout(50)
        expect(line).to_have_text("Kopia från 10.20. Nätet svarar inte.")
        # It asks ever more seldom: after half a minute, one minute more, and then two.
        assert len(asked) in (2, 3)
    expect(line).to_be_hidden()
    page.context.close()


def kept(page: Page) -> list[str]:
    """The paths of all that is kept."""
    found: list[str] = page.evaluate(
        """async () => {
          const paths = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
          return paths;
        }"""
    )
    return found


def waits_until_kept(page: Page, *paths: str) -> None:
    """Until all of these are kept."""
    waits_until(page, lambda: set(paths) <= set(kept(page)))


def test_without_a_network_the_last_copy_is_shown_and_says_so(with_worker: Watched, live: Live, clock: Clock) -> None:
    # The worker's clock stands still then too: not for tests of its patience.
    with_worker.page.clock.install(time=clock.now)
    page, path = with_worker.opens(address(live)), address(live)
    programme = address(live, "/programme")
    waits_until_kept(page, path, programme)
    assert page.locator("[data-kept]").is_hidden()
    size = page.locator("h1").evaluate("h => getComputedStyle(h).fontSize + getComputedStyle(h).fontFamily")

    with live.unplugged(page):
        page.reload()
        expect(page.locator("[data-kept]")).to_have_text(COPY)
        expect(page.locator("h1")).to_have_text("Gröna kluster i Gamleby")
        # Style and fonts are there too, and the page still moves on by itself.
        assert page.locator("h1").evaluate("h => getComputedStyle(h).fontSize + getComputedStyle(h).fontFamily") == size
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('600 20px \"Source Sans\"'))")
        expect(page.locator("[data-list=next] h3")).not_to_be_empty()
        page.goto(live.url + programme)
        expect(page.locator("[data-kept]")).to_have_text(COPY)
        expect(page.locator("main")).to_contain_text("Livsmedelsberedskap på gården")
        # What is not kept fails as it would without a worker; in a page of its own, as the browser goes on trying.
        elsewhere = page.context.new_page()
        with pytest.raises(Error, match="ERR_EMPTY_RESPONSE"):
            elsewhere.goto(live.url + "/")
        elsewhere.close()

    publishes(live, "Nu finns nätet igen.")
    for back in (programme, path):
        page.goto(live.url + back)
        expect(page.locator("[data-kept]")).to_be_hidden()
    page.goto(live.url + address(live, "/versions"))
    expect(page.locator("main")).to_contain_text("Nu finns nätet igen.")


def test_a_copy_on_the_screen_becomes_fresh_when_the_network_is_back(with_worker: Watched, live: Live) -> None:
    page, path = with_worker.opens("/en" + address(live)), "/en" + address(live)
    waits_until_kept(page, path)
    with live.unplugged(page):
        page.reload()
        line = page.locator("[data-kept]")
        expect(line).to_have_text(re.compile(r"^Copy from .*\d\d:\d\d\. The network does not answer\.$"))
    expect(line).to_be_hidden()


def test_only_public_pages_of_the_day_and_their_files_are_kept(with_worker: Watched, live: Live) -> None:
    page, path = with_worker.opens(address(live)), address(live)
    programme = address(live, "/programme")
    waits_until_kept(page, path, programme)
    private = live.private_path("anna.demo1@example.org")
    for elsewhere in ("/", address(live, ""), private, "/sign-in", programme + "?by=theme", "/meetings/none/now"):
        with_worker.opens(elsewhere)
    with_worker.opens(address(live, "/now/screen"))
    waits_until_kept(page, address(live, "/now/screen"))
    paths = kept(page)
    root = live.app.extensions["planner"].asset_root
    pages = {path for path in paths if not path.startswith(f"{root}/")}
    assert pages == {path, programme, address(live, "/now/screen")}
    files = {path.removeprefix(f"{root}/") for path in paths} - pages
    assert {"style.css", "programmes/now.css", "programmes/now.js", "programmes/keep.js"} < files
    assert {name for name in files if name.startswith("fonts/")} == {
        f"fonts/source-sans-{face}.woff2" for face in ("regular", "italic", "semibold", "bold")
    }
    assert len(files) < 20


def test_the_newest_twelve_pages_are_kept(with_worker: Watched, live: Live) -> None:
    planted = live.planted
    visits = [
        f"{lang}/meetings/{slug}/now"
        for slug in (planted.gamleby, planted.webinar, planted.past, planted.steering)
        for lang in ("", "/en")
    ]
    for path in visits:
        page = with_worker.opens(path)
        waits_until_kept(page, path, path.replace("/now", "/programme"))
    pages = {path for path in kept(page) if "/meetings/" in path}
    assert len(pages) == 12
    assert {rest for path in visits[-5:] for rest in (path, path.replace("/now", "/programme"))} <= pages


def test_a_worker_of_other_code_takes_over_and_leaves_nothing_old(with_worker: Watched, live: Live) -> None:
    page, path = with_worker.opens(address(live)), address(live)
    waits_until_kept(page, path, address(live, "/programme"))
    with live.app.app_context():
        parts().renderer = "other"
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    # What was kept is kept anew, without being visited.
    waits_until(page, lambda: page.evaluate("caches.keys()") == ["samling-other"])
    waits_until_kept(page, path, address(live, "/programme"))
    assert page.evaluate("caches.keys()") == ["samling-other"]


class Slow:
    """The application, answering for the day only after some seconds."""

    def __init__(self, app: Any, seconds: float) -> None:
        self._app, self._seconds = app, seconds

    def __call__(self, environ: Any, start_response: Any) -> Any:
        if "/now" in environ["PATH_INFO"]:
            wall.sleep(self._seconds)
        return self._app(environ, start_response)


def test_a_network_that_takes_too_long_is_not_waited_for(with_worker: Watched, live: Live) -> None:
    page, path = with_worker.opens(address(live)), address(live)
    waits_until_kept(page, path)
    live.app.wsgi_app = Slow(live.app.wsgi_app, 6)  # type: ignore[method-assign]
    begun = wall.monotonic()
    page.reload(wait_until="domcontentloaded")
    expect(page.locator("[data-kept]")).to_have_text(COPY)
    assert 2.5 < wall.monotonic() - begun < 5.5


def test_the_screen_can_be_made_dark_and_stays_so(person: Person, live: Live) -> None:
    watched = person((1920, 1080))
    page = watched.opens(address(live, "/now/screen"))

    def ground() -> str:
        found: str = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        return found

    assert ground() == "rgb(251, 248, 241)"
    page.get_by_role("button", name="Ljust eller mörkt").click()
    assert ground() == "rgb(19, 27, 23)"
    page.reload()
    assert ground() == "rgb(19, 27, 23)"
    page.get_by_role("button", name="Ljust eller mörkt").click()
    assert ground() == "rgb(251, 248, 241)"


SIZES = """[...document.querySelectorAll(".now-frame :is(h1, h2, h3, p)")].filter((e) => e.offsetParent)
  .map((e) => parseFloat(getComputedStyle(e).fontSize) / innerHeight)"""
WHOLE = """[...document.querySelectorAll(".now-on li, .now-next li")].filter((e) => e.offsetParent)
  .every((e) => e.getBoundingClientRect().bottom <= innerHeight)"""


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768)])
def test_a_usual_day_fits_the_screen_in_the_hall(
    person: Person, live: Live, clock: Clock, first: date, size: tuple[int, int]
) -> None:
    watched = person(size)
    for hour, minute in ((9, 0), (10, 10), (13, 20), (15, 5), (19, 0), (22, 0)):
        clock.set(instant(first, time(hour, minute), ZONE))
        page = watched.opens(address(live, "/now/screen"))
        assert watched.sideways == 0
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        # Letters are at least a fortieth of the screen's height, and what is on and what comes next is there whole.
        assert min(page.evaluate(SIZES)) >= 1 / 40
        assert page.evaluate(WHOLE)
