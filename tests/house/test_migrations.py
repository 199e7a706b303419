"""The migrations make exactly the tables that the models describe, and take them away again. On both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Engine, inspect

from planner.app import create_app
from planner.core.database import Base
from planner.web.entry import db
from tests import postgres
from tests.conftest import settings_for


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which there is nothing yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'samling.sqlite'}"
        return
    running: postgres.Cluster = request.getfixturevalue("cluster")
    running.create("migrations")
    yield running.url("migrations")
    running.drop("migrations")


@pytest.fixture
def empty_app(empty_url: str, instance: Path) -> Iterator[Flask]:
    app = create_app(settings_for(empty_url, instance))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def schema_of(engine: Engine) -> dict[str, Any]:
    """Everything the database itself says about its tables, in an order that can be compared."""
    seen = inspect(engine)
    kinds = ("columns", "check_constraints", "unique_constraints", "foreign_keys", "indexes", "pk_constraint")
    return {
        f"{table}.{kind}": sorted(repr(part) for part in _parts(getattr(seen, f"get_{kind}")(table)))
        for table in seen.get_table_names()
        for kind in kinds
        if table != "alembic_version"
    }


def _parts(found: Any) -> list[dict[str, object]]:
    rows = found if isinstance(found, list) else [found]
    return [{name: str(value) for name, value in sorted(row.items())} for row in rows]


def test_the_migrations_make_what_the_models_describe(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    migrated = schema_of(db.engine)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    flask_migrate.downgrade(revision="base")
    Base.metadata.create_all(db.engine)
    assert migrated == schema_of(db.engine)


def test_the_migrations_can_be_taken_back(empty_app: Flask) -> None:
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    flask_migrate.upgrade()
    assert set(inspect(db.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_the_migrations_stand_in_one_line(empty_app: Flask) -> None:
    scripts = ScriptDirectory(empty_app.extensions["migrate"].directory)
    assert len(scripts.get_heads()) == 1
