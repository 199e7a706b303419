"""Runs errands: hands them to the job engine, claims, runs, and books how it went."""

import logging
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

import redis
from flask import Flask
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab

from planner.config import Settings
from planner.core import outbox
from planner.core.actor import SYSTEM
from planner.core.language import speak
from planner.web.entry import parts, reading, writing

log = logging.getLogger(__name__)

FEW_MINUTES = 5
"""How often that runs which is to run every few minutes."""


def make_engine(settings: Settings) -> Huey:
    """The job engine: a SQLite file on one machine, Redis when there are several, memory in tests."""
    if settings.testing:
        return MemoryHuey("samling", immediate=False, results=False)
    if settings.redis_url:
        return RedisHuey("samling", url=settings.redis_url, results=False)
    return SqliteHuey("samling", filename=str(settings.instance / "jobs.sqlite"), results=False)


def install(app: Flask, engine: Huey) -> None:
    """Make the tasks that carry errands, and the sweep that finds the forgotten ones each minute."""

    def carry(errand_id: int) -> None:
        with app.app_context():
            run_errand(errand_id)

    def sweep() -> None:
        with app.app_context():
            with reading(SYSTEM) as work:
                left_behind = outbox.due(work.db, work.now)
            for errand_id in left_behind:
                run_errand(errand_id)

    def by_night() -> None:
        with app.app_context():
            run_nightly()

    def by_the_minute() -> None:
        with app.app_context():
            run_often()

    def run_now(kind: str, payload: str) -> None:
        with app.app_context():
            parts().runners[kind](payload)

    task = engine.task(name="carry")(carry)
    soon = engine.task(name="run_now")(run_now)
    engine.periodic_task(crontab(minute="*"), name="sweep")(sweep)
    engine.periodic_task(crontab(hour="2", minute="17"), name="by_night")(by_night)
    engine.periodic_task(crontab(minute=f"*/{FEW_MINUTES}"), name="by_the_minute")(by_the_minute)
    parts_of: Any = app.extensions["planner"]
    parts_of.hand_over = task
    parts_of.hand_over_later = lambda errand_id, seconds: task.schedule(args=(errand_id,), delay=seconds)
    parts_of.run_soon = run_now if parts_of.settings.testing else soon


def run_often() -> None:
    """Run what is to run every few minutes, each thing whatever became of the others."""
    _run_each(parts().often)


def run_nightly() -> None:
    """Run what is to run once a night, each thing whatever became of the others."""
    _run_each(parts().daily)


def _run_each(jobs: Iterable[Callable[[], object]]) -> None:
    for job in jobs:
        try:
            job()
        except Exception:  # whatever it was, the next one is not to suffer for it, and its own next time comes
            log.exception("%s failed", getattr(job, "__name__", job))


def run_errand(errand_id: int) -> bool:
    """Run one errand if it is free; True if this call ran it. Never raises for what the errand itself does."""
    with writing(SYSTEM) as work:
        claimed = outbox.claim(work, errand_id)
    if claimed is None:
        return False
    kind, payload = claimed
    speak("sv")
    try:
        parts().runners[kind](payload)
    except outbox.Later as later:
        with writing(SYSTEM) as work:
            outbox.postpone(work, errand_id, later)
        _wake(errand_id, later.seconds)
    except outbox.Hopeless as trouble:
        with writing(SYSTEM) as work:
            outbox.fail(work, errand_id, str(trouble), final=True)
    except Exception as trouble:  # an errand may fail in any way; it is logged, booked and tried again
        log.exception("errand %s (%s) failed", errand_id, kind)
        with writing(SYSTEM) as work:
            outbox.fail(work, errand_id, f"{type(trouble).__name__}: {trouble}")
    else:
        with writing(SYSTEM) as work:
            outbox.finish(work, errand_id)
    return True


def _wake(errand_id: int, seconds: int) -> None:
    """Have the engine take up a postponed errand on time; the sweep comes once a minute only, and takes a number."""
    try:
        parts().hand_over_later(errand_id, seconds)
    except (OSError, sqlite3.Error, redis.RedisError):
        log.exception("errand %s waits for the sweep", errand_id)


def run_due(most_rounds: int = 50) -> int:
    """Run everything that is due, until nothing is; gives how many ran. For tests and `flask errands run`."""
    ran = 0
    for _ in range(most_rounds):
        with reading(SYSTEM) as work:
            waiting = outbox.due(work.db, work.now)
        if not waiting:
            break
        ran += sum(run_errand(errand_id) for errand_id in waiting)
    return ran
