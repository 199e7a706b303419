"""Speakers: how they were asked and what they gave; files of items; what published programmes show of both."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "item_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_uid", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_item_file_size")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_item_file_meeting_id_meeting"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_item_file_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_file")),
    )
    op.create_index(op.f("ix_item_file_meeting_id_item_uid"), "item_file", ["meeting_id", "item_uid"])
    op.create_index(op.f("ix_item_file_person_id"), "item_file", ["person_id"])
    op.create_index(op.f("ix_item_file_digest"), "item_file", ["digest"])
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Enum("not_asked", "asked", "confirmed", "declined", name="speakerstatus", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("asked_for", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("bio_sv", sa.Text(), nullable=False),
        sa.Column("bio_en", sa.Text(), nullable=False),
        sa.Column("room_needs", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("reminders >= 0", name=op.f("ck_speaker_reminders")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_speaker_meeting_id_meeting"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_speaker_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_speaker_meeting_id_person_id")),
        sa.UniqueConstraint("salt", name=op.f("uq_speaker_salt")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_speaker_token_hash")),
    )
    op.create_index(op.f("ix_speaker_person_id"), "speaker", ["person_id"])
    op.create_table(
        "speaker_needs",
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_needs_speaker_id_speaker"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("speaker_id", name=op.f("pk_speaker_needs")),
    )
    op.create_table(
        "speaker_hours",
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("is_away", sa.Boolean(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.CheckConstraint("NOT is_away OR (starts IS NULL AND ends IS NULL)", name=op.f("ck_speaker_hours_away")),
        sa.CheckConstraint("starts < ends", name=op.f("ck_speaker_hours_order")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_hours_speaker_id_speaker"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("speaker_id", "held_on", name=op.f("pk_speaker_hours")),
    )
    op.create_table(
        "suggestion",
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("item_uid", sa.String(length=32), nullable=False),
        sa.Column("title_sv", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("abstract_sv", sa.Text(), nullable=False),
        sa.Column("abstract_en", sa.Text(), nullable=False),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_suggestion_speaker_id_speaker"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("speaker_id", "item_uid", name=op.f("pk_suggestion")),
    )
    op.create_table(
        "speaker_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_picture_speaker_id_speaker"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_picture")),
    )
    op.create_index(op.f("ix_speaker_picture_speaker_id"), "speaker_picture", ["speaker_id"])
    op.create_index(op.f("ix_speaker_picture_digest"), "speaker_picture", ["digest"])
    op.create_table(
        "shown_file",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_shown_file_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("meeting_id", "digest", name=op.f("pk_shown_file")),
    )
    op.create_table(
        "speaker_erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("erased", sa.Integer(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_speaker_erasure_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_erasure")),
    )
    op.create_index(op.f("ix_speaker_erasure_meeting_id"), "speaker_erasure", ["meeting_id"])
    op.create_table(
        "speaker_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("looker", sa.String(length=200), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_speaker_look_account_id_account"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_speaker_look_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_look")),
    )
    op.create_index(op.f("ix_speaker_look_meeting_id"), "speaker_look", ["meeting_id"])


def downgrade() -> None:
    for table in (
        "speaker_look", "speaker_erasure", "shown_file", "speaker_picture", "suggestion", "speaker_hours",
        "speaker_needs", "speaker", "item_file",
    ):
        op.drop_table(table)
