"""Printing after the commit: what becomes of bytes that are no longer wanted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from planner.core.actor import SYSTEM
from planner.core.outbox import Hopeless
from planner.meetings.queries import gate_of
from planner.papers.errands import drop_papers_with_people, print_paper
from planner.papers.pdf import DOCUMENTS, Document, document_of
from planner.papers.queries import job_of, published
from planner.papers.rules import JobState, Trouble, Wanted
from planner.papers.services import ask_for_paper, stop_printing
from planner.press import CannotPrint, Crashed, Progress
from planner.programmes.snapshot import Programme
from planner.web.entry import Parts, parts, reading, writing
from tests.builders import a_programme, an_entry
from tests.builders import published as publish
from tests.conftest import Clock

WorkAs = Callable[..., Any]


@pytest.fixture
def job_id(app: Flask, work_as: WorkAs) -> int:
    with work_as(SYSTEM) as work:
        publish(work, a_programme(an_entry()))
    return ask(work_as)


@pytest.fixture
def store(app: Flask) -> Any:
    parts: Parts = app.extensions["planner"]
    return parts.cache.store


def ask(work_as: WorkAs) -> int:
    with work_as(SYSTEM) as work:
        gate = gate_of(work.db, "hostens-traff")
        made = published(work.db, gate)
        assert made is not None
        return ask_for_paper(work, Wanted(gate.meeting_id, "poster", "sv", made.version))


def state(job_id: int) -> tuple[JobState, Trouble | None, int]:
    with reading(SYSTEM) as work:
        job = job_of(work.db, job_id)
    return job.state, job.trouble, job.run


def kept(job_id: int) -> str:
    with reading(SYSTEM) as work:
        return job_of(work.db, job_id).kept_as


def a_poster(**other: Any) -> tuple[Document, ...]:
    """Another declaration in the poster's place."""
    return (replace(document_of("poster"), **other),)


@pytest.mark.pdf
def test_the_errand_may_run_twice_and_an_older_run_does_nothing(job_id: int, store: Any) -> None:
    print_paper(f"{job_id}.1")
    assert (state(job_id), store.get(kept(job_id))[:5]) == ((JobState.DONE, None, 1), b"%PDF-")
    print_paper(f"{job_id}.1")
    print_paper(f"{job_id}.7")
    assert state(job_id) == (JobState.DONE, None, 1)


@pytest.mark.pdf
def test_bytes_of_an_older_version_go_when_newer_ones_are_there(job_id: int, store: Any, work_as: WorkAs) -> None:
    print_paper(f"{job_id}.1")
    old = kept(job_id)
    with work_as(SYSTEM) as work:
        publish(work, a_programme(an_entry(), number=2))
    assert ask(work_as) == job_id
    assert store.has(old)
    print_paper(f"{job_id}.2")
    assert (store.has(old), store.has(kept(job_id)), kept(job_id) != old) == (False, True, True)


@pytest.mark.pdf
def test_what_names_people_is_kept_for_a_day(job_id: int, store: Any, clock: Clock) -> None:
    print_paper(f"{job_id}.1")
    name = kept(job_id)
    clock.forward(hours=25)
    drop_papers_with_people()
    assert store.has(name)
    naming = a_poster(holds_people=True)
    clock.forward(hours=-2)
    drop_papers_with_people(naming)
    assert store.has(name)
    clock.forward(hours=2)
    drop_papers_with_people(naming)
    assert (store.has(name), kept(job_id)) == (False, "")


def test_a_print_that_is_stopped_while_it_runs_leaves_nothing(job_id: int, work_as: WorkAs) -> None:
    def press(value: Programme, *_more: Any, progress: Progress) -> bytes:
        progress(1, 9)
        with work_as(SYSTEM) as work:
            stop_printing(work, job_id)
        progress(2, 9)
        return b"%PDF-"

    print_paper(f"{job_id}.1", a_poster(press=press), 0)
    assert (state(job_id), kept(job_id)) == ((JobState.STOPPED, None, 2), "")


@pytest.mark.parametrize(("error", "why"), [(Crashed, Trouble.BROKE), (CannotPrint, Trouble.CANNOT)])
def test_what_cannot_be_printed_says_why_and_is_not_tried_for_ever(
    job_id: int, error: type[Exception], why: Trouble
) -> None:
    def press(*_asked: Any, progress: Progress) -> bytes:
        raise error

    with pytest.raises(Hopeless):
        print_paper(f"{job_id}.1", a_poster(press=press))
    assert state(job_id) == (JobState.FAILED, why, 1)


def test_every_document_has_a_key_of_its_own_that_fits() -> None:
    keys = [document.key for document in DOCUMENTS]
    assert len(set(keys)) == len(keys)
    assert [key for key in keys if len(key) > 40 or not key.replace("-", "").isalnum() or key == "jobs"] == []
    assert [document_of(key).key for key in keys] == keys


def test_bytes_that_nobody_wants_when_they_are_ready_are_not_kept(job_id: int, store: Any) -> None:
    def stopped_meanwhile(*_asked: Any, progress: Progress) -> bytes:
        with writing(SYSTEM) as work:
            stop_printing(work, job_id)
        return b"%PDF- names of people"

    print_paper(f"{job_id}.1", a_poster(press=stopped_meanwhile, holds_people=True))
    assert (state(job_id), kept(job_id)) == ((JobState.STOPPED, None, 2), "")
    with reading(SYSTEM) as work:
        assert not store.has(job_of(work.db, job_id).wanted.key(parts().renderer))
