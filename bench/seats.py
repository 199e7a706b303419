"""What a party of three costs: use case and letters, against the same rows written by the database's driver alone."""

import multiprocessing
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import time as clock
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import event, make_url, text

from bench.report import Finding
from bench.stage import an_app
from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.meetings.queries import gate_of
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode, Status
from planner.meetings.services import create_meeting, set_status
from planner.programmes.services import publish
from planner.registrations.models import Registration
from planner.registrations.rules import Colleague, DayChoice, PartyDetails, RegistrationDetails
from planner.registrations.services import register_party
from planner.web.entry import db, reading, writing
from tests import postgres

CLIENTS = (1, 8)
PARTIES = 48
"""In all, shared by the clients: a third of the people find no place."""
OF = 3
STATEMENTS = 16
UNIQUE = ("form_key", "salt", "token_hash", "uid", "message_id")
Row = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """A database, and where it is."""

    name: str
    instance: Path
    database_url: str


def findings(folder: Path) -> Iterator[Finding]:
    """Parties a second with one client and with eight, on SQLite and, where it is installed, on PostgreSQL."""
    yield from _on(Stage("SQLite", folder, ""))
    programs, _ = postgres.find()
    if programs is None:
        return
    with postgres.Cluster(programs) as cluster:
        cluster.create("bench")
        yield from _on(Stage("PostgreSQL", folder, cluster.url("bench")))


def _on(stage: Stage) -> Iterator[Finding]:
    instance = stage.instance / f"seats-{stage.name}"
    instance.mkdir()
    stage = replace(stage, instance=instance)
    app = an_app(stage.instance, stage.database_url)
    with app.app_context():
        statements, rows = _sample()
        for clients in CLIENTS:
            slug = _gathering(capacity=PARTIES * OF * 2 // 3)
            db.engine.dispose()
            ours = _run(partial(_register, stage, slug), clients)
            _check(slug)
            theirs = _run(partial(_insert, stage, rows), clients)
            yield Finding(
                what=f"a party of three, {stage.name}, {clients} at once: {PARTIES / ours:.0f} a second",
                items=PARTIES,
                ratio=ours / theirs,
                unit=f"its rows by the driver alone, {PARTIES / theirs:.0f} a second",
                bar=None,
                seconds=ours / PARTIES,
                statements=statements,
            )
        db.session.remove()
        db.engine.dispose()
    if statements > STATEMENTS:
        raise SystemExit(f"A party of three took {statements} statements, not {STATEMENTS}.")


def _gathering(capacity: int) -> str:
    with writing(SYSTEM) as work:
        first = work.now.date() + timedelta(days=60)
        days = tuple(DayHours(first + timedelta(days=n), clock(9), clock(16)) for n in range(2))
        details = MeetingDetails(Words("Träffen"), MeetingKind.NETWORK, days, Mode.ON_SITE, "Europe/Stockholm")
        slug = create_meeting(work, replace(details, capacity=capacity))
        publish(work, slug, preliminary=False, with_agenda=False)
        set_status(work, slug, Status.OPEN)
    return slug


def _party(slug: str, days: tuple[DayChoice, ...]) -> PartyDetails:
    name = secrets.token_hex(8)
    colleagues = tuple(Colleague(f"Demo {n}", f"{name}.{n}@example.org") for n in range(1, OF))
    booker = RegistrationDetails("Demo Ett", f"{name}@example.org", days, organisation="Demo AB")
    return PartyDetails(booker, colleagues=colleagues)


def _bring(slug: str, days: tuple[DayChoice, ...]) -> None:
    with writing(SYSTEM) as work:
        register_party(work, slug, _party(slug, days), secrets.token_hex(16))


def _days(slug: str) -> tuple[DayChoice, ...]:
    with reading(SYSTEM) as work:
        return tuple(DayChoice(day.held_on, Mode.ON_SITE) for day in gate_of(work.db, slug).days)


def _sample() -> tuple[int, dict[str, list[Row]]]:
    """How many statements a party takes, and the rows it leaves: what the driver alone will write."""
    slug = _gathering(capacity=100)
    days = _days(slug)
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *said: seen.append(said[2]))
    _bring(slug, days)
    tables = ("party", "registration", "registration_part", "letter", "errand")
    with db.engine.connect() as connection:
        # The errands of this party are the newest ones: each of its letters has one.
        letters = connection.execute(text("SELECT count(*) FROM letter")).scalar_one()
        newest = {"errand": f" ORDER BY id DESC LIMIT {letters}"}
        rows = {t: connection.exec_driver_sql(f"SELECT * FROM {t}{newest.get(t, '')}").mappings().all() for t in tables}
    return len([said for said in seen if not said.startswith(("PRAGMA", "BEGIN"))]) - len(tables) - 1, {
        table: [dict(row) for row in found] for table, found in rows.items()
    }


