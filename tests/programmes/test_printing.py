"""Printing ahead of the reader, and what a reader sees who comes before the worker is done."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM
from planner.core.language import Lang
from planner.programmes.printing import NotReady, print_ahead, printed
from planner.programmes.queries import stamp_of
from planner.programmes.snapshot import Programme
from planner.web.entry import Parts
from tests.builders import PUBLISHED, a_programme, an_entry, published

WorkAs = Callable[..., Any]


@pytest.fixture
def programme_id(app: Flask, work_as: WorkAs) -> int:
    with work_as(SYSTEM) as work:
        published(work, a_programme(an_entry()))
        return stamp_of(work.db, "hostens-traff").programme_id


@pytest.fixture
def no_worker(app: Flask) -> Iterator[Parts]:
    """The job engine takes errands, and nobody runs them."""
    parts: Parts = app.extensions["planner"]
    kept = parts.run_soon, parts.print_wait_seconds
    parts.run_soon, parts.print_wait_seconds = lambda kind, payload: None, 0
    yield parts
    parts.run_soon, parts.print_wait_seconds = kept


def test_the_errand_may_run_twice_and_prints_once(app: Flask, programme_id: int) -> None:
    asked: list[str] = []

    def calendar_of(programme: Programme, lang: Lang, theme: str) -> bytes:
        asked.append(f"{programme.facts.slug}.{lang}.{theme}")
        return b"BEGIN:VCALENDAR"

    for _ in range(2):
        print_ahead(f"{programme_id}.en.", calendar_of)
    assert asked == ["hostens-traff.en."]
    assert printed(programme_id, PUBLISHED, "en", "").startswith(b"%PDF-")


def test_who_comes_before_the_worker_is_told_to_wait(no_worker: Parts, programme_id: int) -> None:
    with pytest.raises(NotReady):
        printed(programme_id, PUBLISHED, "sv", "")


def test_the_page_of_a_programme_that_is_not_printed_yet(
    no_worker: Parts, programme_id: int, client: FlaskClient
) -> None:
    answer = client.get("/en/meetings/hostens-traff/programme.pdf")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert "The programme is being printed. Reload the page in a moment." in page
    assert "ETag" not in answer.headers


def test_the_reader_gets_the_pdf_and_keeps_it(programme_id: int, client: FlaskClient) -> None:
    answer = client.get("/meetings/hostens-traff/programme.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="hostens-traff-sv.pdf"'
    again = client.get("/meetings/hostens-traff/programme.pdf", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    unchanged = client.get(
        "/meetings/hostens-traff/programme.pdf", headers={"If-Modified-Since": answer.headers["Last-Modified"]}
    )
    assert unchanged.status_code == 304
    assert client.get("/meetings/hostens-traff/programme.pdf?theme=no-such").status_code == 404
