"""Ticks at the door, people who came unannounced, and links for those who help there."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visitor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_visitor_cluster_id_cluster"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_visitor_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor")),
        sa.UniqueConstraint("form_key", name=op.f("uq_visitor_form_key")),
    )
    op.create_index(op.f("ix_visitor_cluster_id"), "visitor", ["cluster_id"])
    op.create_index(op.f("ix_visitor_meeting_id"), "visitor", ["meeting_id"])
    op.create_table(
        "visitor_part",
        sa.Column("visitor_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_visitor_part_part_id_part"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["visitor_id"], ["visitor.id"], name=op.f("fk_visitor_part_visitor_id_visitor"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visitor_id", "part_id", name=op.f("pk_visitor_part")),
    )
    op.create_index(op.f("ix_visitor_part_part_id"), "visitor_part", ["part_id"])
    op.create_table(
        "tick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("visitor_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Enum("present", "absent", "unset", name="tickstate", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("way", sa.Enum("phone", "qr", "sheet", name="tickway", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ticked_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(registration_id IS NULL) <> (visitor_id IS NULL)", name=op.f("ck_tick_who")),
        sa.CheckConstraint("ticked_at <= received_at", name=op.f("ck_tick_ticked_at")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_tick_meeting_id_meeting"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_tick_part_id_part"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_tick_registration_id_registration"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["visitor_id"], ["visitor.id"], name=op.f("fk_tick_visitor_id_visitor"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tick")),
        sa.UniqueConstraint("key", name=op.f("uq_tick_key")),
    )
    op.create_index("ix_tick_meeting_id_part_id", "tick", ["meeting_id", "part_id"])
    for column in ("part_id", "registration_id", "visitor_id"):
        op.create_index(op.f(f"ix_tick_{column}"), "tick", [column])
    op.create_table(
        "door",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_door_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door")),
        sa.UniqueConstraint("salt", name=op.f("uq_door_salt")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_door_token_hash")),
    )
    op.create_index(op.f("ix_door_meeting_id"), "door", ["meeting_id"])


def downgrade() -> None:
    for table in ("door", "tick", "visitor_part", "visitor"):
        op.drop_table(table)
