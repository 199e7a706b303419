"""Publications to come, letters about versions, who wants which of them, and days that ran late."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scheduled_publication",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("with_agenda", sa.Boolean(), nullable=False),
        sa.Column("preliminary", sa.Boolean(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("seen_number", sa.Integer(), nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scheduled_by", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("seen_number >= 0", name=op.f("ck_scheduled_publication_seen_number")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_scheduled_publication_account_id_account"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_scheduled_publication_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_scheduled_publication")),
    )
    op.create_table(
        "change_notice",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("changes", "late", "back", name="noticekind", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_change_notice_programme_id_programme"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("programme_id", name=op.f("pk_change_notice")),
    )
    op.create_table(
        "change_letter",
        sa.Column("letter_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_change_letter_programme_id_programme"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_change_letter")),
    )
    op.create_index(op.f("ix_change_letter_programme_id"), "change_letter", ["programme_id"])
    op.create_table(
        "letter_wish",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("of_changes", sa.Boolean(), nullable=False),
        sa.Column("on_the_day", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_letter_wish_registration_id_registration"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_letter_wish")),
    )
    op.create_table(
        "delay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=200), nullable=False),
        sa.Column("undone_programme_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_delay_minutes")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_delay_meeting_id_meeting"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_delay_programme_id_programme"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["undone_programme_id"], ["programme.id"], name=op.f("fk_delay_undone_programme_id_programme"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delay")),
    )
    op.create_index("ix_delay_meeting_id_held_on", "delay", ["meeting_id", "held_on"])
    op.create_index(op.f("ix_delay_programme_id"), "delay", ["programme_id"])
    op.create_index(op.f("ix_delay_undone_programme_id"), "delay", ["undone_programme_id"])


def downgrade() -> None:
    for table in ("delay", "letter_wish", "change_letter", "change_notice", "scheduled_publication"):
        op.drop_table(table)
