"""`python -m bench.mail`: thousands of letters with calendar entries, handed to a mail server that takes its time."""

import argparse
import email
import gc
import multiprocessing
import os
import queue
import sys
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from flask import Flask
from sqlalchemy import event, func, select

from bench.stage import SMALL, an_app, set_up
from planner.calendars.ical import Attendance, Edition, invitation
from planner.config import MailSettings
from planner.core.actor import SYSTEM
from planner.core.language import say
from planner.mail.delivery import SESSIONS
from planner.mail.letter import Button, CalendarPart, Facts, Letter, Paragraph
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import post_all
from planner.programmes.queries import newest
from planner.programmes.snapshot import Programme
from planner.web.entry import db, parts, reading, writing
from planner.web.errands import run_errand
from tests.mail.certificates import Certificate, make
from tests.mail.fake_smtp import Behaviour, serving

BATCH = 200
MOST_GROWTH_MB = 8
"""The process may be larger by so much at the end than it was after a tenth of the letters."""


@dataclass(frozen=True)
class Run:
    """What one run gave. Megabytes of the worker's process after each tenth of the letters."""

    letters: int
    seconds: float
    cpu_seconds: float
    statements: float
    sessions: int
    megabytes: tuple[float, ...]
    traced_kb: tuple[float, ...]

    @property
    def growth(self) -> float:
        return self.megabytes[-1] - self.megabytes[0]


