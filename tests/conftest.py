"""What every test stands on: migrated databases of both kinds, a fixed clock, and the cast."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import event, text

from planner.app import create_app
from planner.config import MailSettings, Settings
from planner.core.actor import SYSTEM, Actor
from planner.core.cache import Cache, FolderStore
from planner.core.database import Base
from planner.core.work import Work
from planner.web.entry import db, writing
from tests import postgres
from tests.builders import Cast, cast_of
from tests.pages import Browser

settings.register_profile("thorough", max_examples=500)

START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


@dataclass
class Clock:
    """The time in a test: stands still until it is moved."""

    now: datetime = START

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)

    def set(self, now: datetime) -> None:
        self.now = now


def settings_for(database_url: str, instance: Path, **more: Any) -> Settings:
    return Settings(
        **{
            "base_url": "http://localhost",
            "secret_key": "a key for tests only",
            "instance": instance,
            "database_url": database_url,
            "redis_url": "",
            "network_name": "Demonätverket",
            "default_zone": "Europe/Stockholm",
            "mail": MailSettings(),
            "testing": True,
            **more,
        }
    )


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A throw-away PostgreSQL cluster."""
    programs, reason = postgres.find()
    if programs is None:
        pytest.skip(reason)
    with postgres.Cluster(programs) as running:
        yield running


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One instance folder a session, so that the fonts are made once."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('db') / 'samling.sqlite'}"
    running: postgres.Cluster = request.getfixturevalue("cluster")
    running.create("samling")
    return running.url("samling")


@pytest.fixture(scope="session")
def migrated_app(database_url: str, instance: Path) -> Iterator[Flask]:
    app = create_app(settings_for(database_url, instance))
    app.test_client_class = Browser
    with app.app_context():
        flask_migrate.upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(migrated_app: Flask, clock: Clock, tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty database, its clock standing at START (1 September 2026, 10.00 in Sweden)."""
    parts = migrated_app.extensions["planner"]
    parts.clock = lambda: clock.now
    # Numbers begin anew in each test, so what was drawn for the last one's must not be found.
    parts.cache = Cache(FolderStore(tmp_path / "cache"))
    parts.hand_over = lambda errand_id: None
    parts.hand_over_later = lambda errand_id, seconds: None
    yield migrated_app
    db.session.remove()
    empty(migrated_app)


def empty(app: Flask) -> None:
    """Take every row out of every table."""
    tables = list(reversed(Base.metadata.sorted_tables))
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "postgresql":
            connection.execute(text(f"TRUNCATE {', '.join(t.name for t in tables)} RESTART IDENTITY CASCADE"))
        else:
            for table in tables:
                connection.execute(table.delete())


@pytest.fixture
def cast(app: Flask) -> Cast:
    """alice leads, bob is staff of Vreta Kluster, charlie of Agroväst, dora is admin."""
    with writing(SYSTEM) as work:
        return cast_of(work)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody is signed in with."""
    return app.test_client()


@pytest.fixture
def as_(app: Flask, cast: Cast) -> Callable[[str], FlaskClient]:
    """as_("alice") is a browser that alice is signed in with."""

    def browser(name: str) -> FlaskClient:
        account = cast.account(name)
        signed_in = app.test_client()
        with signed_in.session_transaction() as session:
            session["account"] = account.account_id
            session["key"] = cast.session_key(name)
        return signed_in

    return browser


@pytest.fixture
def work_as(app: Flask) -> Callable[[Actor], Any]:
    """with work_as(cast.alice) as work: … commits at the end."""

    @contextmanager
    def opened(actor: Actor) -> Iterator[Work]:
        with writing(actor) as work:
            yield work

    return opened


@dataclass
class Statements:
    """SQL statements seen, in order."""

    seen: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.seen)


@pytest.fixture
def statements(app: Flask) -> Callable[[], Any]:
    """with statements() as seen: …; len(seen) is how many statements the block sent."""

    @contextmanager
    def counting() -> Iterator[Statements]:
        seen = Statements()

        def note(_c: Any, _cur: Any, statement: str, *_more: Any) -> None:
            seen.seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting
