"""What gatherings ask of those who register."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = ("text", "long_text", "number", "choice", "choices", "date", "file", "wish")
MODES = ("on_site", "online", "hybrid")


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_question_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_meeting_id"), "question", ["meeting_id"])
    op.create_table(
        "question_version",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="questionkind", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("label_sv", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("hint_sv", sa.String(length=600), nullable=False),
        sa.Column("hint_en", sa.String(length=600), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("if_question_id", sa.Integer(), nullable=True),
        sa.Column("if_option", sa.String(length=20), nullable=False),
        sa.Column(
            "if_mode",
            sa.Enum(*MODES, name="mode", native_enum=False, create_constraint=True, length=20),
            nullable=True,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_question_version_number")),
        sa.CheckConstraint("(if_question_id IS NULL) = (if_option = '')", name=op.f("ck_question_version_condition")),
        sa.CheckConstraint("if_question_id <> question_id", name=op.f("ck_question_version_not_itself")),
        sa.CheckConstraint("if_mode <> 'hybrid'", name=op.f("ck_question_version_one_mode")),
        sa.ForeignKeyConstraint(
            ["if_question_id"],
            ["question.id"],
            name=op.f("fk_question_version_if_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_version_question_id_question"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "number", name=op.f("pk_question_version")),
    )
    op.create_index(op.f("ix_question_version_if_question_id"), "question_version", ["if_question_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_question_version_if_question_id"), table_name="question_version")
    op.drop_table("question_version")
    op.drop_index(op.f("ix_question_meeting_id"), table_name="question")
    op.drop_table("question")
