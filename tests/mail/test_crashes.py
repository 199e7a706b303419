"""Workers die between any two steps: no letter is lost, none overtakes another, and what repeats is the same letter."""

import email
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.core.language import say
from planner.core.outbox import Errand, ErrandState
from planner.mail.letter import CalendarPart
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import post
from planner.web.entry import parts, reading
from planner.web.errands import run_due
from tests.conftest import Clock
from tests.mail.conftest import a_letter
from tests.mail.fake_smtp import HANGS_UP, Behaviour
from tests.mail.victim import HOST, STEPS, Fate, Post, work_until_killed

WorkAs = Callable[..., Any]
WORKERS = 2
PATIENCE_SECONDS = 60
BY_COMMIT = [Fate(step, is_committed) for step in STEPS for is_committed in (False, True)]
BY_STAGE = ["connect", "EHLO", "MAIL", "RCPT", "DATA", "content", "stored"]
METHODS = ("REQUEST", "REQUEST", "CANCEL")
"""What each person gets about one calendar entry, in this order."""


@dataclass
class Killer:
    """Kills the victim when it comes to a stage of its talk with the mail server."""

    stage: str = ""
    pid: int = 0
    killed: list[str] = field(default_factory=list)

    def __call__(self, stage: str, caller: str, recipient: str) -> str | None:
        # Before it has said its name one cannot know who calls; then it is enough that the victim lives.
        if not self.pid or stage != self.stage or (stage != "connect" and caller != HOST):
            return None
        os.kill(self.pid, signal.SIGKILL)
        self.pid = 0
        self.killed.append(stage)
        return HANGS_UP


@pytest.fixture(scope="module")
def nursery() -> Any:
    """Where victims come from: a process that has loaded everything and has no threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.mail.victim"])
    return context


@pytest.fixture
def limited(app: Flask, server: Behaviour) -> Iterator[Behaviour]:
    """A mail server, and a limit that is never reached: its books are kept all the same."""
    usual = parts().settings
    parts().settings = replace(usual, mail=replace(usual.mail, per_minute=6000))
    yield server
    parts().settings = usual


def write_some(work_as: WorkAs, batch: int) -> None:
    """Three letters each to two new people, about an entry that comes, changes and goes."""
    with work_as(SYSTEM) as work:
        for step, method in enumerate(METHODS):
            for who in (f"anna{batch}", f"bo{batch}"):
                content = f"METHOD:{method} SEQUENCE:{step} UID:{who}".encode()
                subject = say("%(n)s", n=f"{batch}.{step}")
                letter = a_letter(f"{who}@example.org", subject=subject, calendar=CalendarPart(method, content))
                post(work, letter)


@contextmanager
def working_together(app: Flask) -> Iterator[None]:
    """Several workers run what is due, at the same time, while the block lasts and until nothing more is due."""
    over = Event()

    def one_worker() -> None:
        with app.app_context():
            while run_due(1) or not over.is_set():
                time.sleep(0.002)

    with ThreadPoolExecutor(WORKERS) as pool:
        workers = [pool.submit(one_worker) for _ in range(WORKERS)]
        try:
            yield
        finally:
            over.set()
        for worker in workers:
            worker.result()


def test_nothing_is_lost_nor_reordered_wherever_workers_die(
    app: Flask, limited: Behaviour, work_as: WorkAs, clock: Clock, nursery: Any, instance: Path, database_url: str
) -> None:
    killer = Killer()
    limited.script = killer
    ends: list[tuple[Fate | str, int | None]] = []
    batches = iter(range(1000))
    fates: list[Fate | str] = [*BY_COMMIT, *BY_STAGE]
    for fate in fates:
        where = Post(database_url, str(instance), parts().settings.mail, clock.now)
        suicide = fate if isinstance(fate, Fate) else Fate()
        write_some(work_as, next(batches))
        victim = nursery.Process(target=work_until_killed, args=(where, suicide), daemon=True)
        victim.start()
        killer.stage, killer.pid = (fate, victim.pid) if isinstance(fate, str) else ("", 0)
        with working_together(app):
            give_up_at = time.monotonic() + PATIENCE_SECONDS
            while victim.exitcode is None and time.monotonic() < give_up_at:
                victim.join(0.2)
                write_some(work_as, next(batches))  # the others may have been faster
        ends.append((fate, victim.exitcode))
        victim.kill()
        for _ in range(3):  # the dead worker's claim is stale after ten minutes; who was held back by it comes after
            clock.forward(minutes=11)
            with working_together(app):
                pass
    assert ends == [(fate, -signal.SIGKILL) for fate, _ in ends]
    assert killer.killed == BY_STAGE
    check(limited)


def check(server: Behaviour) -> None:
    """Everything came, in order for each person; what came twice was the same, and came before the next."""
    with reading(SYSTEM) as work:
        letters = work.db.execute(
            select(PostedLetter.message_id, PostedLetter.recipient, PostedLetter.state).order_by(PostedLetter.id)
        ).all()
        assert set(work.db.scalars(select(Errand.state))) == {ErrandState.DONE}
    assert {letter.state for letter in letters} == {LetterState.SENT}
    came: dict[str, list[str]] = {}
    contents: dict[str, set[bytes]] = {}
    for recipient, content in server.taken:
        message_id = str(email.message_from_bytes(content)["Message-ID"])
        contents.setdefault(message_id, set()).add(content)
        theirs = came.setdefault(recipient, [])
        if not theirs or theirs[-1] != message_id:
            theirs.append(message_id)
    written = {who: [x.message_id for x in letters if x.recipient == who] for who in came}
    assert came == written
    assert {len(each) for each in contents.values()} == {1}
    # Two of the deaths leave a letter with the server and not in our books: once it is stored, and before it is booked.
    assert len(server.taken) - len(letters) == 2
