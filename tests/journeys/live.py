"""Samling served on a port of its own for a real browser, and what a browser may not do there."""

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from planner.accounts import queries as accounts
from planner.accounts.services import make_link
from planner.app import create_app
from planner.core.actor import SYSTEM
from planner.core.cache import Cache, FolderStore
from planner.demo import Planted
from planner.mail.models import PostedLetter
from planner.registrations.queries.holders import private_salt
from planner.web.entry import db, parts, reading, writing
from tests.conftest import Clock, settings_for
from tests.journeys.visitor import letters_to

# It drives itself: nothing is looked up, fetched, synchronised or reported, and no name but ours is found.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--no-default-browser-check", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-extensions", "--disable-domain-reliability",
    "--disable-client-side-phishing-detection", "--metrics-recording-only",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)  # fmt: skip
WIDE, PHONE = (1280, 800), (360, 740)
UNPLUGGED = "unplugged"
"""A cookie: whoever sends it is not answered."""
WAITS = 30
"""Seconds for what a page does by itself: a busy machine lets a browser wait."""


def launch(playwright: Playwright) -> Browser:
    """Debian's chromium. Without it the test is skipped, but not in CI: there nothing may go unseen."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        if program is None:
            raise Error("chromium is not installed (Debian's package: chromium)")
        return playwright.chromium.launch(
            executable_path=program, args=list(ARGUMENTS), chromium_sandbox=False, timeout=60_000
        )
    except Error as trouble:
        missing(trouble.message.splitlines()[0])


def missing(reason: str) -> NoReturn:
    """Say why there is no browser: skip, or in CI fail."""
    if os.environ.get("CI"):
        pytest.fail(f"CI may not skip browser tests: {reason}")
    pytest.skip(reason)


class Quiet(WSGIRequestHandler):
    """Does not write each request on the terminal, and does not answer who is unplugged."""

    def run_wsgi(self) -> None:
        if f"{UNPLUGGED}=" in self.headers.get("Cookie", ""):
            self.close_connection = True
        else:
            super().run_wsgi()

    def log(self, type: str, message: str, *args: Any) -> None:
        if type == "error":
            logging.getLogger("live").error(message, *args)


@dataclass
class Live:
    """One installation with the demo in it, answering at `url`."""

    app: Flask
    url: str
    planted: Planted

    def letters_to(self, address: str) -> list[PostedLetter]:
        """What has come to a mailbox, after all errands have run."""
        with self.app.app_context():
            return letters_to(address)

    @contextmanager
    def unplugged(self, page: Page) -> Iterator[None]:
        """No network for this browser: whatever its pages and service workers ask, the connection breaks.

        Playwright's own set_offline() misses workers that wake up after it, and waits for ever for one that starts.
        """
        page.context.add_cookies([{"name": UNPLUGGED, "value": "1", "url": self.url}])
        page.evaluate("window.dispatchEvent(new Event('offline'))")
        yield
        page.context.clear_cookies(name=UNPLUGGED)
        page.evaluate("window.dispatchEvent(new Event('online'))")

    def sign_in_link(self, address: str) -> str:
        """A whole link that works once."""
        with self.app.app_context(), writing(SYSTEM) as work:
            account = accounts.account_with_address(work.db, address)
            assert account is not None
            return make_link(work, account.id, 60)

    def private_path(self, address: str) -> str:
        """The path of the page where who has `address` keeps a registration."""
        with self.app.app_context(), reading(SYSTEM) as work:
            return "/r/" + work.site.keys.token("registration", private_salt(work.db, address) or "")


@contextmanager
def serving(folder: Path, instance: Path, planted: Planted, clock: Clock) -> Iterator[Live]:
    """The application on `folder`/samling.sqlite with CSRF on, as in earnest."""

    def not_yet(environ: Any, start_response: Any) -> Any:
        raise AssertionError("asked before it was there")

    server = make_server("127.0.0.1", 0, not_yet, threaded=True, request_handler=Quiet)
    url = f"http://127.0.0.1:{server.server_port}"
    app = create_app(settings_for(f"sqlite:///{folder / 'samling.sqlite'}", instance, base_url=url))
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        parts().clock = lambda: clock.now
        parts().cache = Cache(FolderStore(folder / "cache"))
        parts().hand_over = lambda errand_id: None
    server.app = app
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Live(app, url, planted)
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@dataclass
class Watched:
    """A page in the browser, and everything it did that it must not."""

    page: Page
    site: Live
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("request", lambda request: self._see(request.url))

    def _hear(self, kind: str, text: str) -> None:
        # A form that is refused answers 422, which Chromium remarks on; that no worker is let in is our own doing.
        ours = ("status of 422", "Service Worker registration blocked by Playwright")
        if kind in ("error", "warning") and not any(words in text for words in ours):
            self.faults.append(f"{kind}: {text}")

    def _see(self, url: str) -> None:
        if not url.startswith((self.site.url, "data:", "blob:", "about:")):
            self.faults.append(f"outside: {url}")

    def opens(self, address: str) -> Page:
        """Go to a path or a whole address."""
        self.page.goto(address if "://" in address else self.site.url + address)
        return self.page

    @property
    def sideways(self) -> int:
        """How many pixels the page is wider than its window."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return found


def waits_until(page: Page, is_so: Callable[[], bool]) -> None:
    """Let the page go on until `is_so`; fails after WAITS seconds."""
    until = time.monotonic() + WAITS
    while not is_so():
        assert time.monotonic() < until
        page.wait_for_timeout(20)


def window(browser: Browser, size: tuple[int, int] = WIDE, lang: str = "sv-SE", **more: Any) -> BrowserContext:
    """A browser of its own, with its own cookies."""
    opened = browser.new_context(
        locale=lang,
        timezone_id="Europe/Stockholm",
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="reduce",
        accept_downloads=True,
        **{"service_workers": "block"} | more,
    )
    opened.set_default_timeout(1000 * WAITS)
    return opened
