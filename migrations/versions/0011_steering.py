"""Items with numbers, and who was there at each."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATES = ("present", "absent", "left", "joined")


def upgrade() -> None:
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("numbered", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("meeting") as meeting:
        meeting.alter_column("numbered", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    op.create_table(
        "presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_uid", sa.String(length=32), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("state", sa.Enum(*STATES, name="presencestate", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.CheckConstraint("(registration_id IS NULL) <> (name IS NULL)", name=op.f("ck_presence_who")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_presence_meeting_id_meeting"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_presence_registration_id_registration"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        sa.UniqueConstraint("meeting_id", "item_uid", "name", name=op.f("uq_presence_meeting_id_item_uid_name")),
        sa.UniqueConstraint("meeting_id", "item_uid", "registration_id", name=op.f("uq_presence_meeting_id_item_uid_registration_id")),
    )
    op.create_index(op.f("ix_presence_registration_id"), "presence", ["registration_id"])
    op.create_table(
        "presence_sheet",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_presence_sheet_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_presence_sheet")),
    )


def downgrade() -> None:
    op.drop_table("presence_sheet")
    op.drop_table("presence")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_column("numbered")