def _check(slug: str) -> None:
    """Every place is given, once, and the others stand in line, each with a number of their own."""
    with reading(SYSTEM) as work:
        gate = gate_of(work.db, slug)
        found = work.db.query(Registration.status, Registration.place_in_line).filter_by(meeting_id=gate.meeting_id)
        statuses = [row.status.value for row in found]
        line = sorted(row.place_in_line for row in found if row.place_in_line is not None)
    wanted = (gate.capacity, list(range(1, PARTIES * OF - (gate.capacity or 0) + 1)))
    if (statuses.count("confirmed"), line) != wanted:
        raise SystemExit(f"Places were lost or given twice: {statuses.count('confirmed')} of {gate.capacity}.")


def _run(work: Callable[[int], None], clients: int) -> float:
    """Seconds that so many clients, each a process of its own, take for all the parties: from the first to the last."""
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(clients) as pool:
        spans = pool.map(partial(_timed, work, PARTIES // clients, time.time() + 6), range(clients), chunksize=1)
    return max(end for _, end in spans) - min(begin for begin, _ in spans)


def _timed(work: Callable[[int], None], times: int, begin_at: float, _client: int) -> tuple[float, float]:
    work(0)  # imports, connections, compiled statements
    time.sleep(max(0.0, begin_at - time.time()))
    begun = time.time()
    work(times)
    return begun, time.time()


def _register(stage: Stage, slug: str, times: int) -> None:
    app = _app_of(stage)
    with app.app_context():
        days = _days(slug)
        for _ in range(times):
            _bring(slug, days)


_APPS: dict[Path, Flask] = {}


def _app_of(stage: Stage) -> Flask:
    """One application a process."""
    if stage.instance not in _APPS:
        _APPS[stage.instance] = an_app(stage.instance, stage.database_url, migrate=False)
    return _APPS[stage.instance]


def _insert(stage: Stage, rows: dict[str, list[Row]], times: int) -> None:
    with _connection(stage) as (connection, mark):
        for _ in range(times):
            if mark == "?":
                connection.execute("BEGIN IMMEDIATE")
            _write(connection, mark, rows)
            connection.execute("UPDATE meeting SET places_taken = places_taken WHERE id = 1")
            connection.execute("COMMIT") if mark == "?" else connection.commit()


@contextmanager
def _connection(stage: Stage) -> Iterator[tuple[Any, str]]:
    if stage.database_url:
        address = make_url(stage.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address) as connection:
            yield connection, "%s"
        return
    path = stage.instance / "bench.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as file:
        file.execute("PRAGMA synchronous=FULL")
        yield file, "?"


def _write(connection: Any, mark: str, rows: dict[str, list[Row]]) -> None:
    """The rows of one party, with new numbers and new secrets, by as few statements as the driver can."""
    party = _insert_one(connection, mark, "party", rows["party"][0])
    numbers = {
        row["id"]: _insert_one(connection, mark, "registration", row | {"party_id": party, "email": _address()})
        for row in rows["registration"]
    }
    taken = [row | {"registration_id": numbers[row["registration_id"]]} for row in rows["registration_part"]]
    for table, found in (("registration_part", taken), ("letter", rows["letter"]), ("errand", rows["errand"])):
        fresh = [_fresh(row) for row in found]
        sql = _insert_into(table, list(fresh[0]), mark)
        values = [tuple(row.values()) for row in fresh]
        connection.cursor().executemany(sql, values) if mark == "%s" else connection.executemany(sql, values)


def _insert_one(connection: Any, mark: str, table: str, row: Row) -> int:
    fresh = _fresh(row)
    sql = _insert_into(table, list(fresh), mark) + " RETURNING id"
    return int(connection.execute(sql, tuple(fresh.values())).fetchone()[0])


def _insert_into(table: str, columns: list[str], mark: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})"


def _fresh(row: Row) -> Row:
    return {name: secrets.token_hex(16) if name in UNIQUE else value for name, value in row.items() if name != "id"}


def _address() -> str:
    return f"{secrets.token_hex(8)}@example.org"
