"""Letters know which calendar entry they hold, and which edition of it; questions about dates are a sort of their own."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

SORTS = ("receipt", "invitations", "changes", "on_the_day", "messages")
SORTS_NOW = ("receipt", "invitations", "dates", "changes", "on_the_day", "messages")
POLLS = "kind IN ('date-poll', 'date-reminder')"


THEIRS = "SELECT {} FROM errand WHERE kind = 'deliver-letter' AND payload = CAST(letter.id AS VARCHAR(200)) AND state IN ({})"
FAILED = THEIRS.format("max(trouble)", "'failed'")
ALIVE = THEIRS.format("1", "'waiting', 'running'")
WENT_WRONG = THEIRS.format("1", "'failed'")


def held_to(values: tuple[str, ...]) -> str:
    return f"sort IN ({', '.join(repr(value) for value in values)})"


def hold_sorts_to(values: tuple[str, ...]) -> None:
    for table in ("letter", "mail_refusal"):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_sort"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{table}_sort"), held_to(values))


def upgrade() -> None:
    with op.batch_alter_table("letter") as batch:
        batch.add_column(sa.Column("entry_uid", sa.String(length=255), nullable=False, server_default=""))
        batch.add_column(sa.Column("entry_sequence", sa.Integer(), nullable=False, server_default="0"))
        batch.create_index(op.f("ix_letter_entry_uid"), ["entry_uid"])
    with op.batch_alter_table("letter") as batch:
        for column in ("entry_uid", "entry_sequence"):
            batch.alter_column(column, server_default=None)
    _look_up_entries()
    hold_sorts_to(SORTS_NOW)
    op.execute(f"UPDATE letter SET sort = 'dates' WHERE {POLLS}")
    # What died unseen waited for ever: now the lead sees it, and can have it sent again.
    op.execute(
        f"UPDATE letter SET state = 'given_up', settled_at = posted_at, trouble = ({FAILED})"
        f" WHERE state IN ('waiting', 'deferred') AND EXISTS ({WENT_WRONG}) AND NOT EXISTS ({ALIVE})"
    )


def _look_up_entries() -> None:
    """The entries of the letters that there are already, as they stand in them."""
    letter = sa.table("letter", sa.column("id"), sa.column("calendar", sa.LargeBinary()), sa.column("entry_uid"),
                      sa.column("entry_sequence"))  # fmt: skip
    connection = op.get_bind()
    known = connection.execute(sa.select(letter.c.id, letter.c.calendar).where(letter.c.calendar.is_not(None))).all()
    for letter_id, calendar in known:
        event = re.sub(rb"\r?\n[ \t]", b"", calendar).partition(b"BEGIN:VEVENT")[2]
        uid, sequence = re.search(rb"^UID:(\S+)", event, re.M), re.search(rb"^SEQUENCE:(\d+)", event, re.M)
        if uid is not None:
            entry = {"entry_uid": uid[1].decode("utf-8", "replace")[:255], "entry_sequence": int(sequence[1]) if sequence else 0}
            connection.execute(letter.update().where(letter.c.id == letter_id).values(entry))


def downgrade() -> None:
    op.execute("UPDATE letter SET sort = 'invitations' WHERE sort = 'dates'")
    op.execute("DELETE FROM mail_refusal WHERE sort = 'dates'")
    hold_sorts_to(SORTS)
    with op.batch_alter_table("letter") as batch:
        batch.drop_index(op.f("ix_letter_entry_uid"))
        for column in ("entry_sequence", "entry_uid"):
            batch.drop_column(column)
