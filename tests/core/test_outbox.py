"""Errands run after the commit, at least once, and are claimed by one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask

from planner.core import outbox
from planner.core.actor import SYSTEM
from planner.web.entry import parts, reading
from planner.web.errands import run_due, run_errand
from tests.conftest import Clock

WorkAs = Callable[..., Any]


def test_an_errand_runs_once(app: Flask, work_as: WorkAs) -> None:
    ran: list[str] = []
    parts().runners["note"] = ran.append
    with work_as(SYSTEM) as work:
        errand_id = outbox.ask(work, "note", "first")
    assert run_errand(errand_id)
    assert not run_errand(errand_id)
    assert ran == ["first"]


def test_a_failing_errand_waits_longer_each_time(app: Flask, work_as: WorkAs, clock: Clock) -> None:
    def break_down(_payload: str) -> None:
        raise RuntimeError("no post today")

    parts().runners["broken"] = break_down
    with work_as(SYSTEM) as work:
        outbox.ask(work, "broken", "x")
    assert run_due() == 1
    assert run_due() == 0
    clock.forward(minutes=1)
    assert run_due() == 1
    with reading(SYSTEM) as work:
        errand = work.db.query(outbox.Errand).one()
    assert (errand.tries, errand.state, errand.trouble) == (2, "waiting", "RuntimeError: no post today")


def test_the_sweep_finds_what_a_dead_worker_held(app: Flask, work_as: WorkAs, clock: Clock) -> None:
    with work_as(SYSTEM) as work:
        errand_id = outbox.ask(work, "note", "y")
    with work_as(SYSTEM) as work:
        assert outbox.claim(work, errand_id) == ("note", "y")
    clock.forward(minutes=outbox.STALE_MINUTES, seconds=1)
    with work_as(SYSTEM) as work:
        assert outbox.due(work.db, work.now) == [errand_id]
        assert outbox.claim(work, errand_id) == ("note", "y")


def test_many_errands_are_asked_in_order_and_late_ones_wait(app: Flask, work_as: WorkAs, clock: Clock) -> None:
    later = clock.now + timedelta(hours=1)
    with work_as(SYSTEM) as work:
        now_ids = outbox.ask_all(work, "note", ["a", "b", "c"])
        later_ids = outbox.ask_all(work, "note", ["d"], due_at=later)
        assert outbox.ask_all(work, "note", []) == []
        assert work.handover == now_ids
    with reading(SYSTEM) as work:
        kept = [(e.id, e.payload, e.due_at) for e in work.db.query(outbox.Errand).order_by(outbox.Errand.id)]
    assert kept == [
        *((errand_id, payload, clock.now) for errand_id, payload in zip(now_ids, "abc", strict=True)),
        (later_ids[0], "d", later),
    ]
