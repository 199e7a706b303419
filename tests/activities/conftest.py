"""A cluster's web server, which errands reach."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask

from planner.activities.errands import FETCH, fetch_calendar
from planner.activities.rules.reading import read_calendar
from tests.activities.test_reading import calendar
from tests.activities.web_host import Answer, WebHost, web_host


@pytest.fixture
def host(app: Flask) -> Iterator[WebHost]:
    """The cluster's web server; errands reach it, and read what it says without a process of their own."""
    with web_host() as running:
        parts = app.extensions["planner"]
        kept = parts.runners
        parts.runners = kept | {FETCH: partial(fetch_calendar, reach=running.reach(), parse=read_calendar)}
        yield running
        parts.runners = kept


@pytest.fixture
def serve(host: WebHost) -> Callable[..., None]:
    """serve(WALK, TALK, etag="v1"): what the server gives from now on."""

    def give(*events: str, etag: str = "") -> None:
        headers = {"ETag": f'"{etag}"'} if etag else {}
        host.answers["/a.ics"] = Answer(content=calendar(*events), headers=headers)

    return give
