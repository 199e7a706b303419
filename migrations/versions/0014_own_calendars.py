"""Calendars of one's own, by secret address; and registrations found by their address."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("page_salt", sa.String(length=32), nullable=True),
        sa.Column("page_hash", sa.String(length=64), nullable=True),
        sa.Column("alarm_minutes", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(registration_id IS NULL) <> (email IS NULL)", name=op.f("ck_own_calendar_one_kind")),
        sa.CheckConstraint("(email IS NULL) = (page_hash IS NULL)", name=op.f("ck_own_calendar_page")),
        sa.CheckConstraint("alarm_minutes >= 0", name=op.f("ck_own_calendar_alarm_minutes")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_own_calendar_registration_id_registration"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_calendar")),
        sa.UniqueConstraint("email", name=op.f("uq_own_calendar_email")),
        sa.UniqueConstraint("page_hash", name=op.f("uq_own_calendar_page_hash")),
        sa.UniqueConstraint("page_salt", name=op.f("uq_own_calendar_page_salt")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_own_calendar_registration_id")),
        sa.UniqueConstraint("salt", name=op.f("uq_own_calendar_salt")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_own_calendar_token_hash")),
    )
    op.create_index("ix_registration_email", "registration", ["email"])


def downgrade() -> None:
    op.drop_index("ix_registration_email", table_name="registration")
    op.drop_table("own_calendar")
