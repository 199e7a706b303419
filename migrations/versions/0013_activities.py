"""Activities, calendars that are read in, trusted clusters, and the shared calendar's version."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("feed_key", sa.String(length=300), nullable=True),
        sa.Column("title_sv", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("text_sv", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("county", sa.String(length=120), nullable=False),
        sa.Column("mode", sa.Enum("on_site", "online", "hybrid", name="mode", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("state", sa.Enum("draft", "waiting", "approved", "withdrawn", "cancelled", name="activitystate", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("shown_first", sa.Date(), nullable=True),
        sa.Column("shown_last", sa.Date(), nullable=True),
        sa.CheckConstraint("(shown IS NULL) = (shown_first IS NULL) AND (shown IS NULL) = (shown_last IS NULL)", name=op.f("ck_activity_shown")),
        sa.CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name=op.f("ck_activity_both_times")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_activity_times")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_activity_days")),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_activity_cluster_id_cluster"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("cluster_id", "feed_key", name=op.f("uq_activity_cluster_id_feed_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_activity_uid")),
    )
    op.create_index(op.f("ix_activity_last_day"), "activity", ["last_day"])
    op.create_index(op.f("ix_activity_shown_last"), "activity", ["shown_last"])
    op.create_table(
        "activity_theme",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_activity_theme_activity_id_activity"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_activity_theme_theme_id_theme"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("activity_id", "theme_id", name=op.f("pk_activity_theme")),
    )
    op.create_table(
        "cluster_feed",
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.String(length=300), nullable=False),
        sa.Column("last_modified", sa.String(length=100), nullable=False),
        sa.Column("outcome", sa.Enum("never", "read", "unchanged", "forbidden", "no_host", "unreachable", "untrusted", "too_slow", "too_large", "refused", "redirects", "no_calendar", name="fetchoutcome", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_cluster_feed_cluster_id_cluster"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cluster_id", name=op.f("pk_cluster_feed")),
    )
    op.create_table(
        "trusted_cluster",
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("trusted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trusted_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_trusted_cluster_cluster_id_cluster"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cluster_id", name=op.f("pk_trusted_cluster")),
    )
    op.create_table(
        "calendar_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_calendar_version_alone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_version")),
    )


def downgrade() -> None:
    for table in ("calendar_version", "trusted_cluster", "cluster_feed", "activity_theme", "activity"):
        op.drop_table(table)
