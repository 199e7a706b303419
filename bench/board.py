"""The agenda board: what its page and a move cost the server, and how evenly a card follows the hand in a browser."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any

from flask import Flask
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from bench.measure import Task, by_turns
from bench.pages import HELLO, Answer, hello_app, statements_of
from bench.report import Finding
from bench.stage import Gathering
from planner.accounts import queries as accounts
from planner.accounts.rules import AccountDetails
from planner.accounts.services import admit, make_link
from planner.agenda.queries import items_of
from planner.agenda.rules import Placement
from planner.agenda.services import place_item
from planner.core.actor import SYSTEM, Actor, Role
from planner.meetings.queries import gate_of
from planner.web.entry import writing

FRAME = "a frame at 60 a second"
FRAME_MS = 1000 / 60
EVEN = 1.1
"""Half of the frames may be so much longer than one of sixty a second."""
MOVES = 240
BYTES = 150_000


def findings(app: Flask, gathering: Gathering, rounds: int) -> Iterator[Finding]:
    """Statements and CPU of the page and of a move; then frames, if chromium is there."""
    hello = Task(Answer(hello_app(), "/").expect("200"))
    with app.app_context():
        lead = _a_lead()
    with _answering_as(app, lead):
        page = Answer(app, f"/plan/meetings/{gathering.slug}/agenda").expect("200")
        size = len(page())
        found = by_turns(Task(page), hello, rounds)
        sent = statements_of(app, page)
        yield Finding(f"board, {size // 1000} kB", gathering.size.items, found.ratio, HELLO, None, found.ours, sent)
    move = _a_move(app, gathering, lead)
    found = by_turns(Task(move), hello, rounds)
    yield Finding("a move, saved", gathering.size.items, found.ratio, HELLO, None, found.ours, statements_of(app, move))
    if size > BYTES:
        raise RuntimeError(f"the board of {gathering.size.items} items weighs {size} bytes")
    if shutil.which("chromium"):
        yield from _frames(app, gathering)


def _a_lead() -> Actor:
    with writing(SYSTEM) as work:
        account_id = admit(work, AccountDetails("Lena Demo", "lena@example.org", Role.LEAD), quiet=True)
    return Actor(name="Lena Demo", account_id=account_id, role=Role.LEAD)


@contextmanager
def _answering_as(app: Flask, actor: Actor) -> Iterator[None]:
    """In this block everybody who asks is `actor`."""
    here = app.extensions["planner"]
    before, here.identify = here.identify, lambda db: actor
    try:
        yield
    finally:
        here.identify = before


def _a_move(app: Flask, gathering: Gathering, lead: Actor) -> Callable[[], object]:
    """Each call moves one item to and fro by five minutes, as a step that is committed."""
    forth = [True]

    def move() -> None:
        with app.app_context(), writing(lead) as work:
            gate = gate_of(work.db, gathering.slug)
            item = items_of(work.db, gate.meeting_id, gate.zone)[0]
            said = item.details
            starts = said.starts.replace(minute=5 if forth[0] else 0)
            placement = Placement(said.held_on, starts, said.minutes, said.room_id)
            place_item(work, gathering.slug, item.item_id, placement, revision=item.revision)
        forth[0] = not forth[0]

    return move


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None: ...


def _frames(app: Flask, gathering: Gathering) -> Iterator[Finding]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            frames = _drag(app, page, f"http://127.0.0.1:{server.server_port}", gathering)
            browser.close()
    finally:
        server.shutdown()
    items = gathering.size.items
    half, slow = median(frames), quantiles(frames, n=20)[-1]
    yield Finding("dragging, half of the frames", items, half / FRAME_MS, FRAME, EVEN, half / 1000, 0)
    yield Finding("dragging, 95 of 100 frames", items, slow / FRAME_MS, FRAME, None, slow / 1000, 0)


def _drag(app: Flask, page: Page, url: str, gathering: Gathering) -> list[float]:
    """Milliseconds between frames while a card is dragged across the board."""
    with app.app_context(), writing(SYSTEM) as work:
        lena = accounts.account_with_address(work.db, "lena@example.org")
        assert lena is not None
        link = make_link(work, lena.id, 60)
    page.goto(re.sub(r"^https?://[^/]+", url, link))
    page.locator("main form button").first.click()
    page.goto(f"{url}/plan/meetings/{gathering.slug}/agenda")
    page.wait_for_selector(".board.is-ready")
    page.wait_for_timeout(1500)
    box = page.locator(".board-day:not([hidden]) .card").nth(3).bounding_box()
    assert box is not None
    x, y = box["x"] + 20, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(
        "() => { window.frames_ = []; let last = performance.now(); const tick = (now) => "
        "{ window.frames_.push(now - last); last = now; requestAnimationFrame(tick); }; requestAnimationFrame(tick); }"
    )
    for n in range(MOVES):
        page.mouse.move(x + n * 2, y + n)
    frames: list[float] = page.evaluate("() => window.frames_")
    page.keyboard.press("Escape")
    page.mouse.up()
    return frames[5:]
