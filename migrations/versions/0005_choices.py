"""Choices among parallel items."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "choice_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.Enum("first_come", "ranked", name="way", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_choice_block_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice_block")),
    )
    op.create_index(op.f("ix_choice_block_meeting_id"), "choice_block", ["meeting_id"])
    op.create_table(
        "block_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("item_uid", sa.String(length=32), nullable=False),
        sa.Column("title_sv", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["choice_block.id"], name=op.f("fk_block_item_block_id_choice_block"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_item")),
        sa.UniqueConstraint("block_id", "item_uid", name=op.f("uq_block_item_block_id_item_uid")),
        sa.UniqueConstraint("id", "block_id", name=op.f("uq_block_item_id_block_id")),
    )
    op.create_index(op.f("ix_block_item_item_uid"), "block_item", ["item_uid"])
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["choice_block.id"], name=op.f("fk_assignment_block_id_choice_block"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_block_id"), "assignment", ["block_id"])
    op.create_table(
        "choice",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("block_item_id", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_item_id", "block_id"], ["block_item.id", "block_item.block_id"],
            name=op.f("fk_choice_block_item_id_block_id_block_item"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_choice_registration_id_registration"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("registration_id", "block_id", name=op.f("pk_choice")),
    )
    op.create_index(op.f("ix_choice_block_item_id"), "choice", ["block_item_id"])
    op.create_table(
        "item_wish",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("block_item_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.CheckConstraint("rank > 0", name=op.f("ck_item_wish_rank")),
        sa.ForeignKeyConstraint(
            ["block_item_id", "block_id"], ["block_item.id", "block_item.block_id"],
            name=op.f("fk_item_wish_block_item_id_block_id_block_item"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_item_wish_registration_id_registration"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("registration_id", "block_item_id", name=op.f("pk_item_wish")),
        sa.UniqueConstraint("registration_id", "block_id", "rank", name=op.f("uq_item_wish_registration_id_block_id_rank")),
    )
    op.create_index(op.f("ix_item_wish_block_item_id"), "item_wish", ["block_item_id"])


def downgrade() -> None:
    for table in ("item_wish", "choice", "assignment", "block_item", "choice_block"):
        op.drop_table(table)