def main() -> int:
    """Exit code: 1 if memory grows, or a letter is lost, doubled or overtaken."""
    asked = _asked()
    print(f"{'what':<44}{'letters':>8}{'a second':>10}{'CPU ms':>8}{'SQL':>6}{'sessions':>10}  MB after each tenth")
    bad = False
    for name, letters, most, secure, traces in (
        ("a session for each letter", asked.letters // 10, 1, False, False),
        ("sessions kept", asked.letters // 10, 100, False, False),
        ("a session for each, STARTTLS and login", asked.letters // 10, 1, True, False),
        ("sessions kept, STARTTLS and login", asked.letters // 10, 100, True, False),
        ("sessions kept, memory traced", asked.letters // 5, 100, False, True),
        (f"sessions kept, {asked.server_ms:g} ms a letter", asked.letters, 100, False, False),
    ):
        slow = asked.server_ms if letters == asked.letters else 0
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            run = _run(Path(folder), letters, asked.workers, Terms(slow, most, secure, traces))
        told = " ".join(f"{each:.0f}" for each in run.megabytes)
        told += f"  traced kB {' '.join(f'{each:.0f}' for each in run.traced_kb)}" if traces else ""
        rate, cpu = run.letters / run.seconds, run.cpu_seconds / run.letters * 1000
        print(
            f"{name:<44}{letters:>8}{rate:>10.0f}{cpu:>8.1f}{run.statements:>6.1f}{run.sessions:>10}  {told}",
            flush=True,
        )
        bad = bad or run.growth > MOST_GROWTH_MB
    return 1 if bad else 0


@dataclass(frozen=True)
class Terms:
    """How the server and the sessions with it are."""

    server_ms: float
    most_letters: int
    secure: bool
    traces: bool


def _run(folder: Path, letters: int, workers: int, terms: Terms) -> Run:
    app = an_app(folder)
    certificate = make(folder) if terms.secure else None
    with app.app_context(), _server(terms, folder) as (port, ask):
        (gathering,) = set_up((SMALL,))
        mail = MailSettings("smtp", "127.0.0.1", port, sender="network@example.org")
        if certificate:
            mail = replace(
                mail, security="starttls", user="network", password="demo", ca_file=str(certificate.certificate)
            )
        parts().settings = replace(parts().settings, mail=mail)
        errands: queue.SimpleQueue[int] = queue.SimpleQueue()
        parts().hand_over = lambda errand_id: None
        with reading(SYSTEM) as work:
            programme = newest(work.db, gathering.meeting_id)
        assert programme is not None
        parts().hand_over = errands.put
        for first in range(0, letters, BATCH):
            with writing(SYSTEM) as work:
                post_all(work, [_letter(programme, n) for n in range(first, min(first + BATCH, letters))])
        run = _carry(app, errands, letters, workers, terms)
        SESSIONS.end_all()
        taken, sessions = ask()
        _check(taken, letters)
        db.session.remove()
        db.engine.dispose()
    return replace(run, sessions=sessions)


def _letter(programme: Programme, number: int) -> Letter:
    to = f"demo{number}@example.org"
    now = datetime(2026, 9, 1, 8, tzinfo=UTC)
    attendance = Attendance(
        uid=f"{number}@localhost", sequence=0, method="REQUEST", organizer=("Demo Lind", "demo.lind@example.org"),
        attendee=(f"Demo {number}", to), days=tuple(programme.facts.days[n].held_on for n in range(2)),
        created_at=now, changed_at=now, on_site=True,
    )  # fmt: skip
    content = invitation(programme, attendance, Edition("sv", "http://localhost", "localhost"))
    return Letter(
        to=to,
        lang="sv",
        subject=say("Calendar: %(title)s", title=programme.facts.title),
        blocks=(
            Paragraph("Acceptera inbjudan för att ha träffen i din kalender."),
            Facts((("När", "onsdag 14 oktober 2026 09.00–16.30"), ("Var", "Gamleby folkhögskola"))),
            Button("Din sida", parts().site.private_url("/r", "registration", f"{number:032x}")),
        ),
        kind="calendar",
        about=programme.facts.title.sv,
        meeting_id=1,
        reply_to="demo.lind@example.org",
        calendar=CalendarPart("REQUEST", content),
    )


def _carry(app: Flask, errands: "queue.SimpleQueue[int]", letters: int, workers: int, terms: Terms) -> Run:
    """Workers take errands from the queue, as the job engine's threads do, until all are done."""
    SESSIONS.most_letters = terms.most_letters
    done, statements = 0, 0
    lock = threading.Lock()
    megabytes: list[float] = []
    traced: list[float] = []

    def note(*_said: object) -> None:
        nonlocal statements
        statements += 1

    def one_worker() -> None:
        nonlocal done
        with app.app_context():
            while True:
                try:
                    errand_id = errands.get_nowait()
                except queue.Empty:
                    return
                run_errand(errand_id)
                with lock:
                    done += 1
                    if done % (letters // 10) == 0:
                        megabytes.append(_megabytes())
                        if terms.traces:
                            gc.collect()
                            traced.append(tracemalloc.get_traced_memory()[0] / 1024)

    event.listen(db.engine, "before_cursor_execute", note)
    if terms.traces:
        tracemalloc.start()
    begun, cpu_begun = time.monotonic(), time.process_time()
    threads = [threading.Thread(target=one_worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, cpu = time.monotonic() - begun, time.process_time() - cpu_begun
    tracemalloc.stop()
    event.remove(db.engine, "before_cursor_execute", note)
    return Run(letters, seconds, cpu, statements / letters, 0, tuple(megabytes), tuple(traced))


def _check(taken: list[tuple[str, str]], letters: int) -> None:
    with reading(SYSTEM) as work:
        known = dict(work.db.execute(select(PostedLetter.message_id, PostedLetter.recipient)).all())
        sent = work.db.scalar(select(func.count()).where(PostedLetter.state == LetterState.SENT))
    came = {number: to for to, number in taken}
    if came != known or len(taken) != letters or sent != letters:
        raise SystemExit(f"Letters were lost or doubled: {len(taken)} came, {sent} are booked, {letters} were written.")


def _megabytes() -> float:
    """Of this process, in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1024**2


@contextmanager
def _server(terms: Terms, folder: Path) -> Iterator[tuple[int, Callable[[], tuple[list[tuple[str, str]], int]]]]:
    """A mail server in a process of its own: its memory and time are not ours."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(theirs, terms, folder), daemon=True)
    process.start()
    port = ours.recv()

    def ask() -> tuple[list[tuple[str, str]], int]:
        ours.send("taken?")
        found: tuple[list[tuple[str, str]], int] = ours.recv()
        return found

    try:
        yield port, ask
    finally:
        process.kill()
        process.join()


def _serve(pipe: "Connection[object, object]", terms: Terms, folder: Path) -> None:
    behaviour = Behaviour(letter_seconds=terms.server_ms / 1000)
    if terms.secure:
        behaviour.certificate = Certificate(folder / "certificate.pem", folder / "key.pem").for_server()
        behaviour.password = "demo"
    with serving(behaviour) as (port, _):
        pipe.send(port)
        pipe.recv()
        ids = [(to, str(email.message_from_bytes(content)["Message-ID"])) for to, content in behaviour.taken]
        pipe.send((ids, behaviour.sessions))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.mail", description=__doc__)
    parser.add_argument("--letters", type=int, default=5000, help="how many (default 5000)")
    parser.add_argument("--server-ms", type=float, default=10, help="what the server takes over a letter (default 10)")
    parser.add_argument("--workers", type=int, default=2, help="threads that carry letters (default 2)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
