"""Prints of documents."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "print_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum("waiting", "printing", "done", "failed", "stopped", name="jobstate", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("of_all", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("trouble", sa.Enum("changed", "broke", "cannot", name="trouble", native_enum=False, create_constraint=True, length=20), nullable=True),
        sa.Column("kept_as", sa.String(length=250), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("done >= 0 AND of_all >= 0 AND run > 0", name=op.f("ck_print_job_numbers")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_print_job_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sa.UniqueConstraint("meeting_id", "document", "lang", name=op.f("uq_print_job_meeting_id_document_lang")),
    )


def downgrade() -> None:
    op.drop_table("print_job")
