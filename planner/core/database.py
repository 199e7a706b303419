"""The declarative base, the types it uses, and how SQLite and PostgreSQL are set up."""

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from sqlalchemy import DateTime, Dialect, Engine, Enum, MetaData, Table, TypeDecorator, event, insert
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime. Refuses a naive one; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("an instant must be an aware datetime")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all tables; constraints have names that migrations can count on."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Instant}  # noqa: RUF012 - SQLAlchemy declares it so


def choice(kind: type[StrEnum]) -> Enum:
    """A column that holds one of `kind`'s values, held to them by a CHECK."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=20,
        name=kind.__name__.lower(),
        values_callable=lambda members: [m.value for m in members],
    )


def insert_all(db: Session, table: type[Base], rows: Sequence[Mapping[str, object]]) -> list[int]:
    """Insert `rows` in one statement; gives their numbers (`id`), rising, in the order of the rows."""
    if not rows:
        return []
    # SQLite numbers rows as they come but may return them in any order; PostgreSQL has to be told to keep the order.
    ordered = db.get_bind().dialect.name != "sqlite"
    # The table, not the class: rows that differ in what is NULL would each become a statement of their own.
    columns = cast(Table, table.__table__)
    return sorted(db.scalars(insert(columns).returning(columns.c.id, sort_by_parameter_order=ordered), rows))


def set_up(engine: Engine, *, locking: bool = True) -> None:
    """Install the connection and transaction hooks on `engine`. Without `locking`, writers take no lock."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # a promised seat survives a power cut
            "foreign_keys=ON",
            "busy_timeout=5000",
            "cache_size=-16000",
            "mmap_size=134217728",
            "temp_store=MEMORY",
        ):
            dbapi.execute(f"PRAGMA {pragma}")

    def _begin(connection: Any) -> None:
        # Only writers take the lock, or readers would queue behind them; readers are refused writes.
        how = connection.info.pop(_HOW, None)
        reads = how in ("read", "glance")
        if connection.info.get("query_only", False) != reads:
            # Only when it changes: this pragma has SQLite plan every prepared statement anew.
            connection.info["query_only"] = reads
            connection.dbapi_connection.execute(f"PRAGMA query_only={reads:d}")
        if how != "glance":  # one statement is a transaction of its own
            connection.dbapi_connection.execute("BEGIN IMMEDIATE" if how == "write" and locking else "BEGIN")

    # An event of the engine would do, but gives each connection listeners of its own: dearer than a small statement.
    dialect: Any = engine.dialect
    dialect.do_begin = _begin


_HOW = "planner_how"
"""Told to a connection right before it begins: for what. Untold it is begun plainly, as migrations are."""


@contextmanager
def connection_to_read(engine: Engine, *, glance: bool = False) -> Iterator[Connection]:
    """A connection in one transaction that the database refuses writes in; `glance`: for a single statement."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.info[_HOW] = "glance" if glance else "read"
        else:
            connection.execution_options(postgresql_readonly=True)
        try:
            yield connection
        finally:
            connection.info.pop(_HOW, None)  # nothing was asked: the next user of this connection has another purpose


@contextmanager
def session_to_read(engine: Engine) -> Iterator[Session]:
    """A session in one transaction that the database refuses writes in."""
    with connection_to_read(engine) as connection, Session(connection, expire_on_commit=False) as session:
        yield session


@contextmanager
def session_to_write(engine: Engine) -> Iterator[Session]:
    """A session that may write, and on SQLite holds the one write lock; what is not committed is lost."""
    with engine.connect() as connection, Session(connection, expire_on_commit=False) as session:
        connection.info[_HOW] = "write"
        session.connection()
        yield session


@contextmanager
def write_queue(engine: Engine, *, locking: bool = True) -> Iterator[None]:
    """Queue SQLite writers in the kernel (unless not `locking`): its own busy handler polls and starves some."""
    path = engine.url.database
    if not locking or engine.dialect.name != "sqlite" or not path or path == ":memory:":
        yield
        return
    handle = os.open(Path(path).with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
