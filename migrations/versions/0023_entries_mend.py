"""What calendars answered about entries of items and of picked dates."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

STATES = ("accepted", "tentative", "declined")


def upgrade() -> None:
    op.create_table(
        "item_reply",
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="replystate", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_item_reply_sequence")),
        sa.ForeignKeyConstraint(["uid"], ["mailed_entry.uid"], name=op.f("fk_item_reply_uid_mailed_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_item_reply")),
    )
    op.create_table(
        "poll_reply",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="replystate", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_poll_reply_sequence")),
        sa.ForeignKeyConstraint(["entry_id"], ["poll_entry.id"], name=op.f("fk_poll_reply_entry_id_poll_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_poll_reply")),
    )
    with op.batch_alter_table("incoming_mail") as batch:
        batch.add_column(sa.Column("entry_uid", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("meeting_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_incoming_mail_entry_uid_mailed_entry"), "mailed_entry", ["entry_uid"], ["uid"], ondelete="SET NULL")
        batch.create_foreign_key(op.f("fk_incoming_mail_meeting_id_meeting"), "meeting", ["meeting_id"], ["id"], ondelete="SET NULL")
        batch.create_index(op.f("ix_incoming_mail_entry_uid"), ["entry_uid"])
        batch.create_index(op.f("ix_incoming_mail_meeting_id"), ["meeting_id"])


def downgrade() -> None:
    with op.batch_alter_table("incoming_mail") as batch:
        batch.drop_index(op.f("ix_incoming_mail_meeting_id"))
        batch.drop_index(op.f("ix_incoming_mail_entry_uid"))
        batch.drop_constraint(op.f("fk_incoming_mail_meeting_id_meeting"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_incoming_mail_entry_uid_mailed_entry"), type_="foreignkey")
        batch.drop_column("meeting_id")
        batch.drop_column("entry_uid")
    op.drop_table("poll_reply")
    op.drop_table("item_reply")
