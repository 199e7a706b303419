"""What a lead says of a gathering afterwards, for whoever paid for it."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proof_note",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("purpose_sv", sa.Text(), nullable=False),
        sa.Column("purpose_en", sa.Text(), nullable=False),
        sa.Column("evaluation_sv", sa.Text(), nullable=False),
        sa.Column("evaluation_en", sa.Text(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.Column("invitation", sa.Text(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("recipients", sa.Integer(), nullable=True),
        sa.Column("top_mark", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("answers >= 0", name=op.f("ck_proof_note_answers")),
        sa.CheckConstraint("recipients >= 0", name=op.f("ck_proof_note_recipients")),
        sa.CheckConstraint("invitation = '' OR invited_on IS NOT NULL", name=op.f("ck_proof_note_invited_on")),
        sa.CheckConstraint("top_mark BETWEEN 2 AND 10", name=op.f("ck_proof_note_top_mark")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_proof_note_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_proof_note")),
    )
    op.create_table(
        "proof_mark",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.CheckConstraint("hundredths BETWEEN 0 AND 1000", name=op.f("ck_proof_mark_hundredths")),
        sa.ForeignKeyConstraint(["meeting_id"], ["proof_note.meeting_id"], name=op.f("fk_proof_mark_meeting_id_proof_note"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("meeting_id", "place", name=op.f("pk_proof_mark")),
    )


def downgrade() -> None:
    op.drop_table("proof_mark")
    op.drop_table("proof_note")
