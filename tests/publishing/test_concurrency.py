"""Two who publish at once, and two workers with the same letters: one version, one letter each."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from datetime import time as clock_time
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from planner.core.actor import SYSTEM, Actor
from planner.programmes.queries import tag_of, versions_of
from planner.publishing import errands
from planner.publishing.queries import scheduled_of
from planner.web.entry import db, reading
from tests.builders import Cast
from tests.conftest import Clock
from tests.publishing.scene import (
    PUBLISH,
    SENT,
    SLUG,
    WATER,
    a_published_gathering,
    change,
    letters,
    publish_loud,
)
from tests.registrations.scene import come

As = Callable[[str], FlaskClient]
WorkAs = Callable[[Actor], Any]
GUESTS = 5


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        for number in range(GUESTS):
            come(work, slug, f"guest{number}")
        change(work, slug, WATER, starts=clock_time(10, 30))
    return slug


@contextmanager
def hesitation(table: str) -> Iterator[None]:
    """Right before a row of the table is written everybody takes a breath: the race becomes wide."""

    def breathe(_c: Any, _cur: Any, statement: str, *_more: Any) -> None:
        if statement.startswith(f"INSERT INTO {table} "):
            time.sleep(0.1)

    event.listen(db.engine, "before_cursor_execute", breathe)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", breathe)


def at_once(app: Flask, doings: Sequence[Callable[[], object]]) -> list[object]:
    """All of it at the same moment, each in a thread of its own; gives what each gives."""
    barrier = Barrier(len(doings))

    def do(doing: Callable[[], object]) -> object:
        with app.app_context():
            barrier.wait()
            return doing()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(do, doings))


def versions(slug: str) -> list[int]:
    with reading(SYSTEM) as work:
        return [line.number for line in versions_of(work.db, tag_of(work.db, slug).meeting_id)]


def test_of_those_who_publish_at_once_one_does_and_the_others_are_told(app: Flask, slug: str, as_: As) -> None:
    leads = [as_(name) for name in ("alice", "dora", "alice")]
    with hesitation("programme"):
        answers = at_once(app, [lambda lead=lead: lead.post(PUBLISH, data=SENT).status_code for lead in leads])  # type: ignore[misc]
    assert sorted(map(str, answers)) == ["303", "409", "409"]
    assert versions(slug) == [3, 2, 1]


def test_two_workers_with_the_same_letters_write_each_of_them_once(
    app: Flask, slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        publish_loud(work, slug)
        payload = str(tag_of(work.db, slug).programme_id)
    with hesitation("letter"):
        at_once(app, [lambda: errands.tell_of_version(payload)] * 3)
    with reading(SYSTEM) as work:
        assert sorted(who for who, _, _ in letters(work)) == [f"guest{number}" for number in range(GUESTS)]


def test_what_was_scheduled_and_whoever_publishes_at_that_moment_make_one_version(
    app: Flask, slug: str, as_: As, clock: Clock
) -> None:
    due = datetime(2026, 9, 20, 6, tzinfo=UTC)
    dora, alice = as_("dora"), as_("alice")
    dora.post(PUBLISH, data=SENT | {"when": "later", "on_day": "2026-09-20", "at": "08.00"})
    clock.set(due)
    with hesitation("programme"):
        at_once(
            app,
            [
                lambda: errands.publish_later(f"1 {due.isoformat()}"),
                lambda: alice.post(PUBLISH, data=SENT).status_code,
            ],
        )
    assert versions(SLUG) == [3, 2, 1]
    with reading(SYSTEM) as work:
        assert scheduled_of(work.db, 1) is None
