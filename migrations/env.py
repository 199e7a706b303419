"""Alembic's environment: Flask-Migrate gives the engine and the metadata."""

from alembic import context
from flask import current_app


def plain_type(kind: str, thing: object, _autogenerate_context: object) -> str | bool:
    """A migration must not change when the code does: our own column type is written as SQLAlchemy's."""
    return "sa.DateTime(timezone=True)" if kind == "type" and type(thing).__name__ == "Instant" else False


database = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args


def run() -> None:
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=options["metadata"],
            render_as_batch=True,
            compare_type=True,
            render_item=plain_type,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
