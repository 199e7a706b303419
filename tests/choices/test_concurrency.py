"""Eight people press at once for three places: exactly three get one, and the lock is why."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from planner.app import create_app
from planner.choices.models import Choice
from planner.core.actor import SYSTEM, Actor
from planner.web.entry import db, reading
from tests.choices.scene import a_block, a_workshop, a_workshop_day, board, option_ids
from tests.conftest import Clock, settings_for
from tests.registrations.scene import come

WorkAs = Callable[[Actor], Any]
PEOPLE, PLACES = 8, 3
WHOLE = [303] * PLACES + [422] * (PEOPLE - PLACES)


@contextmanager
def hesitation() -> Iterator[None]:
    """Between counting the places and writing the row everybody takes a breath: the race becomes wide."""

    def breathe(session: Session, _flush: object, _instances: object) -> None:
        if any(isinstance(row, Choice) for row in session.new):
            time.sleep(0.05)

    event.listen(Session, "before_flush", breathe)
    try:
        yield
    finally:
        event.remove(Session, "before_flush", breathe)


def press_at_once(app: Flask, tokens: list[str], form: dict[str, str]) -> list[int | str]:
    """All buttons are pressed at the same moment; gives each answer's status, or what broke."""
    barrier = Barrier(PEOPLE)

    def press(token: str) -> int | str:
        browser = app.test_client()
        barrier.wait()
        try:
            return browser.post(f"/r/{token}/choices", data=form).status_code
        except DBAPIError as trouble:
            return type(trouble).__name__

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(press, tokens))


@pytest.fixture
def ready(app: Flask, work_as: WorkAs) -> tuple[str, int, list[str], dict[str, str]]:
    """The gathering, the block, the links of eight people, and what each sends: all want the same."""
    with work_as(SYSTEM) as work:
        day = a_workshop_day(work, is_published=False)
        a_workshop(work, day.slug, "Bisamhället", capacity=PLACES)
        block_id = a_block(work, day.slug, ("Bisamhället", *day.items))
        tokens = [come(work, day.slug, f"guest{n}").token for n in range(PEOPLE)]
        wanted = option_ids(work, day.slug, block_id)["Bisamhället"]
    return day.slug, block_id, tokens, {f"block_{block_id}": str(wanted)}


def taken(slug: str, block_id: int) -> int:
    with reading(SYSTEM) as work:
        return len(board(work, slug, block_id).picks)


def test_exactly_the_places_there_are_are_given(app: Flask, ready: tuple[str, int, list[str], dict[str, str]]) -> None:
    slug, block_id, tokens, form = ready
    with hesitation():
        answers = press_at_once(app, tokens, form)
    assert (sorted(map(str, answers)), taken(slug, block_id)) == ([str(code) for code in WHOLE], PLACES)


def test_without_the_lock_it_goes_wrong(
    app: Flask,
    ready: tuple[str, int, list[str], dict[str, str]],
    database_url: str,
    instance: Path,
    clock: Clock,
) -> None:
    """The negative control: the same run, with nothing but the lock taken away."""
    slug, block_id, tokens, form = ready
    unlocked = create_app(settings_for(database_url, instance, locking=False))
    unlocked.extensions["planner"].clock = lambda: clock.now
    with hesitation():
        answers = press_at_once(unlocked, tokens, form)
    with unlocked.app_context():
        db.engine.dispose()
    assert 303 in answers
    assert (sorted(map(str, answers)), taken(slug, block_id)) != ([str(code) for code in WHOLE], PLACES)
