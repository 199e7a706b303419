"""Invitations with links and reminders."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    old = sa.table(
        "invitation",
        sa.column("meeting_id", sa.Integer()),
        sa.column("cluster_id", sa.Integer()),
        sa.column("invited_at", sa.DateTime(timezone=True)),
        sa.column("sends_nobody", sa.Boolean()),
    )
    kept = op.get_bind().execute(sa.select(old)).all()
    op.drop_table("invitation")
    _make()
    new = sa.table("invitation", *(sa.column(name) for name in _TEXTS), *(sa.column(name) for name in _NUMBERS), *_TIMES)
    rows = [
        {
            **dict.fromkeys(_TEXTS, ""),
            **dict.fromkeys(_NUMBERS, 0),
            "lang": "sv",
            "meeting_id": row.meeting_id,
            "cluster_id": row.cluster_id,
            # A link is made when the first letter leaves: until then these are as good as any.
            "salt": secrets.token_hex(16),
            "token_hash": secrets.token_hex(32),
            "invited_at": row.invited_at,
            "declined_at": row.invited_at if row.sends_nobody else None,
        }
        for row in kept
    ]
    if rows:
        op.get_bind().execute(sa.insert(new), rows)


_TEXTS = ("name", "lang", "salt", "token_hash", "declined_by")
_NUMBERS = ("meeting_id", "cluster_id", "sendings", "reminders", "auto_reminders")
_TIMES = (sa.column("invited_at", sa.DateTime(timezone=True)), sa.column("declined_at", sa.DateTime(timezone=True)))


def _make() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("comes_from_id", sa.Integer(), nullable=True),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sendings", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_by", sa.String(length=200), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("auto_reminders", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(cluster_id IS NULL) != (email IS NULL)", name=op.f("ck_invitation_cluster_or_person")
        ),
        sa.CheckConstraint("auto_reminders BETWEEN 0 AND 2", name=op.f("ck_invitation_auto_reminders")),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_invitation_cluster_id_cluster"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_invitation_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.ForeignKeyConstraint(
            ["comes_from_id"], ["cluster.id"], name=op.f("fk_invitation_comes_from_id_cluster"), ondelete="SET NULL"
        ),
        sa.UniqueConstraint("meeting_id", "cluster_id", name=op.f("uq_invitation_meeting_id_cluster_id")),
        sa.UniqueConstraint("meeting_id", "email", name=op.f("uq_invitation_meeting_id_email")),
        sa.UniqueConstraint("salt", name=op.f("uq_invitation_salt")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_meeting_id"), "invitation", ["meeting_id"])
    op.create_index(op.f("ix_invitation_cluster_id"), "invitation", ["cluster_id"])
    op.create_index(op.f("ix_invitation_comes_from_id"), "invitation", ["comes_from_id"])
    op.create_table(
        "invitation_letter",
        sa.Column("letter_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("sending", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_invitation_letter_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_invitation_letter")),
    )
    op.create_index(op.f("ix_invitation_letter_invitation_id"), "invitation_letter", ["invitation_id"])
    op.create_table(
        "inviting_terms",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("message_sv", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.Column("first_days", sa.Integer(), nullable=True),
        sa.Column("second_days", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "first_days BETWEEN 1 AND 90 AND second_days BETWEEN 1 AND 90", name=op.f("ck_inviting_terms_days")
        ),
        sa.CheckConstraint("second_days < first_days", name=op.f("ck_inviting_terms_order")),
        sa.CheckConstraint("second_days IS NULL OR first_days IS NOT NULL", name=op.f("ck_inviting_terms_first")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_inviting_terms_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_inviting_terms")),
    )


def downgrade() -> None:
    """Clusters' invitations stay; named persons were not known of before."""
    new = sa.table(
        "invitation",
        sa.column("meeting_id", sa.Integer()),
        sa.column("cluster_id", sa.Integer()),
        sa.column("invited_at", sa.DateTime(timezone=True)),
        sa.column("declined_at", sa.DateTime(timezone=True)),
    )
    kept = op.get_bind().execute(sa.select(new).where(new.c.cluster_id.is_not(None))).all()
    op.drop_table("inviting_terms")
    op.drop_table("invitation_letter")
    op.drop_table("invitation")
    old = op.create_table(
        "invitation",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sends_nobody", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_invitation_cluster_id_cluster"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_invitation_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "cluster_id", name=op.f("pk_invitation")),
    )
    rows = [
        {
            "meeting_id": row.meeting_id,
            "cluster_id": row.cluster_id,
            "invited_at": row.invited_at,
            "sends_nobody": row.declined_at is not None,
        }
        for row in kept
    ]
    if rows:
        op.bulk_insert(old, rows)
