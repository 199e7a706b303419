"""A server that is killed in the middle of an edit: nothing that stood as saved on screen is lost."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from planner.accounts import queries as accounts
from planner.accounts.services import make_link
from planner.app import create_app
from planner.core.actor import SYSTEM
from planner.demo import Planted
from planner.texts import ROOT
from planner.web.entry import db, writing
from tests.conftest import settings_for
from tests.journeys.live import window

pytestmark = pytest.mark.browser

KEY = "a key for tests only"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def a_server(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The server that ./run serve starts, in a process group of its own; killed at the end if it still lives."""
    environment = os.environ | {
        "PLANNER_INSTANCE": str(folder),
        "PLANNER_BASE_URL": f"http://127.0.0.1:{port}",
        "PLANNER_SECRET_KEY": KEY,
    }
    ways = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws", "wsgi:app"]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *ways], cwd=ROOT, env=environment, start_new_session=True
    )
    try:
        wait_for(port, server)
        yield server
    finally:
        kill(server)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server ended by itself"
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not listen")


def kill(server: subprocess.Popen[bytes]) -> None:
    """kill -9, the server and its workers."""
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    server.wait()


def a_sign_in_link(folder: Path, port: int) -> str:
    url = f"http://127.0.0.1:{port}"
    settings = settings_for(f"sqlite:///{folder / 'samling.sqlite'}", folder, base_url=url, secret_key=KEY)
    app = create_app(settings)
    with app.app_context(), writing(SYSTEM) as work:
        lena = accounts.account_with_address(work.db, "lena@example.org")
        assert lena is not None
        link = make_link(work, lena.id, 60)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return link


def moves(page: Page, title: str, steps: int) -> None:
    """By the keyboard, so many steps of five minutes."""
    page.locator(".card").get_by_role("link", name=title, exact=True).focus()
    page.keyboard.press("Space")
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")


def times(page: Page) -> list[str]:
    return page.locator(".board-day:not([hidden]) .card time").all_inner_texts()


def test_what_was_confirmed_on_screen_outlives_a_killed_server(
    browser: Browser, seed: tuple[Path, Planted], instance: Path, tmp_path: Path
) -> None:
    shutil.copy(seed[0], tmp_path / "samling.sqlite")
    shutil.copytree(instance / "fonts", tmp_path / "fonts")
    port = free_port()
    page = window(browser).new_page()
    with a_server(tmp_path, port) as server:
        page.goto(a_sign_in_link(tmp_path, port))
        page.locator("main form button").first.click()
        page.goto(f"http://127.0.0.1:{port}/plan/meetings/{seed[1].gamleby}/agenda")
        for title, steps in (("Lunch", 3), ("Fika och registrering", 2), ("Lunch", 1)):
            moves(page, title, steps)
            expect(page.locator("[data-saved]")).to_have_text(re.compile("Sparat"))
        confirmed = times(page)

        def dies(route: Route) -> None:
            kill(server)
            route.continue_()

        page.route("**/move", dies)
        moves(page, "Fika och registrering", 6)
        expect(page.locator(".card-trouble")).to_contain_text("Inte sparat.")
        page.unroute("**/move")
    with a_server(tmp_path, port):
        watching = window(browser)
        second = watching.new_page()
        watching.add_cookies(page.context.cookies())  # type: ignore[arg-type]
        second.goto(page.url)
        expect(second.locator(".board.is-ready")).to_be_visible()
        assert times(second) == confirmed
        page.get_by_role("button", name="Försök igen").click()
        expect(page.locator("[data-saved]")).to_have_text(re.compile("Sparat"))
        expect(page.locator(".card-trouble")).to_have_count(0)
        wanted = times(page)
        second.reload()
        expect(second.locator(".board.is-ready")).to_be_visible()
        assert times(second) == wanted != confirmed
        watching.close()
    page.context.close()
