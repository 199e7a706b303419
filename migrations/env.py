"""Alembic's environment: Flask-Migrate gives the engine and the metadata."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection


def plain_type(kind: str, thing: object, _autogenerate_context: object) -> str | bool:
    """A migration must not change when the code does: our own column type is written as SQLAlchemy's."""
    return "sa.DateTime(timezone=True)" if kind == "type" and type(thing).__name__ == "Instant" else False


database = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args


@contextmanager
def loose_ends_allowed(connection: Connection) -> Iterator[None]:
    """SQLite makes a table anew to change it, and dropping the old one would take along every row that refers to it.

    So references are not held to meanwhile; whether they all hold is asked before the end. The driver is told itself:
    inside a transaction SQLite would not listen.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        # Whatever has not been committed by now is lost; and while it hangs on, SQLite would not listen either.
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    with database.engine.connect() as connection, loose_ends_allowed(connection):
        context.configure(
            connection=connection,
            target_metadata=options["metadata"],
            render_as_batch=True,
            compare_type=True,
            render_item=plain_type,
        )
        with context.begin_transaction():
            context.run_migrations()
            if connection.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"The migration left rows that refer to nothing: {broken[:5]}")
        connection.commit()


run()
