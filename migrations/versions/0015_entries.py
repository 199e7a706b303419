"""What was mailed of calendar entries, and who wants entries of what they chose."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailed_entry",
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_uid", sa.String(length=32), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Enum("held", "cancelled", name="entrystate", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("told", sa.String(length=64), nullable=False),
        sa.Column("first_mailed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_mailed_entry_sequence")),
        sa.CheckConstraint("address = lower(address)", name=op.f("ck_mailed_entry_address")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_mailed_entry_meeting_id_meeting"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_mailed_entry_registration_id_registration"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mailed_entry_person_id_person"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_mailed_entry")),
        sa.UniqueConstraint("meeting_id", "item_uid", "address", name=op.f("uq_mailed_entry_meeting_id_item_uid_address")),
    )
    op.create_index(op.f("ix_mailed_entry_registration_id"), "mailed_entry", ["registration_id"])
    op.create_index(op.f("ix_mailed_entry_person_id"), "mailed_entry", ["person_id"])
    op.create_table(
        "item_entry_wish",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_item_entry_wish_registration_id_registration"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_item_entry_wish")),
    )
    # Entries that were mailed before: what they told was not kept, so the next version tells all of them anew.
    op.execute(
        "INSERT INTO mailed_entry (uid, meeting_id, address, lang, state, sequence, told, first_mailed_at, mailed_at)"
        " SELECT uid, meeting_id, email, lang, 'held', sequence, '', registered_at, changed_at FROM registration"
        " WHERE status = 'confirmed' AND EXISTS (SELECT 1 FROM letter WHERE letter.meeting_id = registration.meeting_id"
        " AND letter.recipient = registration.email AND letter.calendar_method = 'REQUEST')"
    )


def downgrade() -> None:
    for table in ("item_entry_wish", "mailed_entry"):
        op.drop_table(table)
