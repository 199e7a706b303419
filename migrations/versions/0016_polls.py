"""Date polls: dates, clusters that are asked, answers, and the calendar entries that came of them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    op.create_table(
        "date_poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_sv", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("message_sv", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.Column("kind", choice("meetingkind", "network", "cluster", "theme_day", "study_trip", "webinar", "steering", "other"), nullable=False),
        sa.Column("mode", choice("mode", "on_site", "online", "hybrid"), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("shows_answers", sa.Boolean(), nullable=False),
        sa.Column("remind_days", sa.Integer(), nullable=True),
        sa.Column("auto_reminded_on", sa.Date(), nullable=True),
        sa.Column("contact_name", sa.String(length=200), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=200), nullable=False),
        sa.Column("picked_day", sa.Date(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("length BETWEEN 1 AND 3", name=op.f("ck_date_poll_length")),
        sa.CheckConstraint("remind_days BETWEEN 1 AND 30", name=op.f("ck_date_poll_remind_days")),
        sa.CheckConstraint("meeting_id IS NULL OR picked_day IS NOT NULL", name=op.f("ck_date_poll_picked")),
        sa.CheckConstraint("closed_at IS NULL OR sent_at IS NOT NULL", name=op.f("ck_date_poll_closed")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_date_poll_meeting_id_meeting"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_poll")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_date_poll_meeting_id")),
    )
    op.create_table(
        "poll_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["date_poll.id"], name=op.f("fk_poll_date_poll_id_date_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_date")),
        sa.UniqueConstraint("poll_id", "first_day", name=op.f("uq_poll_date_poll_id_first_day")),
    )
    op.create_table(
        "poll_ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sendings", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_poll_ask_cluster_id_cluster"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["poll_id"], ["date_poll.id"], name=op.f("fk_poll_ask_poll_id_date_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_ask")),
        sa.UniqueConstraint("poll_id", "cluster_id", name=op.f("uq_poll_ask_poll_id_cluster_id")),
        sa.UniqueConstraint("salt", name=op.f("uq_poll_ask_salt")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_poll_ask_token_hash")),
    )
    op.create_index(op.f("ix_poll_ask_cluster_id"), "poll_ask", ["cluster_id"])
    op.create_table(
        "poll_mark",
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("date_id", sa.Integer(), nullable=False),
        sa.Column("mark", choice("mark", "yes", "if_needed", "no"), nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["poll_ask.id"], name=op.f("fk_poll_mark_ask_id_poll_ask"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["date_id"], ["poll_date.id"], name=op.f("fk_poll_mark_date_id_poll_date"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ask_id", "date_id", name=op.f("pk_poll_mark")),
    )
    op.create_index(op.f("ix_poll_mark_date_id"), "poll_mark", ["date_id"])
    op.create_table(
        "poll_letter",
        sa.Column("letter_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("sending", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["poll_ask.id"], name=op.f("fk_poll_letter_ask_id_poll_ask"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_poll_letter")),
    )
    op.create_index(op.f("ix_poll_letter_ask_id"), "poll_letter", ["ask_id"])
    op.create_table(
        "poll_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_poll_entry_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_entry")),
        sa.UniqueConstraint("meeting_id", "email", name=op.f("uq_poll_entry_meeting_id_email")),
        sa.UniqueConstraint("uid", name=op.f("uq_poll_entry_uid")),
    )


def downgrade() -> None:
    for table in ("poll_entry", "poll_letter", "poll_mark", "poll_ask", "poll_date", "date_poll"):
        op.drop_table(table)
