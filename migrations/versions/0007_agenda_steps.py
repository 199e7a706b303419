"""Parked items, and the history of agendas."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

VERBS = (
    "add", "change", "remove", "copy", "place", "park", "stretch", "shift", "swap", "swap_rooms", "move_block",
    "fill", "break", "split", "start", "suggest", "late", "follow", "restore", "undo", "redo",
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("item") as item:
        item.add_column(sa.Column("parked", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("item") as item:
        item.alter_column("parked", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    op.create_table(
        "agenda_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "verb",
            sa.Enum(*VERBS, name="verb", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("edits", sa.Text(), nullable=False),
        sa.Column("reverts", sa.Integer(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_agenda_step_number")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_agenda_step_account_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_step_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_step")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_agenda_step_meeting_id_number")),
    )
    op.create_index("ix_agenda_step_account_id", "agenda_step", ["account_id"])


def downgrade() -> None:
    op.drop_index("ix_agenda_step_account_id", table_name="agenda_step")
    op.drop_table("agenda_step")
    with op.batch_alter_table("item") as item:
        item.drop_column("parked")
