"""What calendars answered, how far the mailbox has been read, and what became of each mail."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

REASONS = (
    "too_large", "too_nested", "unreadable", "method", "several", "recurring", "no_answer", "bad_sender",
    "unknown_entry", "wrong_attendee", "wrong_sender", "from_future", "unknown_letter", "wrong_recipient",
)
KINDS = ("answer", "known", "bounce", "delay", "automatic", "other", "refused")


def upgrade() -> None:
    op.create_table(
        "calendar_reply",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum("accepted", "tentative", "declined", name="replystate", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_calendar_reply_sequence")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_calendar_reply_registration_id_registration"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_calendar_reply")),
    )
    op.create_table(
        "mailbox",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.CheckConstraint("uid_validity >= 0 AND last_uid >= 0", name=op.f("ck_mailbox_numbers")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mailbox")),
    )
    op.create_table(
        "incoming_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="mailkind", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("reason", sa.Enum(*REASONS, name="reason", native_enum=False, create_constraint=True, length=20), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_incoming_mail_letter_id_letter"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_incoming_mail_registration_id_registration"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_mail")),
    )
    op.create_index("ix_incoming_mail_read_at_kind", "incoming_mail", ["read_at", "kind"])
    op.create_index(op.f("ix_incoming_mail_letter_id"), "incoming_mail", ["letter_id"])
    op.create_index(op.f("ix_incoming_mail_registration_id"), "incoming_mail", ["registration_id"])


def downgrade() -> None:
    for table in ("incoming_mail", "mailbox", "calendar_reply"):
        op.drop_table(table)
