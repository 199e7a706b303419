"""The browser, and Samling with the demo planted for it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from planner.app import create_app
from planner.core.actor import SYSTEM
from planner.demo import Planted, plant
from planner.web.entry import db, parts, writing
from tests.conftest import START, Clock, settings_for
from tests.journeys.live import WAITS, WIDE, Live, Watched, launch, serving, window


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium a session; each test opens windows of its own in it."""
    expect.set_options(timeout=1000 * WAITS)
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="session")
def seed(instance: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planted]:
    """A database with the demo in it, to be copied, and what was planted."""
    file = tmp_path_factory.mktemp("seed") / "samling.sqlite"
    app = create_app(settings_for(f"sqlite:///{file}", instance))
    with app.app_context():
        flask_migrate.upgrade()
        parts().clock = lambda: START
        parts().hand_over = lambda errand_id: None
        with writing(SYSTEM) as work:
            planted = plant(work)
        db.session.remove()
        db.engine.dispose()
    return file, planted


def copied(seed: tuple[Path, Planted], folder: Path) -> Planted:
    shutil.copy(seed[0], folder / "samling.sqlite")
    return seed[1]


@pytest.fixture
def live(seed: tuple[Path, Planted], instance: Path, tmp_path: Path, clock: Clock) -> Iterator[Live]:
    """An installation of the test's own, standing at START."""
    with serving(tmp_path, instance, copied(seed, tmp_path), clock) as site:
        yield site


@pytest.fixture(scope="module")
def shown(seed: tuple[Path, Planted], instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """An installation that a module's tests only look at."""
    folder = tmp_path_factory.mktemp("shown")
    with serving(folder, instance, copied(seed, folder), Clock()) as site:
        yield site


@pytest.fixture
def person(browser: Browser, live: Live) -> Iterator[Callable[..., Watched]]:
    """person(size, lang) sits down at a window of their own. No window may have done what it must not."""
    opened: list[Watched] = []

    def sits_down(size: tuple[int, int] = WIDE, lang: str = "sv-SE", **more: Any) -> Watched:
        opened.append(Watched(window(browser, size, lang, **more).new_page(), live))
        return opened[-1]

    yield sits_down
    faults = [fault for each in opened for fault in each.faults]
    for each in opened:
        each.page.context.close()
    assert faults == []
