"""A real client carries a feed into a real calendar server: what changes is changed there, and nothing is doubled.

vdirsyncer follows the feed as calendars do, and writes to Radicale over CalDAV; both are others' work.
"""

import subprocess
import sys
import threading
import time as clocks
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from socket import create_connection, socket
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.programmes.snapshot import Draft, Programme, follow
from tests.builders import PREPAREDNESS, PUBLISHED, WATER, an_entry, published, some_facts
from tests.calendars.readers import Seen, by_libical

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")
FEED = "/en/meetings/hostens-traff/feed.ics"


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        pass


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The application, listening."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[str]:
    """An empty calendar on a CalDAV server of its own."""
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = (
        f"--server-hosts=127.0.0.1:{port}", "--auth-type=none", "--rights-type=authenticated",
        f"--storage-filesystem-folder={tmp_path / 'radicale'}",
    )  # fmt: skip
    log = (tmp_path / "radicale.log").open("w")
    with log, subprocess.Popen([sys.executable, "-m", "radicale", "--config=", *options], stderr=log) as server:
        try:
            _wait_for(port)
            address = f"http://127.0.0.1:{port}/demo/calendar/"
            ask = urllib.request.Request(address, method="MKCALENDAR", headers=_SIGNED_IN)
            urllib.request.urlopen(ask, timeout=10).close()
            yield address
        finally:
            server.terminate()


_SIGNED_IN = {"Authorization": "Basic ZGVtbzpkZW1v"}


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            clocks.sleep(0.1)
        else:
            return
    raise TimeoutError("the calendar server did not come up")


@dataclass
class Client:
    """vdirsyncer, told to carry the feed into the collection."""

    feed: str
    folder: Path
    collection: str
    way: str
    """http: fetches the feed itself, and gives each entry a UID of its own, a hash of its lines, at each change.
    singlefile: from a file that the feed was saved to, and keeps the UIDs."""

    def sync(self) -> list[Seen]:
        """Follow what is new; gives what the calendar server then holds."""
        saved = self.folder / "feed.ics"
        with urllib.request.urlopen(self.feed, timeout=10) as answer:
            saved.write_bytes(answer.read())
        source = f'url = "{self.feed}"' if self.way == "http" else f'path = "{saved}"'
        config = self.folder / "vdirsyncer"
        config.write_text(
            f'[general]\nstatus_path = "{self.folder / "status"}"\n'
            '[pair followed]\na = "feed"\nb = "server"\ncollections = null\nconflict_resolution = "a wins"\n'
            f'[storage feed]\ntype = "{self.way}"\n{source}\n'
            f'[storage server]\ntype = "caldav"\nurl = "{self.collection}"\nusername = "demo"\npassword = "demo"\n'
        )
        for command in ("discover", "sync"):
            told = subprocess.run(
                [sys.executable, "-m", "vdirsyncer", "-c", str(config), command],
                input="y\n" * 5, capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert told.returncode == 0, told.stderr
        ask = urllib.request.Request(self.collection, headers=_SIGNED_IN)
        with urllib.request.urlopen(ask, timeout=10) as answer:
            held: bytes = answer.read()
        return by_libical(held) if b"BEGIN:VCALENDAR" in held else []


def versions() -> Iterator[Programme]:
    """First out; then one item moves, one is taken off and one comes to; then the gathering is called off."""
    facts, themes = some_facts(), (PREPAREDNESS, WATER)
    items = tuple(an_entry(n, f"Punkt {n}; å, ä, ö 🎉") for n in (1, 2, 3))
    later = timedelta(hours=6)
    moved = replace(items[0], starts_at=items[0].starts_at + later, ends_at=items[0].ends_at + later)
    drafts = (
        Draft(facts, themes, items),
        Draft(facts, themes, (moved, items[2], an_entry(4, "Punkt 4"))),
        Draft(facts, themes, (moved, replace(items[2], title=Words("Ny rubrik")), an_entry(4, "Punkt 4"))),
        Draft(replace(facts, cancelled=True), themes, (moved, items[2], an_entry(4, "Punkt 4"))),
    )
    version = None
    for number, draft in enumerate(drafts):
        version = follow(version, draft, published_at=PUBLISHED + timedelta(days=number))
        yield version


@pytest.mark.parametrize("way", ["http", "singlefile"])
def test_a_client_follows_what_moves_comes_and_goes_and_doubles_nothing(
    way: str, site: str, collection: str, tmp_path: Path, work_as: Callable[..., Any]
) -> None:
    client = Client(f"{site}{FEED}", tmp_path, collection, way)
    told = []
    for version in versions():
        with work_as(SYSTEM) as work:
            published(work, version)
        held = client.sync()
        assert held == client.sync()  # nothing new
        assert [(seen.starts_at, seen.ends_at) for seen in held] == [
            (entry.starts_at, entry.ends_at) for entry in version.entries
        ]
        if way == "singlefile":
            assert [seen.uid for seen in held] == [f"{entry.uid}@localhost" for entry in version.entries]
        told.append([seen.summary for seen in held])
    first, second, third = (f"Punkt {n}; å, ä, ö 🎉" for n in (1, 2, 3))
    assert told == [
        [first, second, third],
        [f"CANCELLED: {second}", third, "Punkt 4", first],
        [f"CANCELLED: {second}", "Ny rubrik", "Punkt 4", first],
        [f"CANCELLED: {title}" for title in (second, third, "Punkt 4", first)],
    ]
