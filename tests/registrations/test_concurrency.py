"""Sixteen people press the button at once: places are neither sold twice nor lost, and the lock is why."""

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
from planner.core.actor import SYSTEM, Actor
from planner.core.work import Work
from planner.registrations.models import Registration
from planner.web.entry import db, reading
from tests.conftest import Clock, settings_for
from tests.registrations.scene import a_gathering, how_all_stand, letters, places

WorkAs = Callable[[Actor], Any]
PEOPLE, PLACES = 16, 5
WHOLE = ["confirmed"] * PLACES + ["waiting"] * (PEOPLE - PLACES)
LINE = list(range(1, PEOPLE - PLACES + 1))


@contextmanager
def hesitation() -> Iterator[None]:
    """Between counting the places and writing the row everybody takes a breath: the race becomes wide."""

    def breathe(session: Session, _flush: object, _instances: object) -> None:
        if any(isinstance(row, Registration) for row in session.new):
            time.sleep(0.05)

    event.listen(Session, "before_flush", breathe)
    try:
        yield
    finally:
        event.remove(Session, "before_flush", breathe)


def press_at_once(app: Flask, slug: str, people: int = PEOPLE) -> list[int | str]:
    """All buttons are pressed at the same moment, by so many people; gives each answer's status, or what broke."""
    barrier = Barrier(PEOPLE)

    def press(button: int) -> int | str:
        number = button % people
        form = {
            "name": f"Demo {number}",
            "email": f"demo{number}@example.org",
            "cluster": "",
            "organisation": "Demo AB",
            "form_key": f"{number:032x}",
            "day_20261014": "on_site",
            "day_20261015": "on_site",
        }
        browser = app.test_client()
        barrier.wait()
        try:
            return browser.post(f"/meetings/{slug}/register", data=form).status_code
        except DBAPIError as trouble:
            return type(trouble).__name__

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(press, range(PEOPLE)))


def outcome(work: Work, slug: str) -> tuple[list[str], list[int]]:
    """Statuses, confirmed first; then the numbers in line, in order."""
    rows = how_all_stand(work, slug)
    return sorted(row[1] for row in rows), sorted(row[2] for row in rows if row[2] is not None)


@pytest.fixture
def slug(app: Flask, work_as: WorkAs) -> str:
    with work_as(SYSTEM) as work:
        return a_gathering(work, capacity=PLACES)


def test_exactly_the_places_there_are_are_given(app: Flask, slug: str) -> None:
    with hesitation():
        answers = press_at_once(app, slug)
    with reading(SYSTEM) as work:
        assert answers == [303] * PEOPLE
        assert outcome(work, slug) == (WHOLE, LINE)
        assert places(work, slug) == (PLACES, PEOPLE - PLACES)
        kinds = [kind for _, kind, _ in letters(work)]
    assert (kinds.count("registered"), kinds.count("calendar"), kinds.count("waiting")) == (5, 5, 11)


def test_a_button_pressed_again_and_again_registers_once(app: Flask, slug: str) -> None:
    with hesitation():
        answers = press_at_once(app, slug, people=2)
    with reading(SYSTEM) as work:
        assert (answers, outcome(work, slug)) == ([303] * PEOPLE, (["confirmed"] * 2, []))
        assert len(letters(work)) == 4


def test_without_the_lock_it_goes_wrong(app: Flask, slug: str, database_url: str, instance: Path, clock: Clock) -> None:
    """The negative control: the same run, with nothing but the lock taken away."""
    unlocked = create_app(settings_for(database_url, instance, locking=False))
    unlocked.extensions["planner"].clock = lambda: clock.now
    unlocked.extensions["planner"].hand_over = lambda errand_id: None
    with hesitation():
        answers = press_at_once(unlocked, slug)
    with unlocked.app_context():
        db.engine.dispose()
    with reading(SYSTEM) as work:
        assert 303 in answers
        assert (answers, outcome(work, slug)) != ([303] * PEOPLE, (WHOLE, LINE))
