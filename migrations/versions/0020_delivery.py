"""Sorts of letters and who declines them, the pace at which they leave, and letters sent on to another address."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SORTS = ("receipt", "invitations", "changes", "on_the_day", "messages")
STATES = ("waiting", "sent", "deferred", "bounced", "given_up", "kept")


def one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=20)


def held_to(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    op.create_table(
        "mail_switch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("per_minute", sa.Integer(), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_by", sa.String(length=200), nullable=False),
        sa.Column("next_turn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_mail_switch_one")),
        sa.CheckConstraint("per_minute >= 0", name=op.f("ck_mail_switch_per_minute")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_switch")),
    )
    op.create_table(
        "mail_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("sort", sa.Enum(*SORTS, name="sort", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sort <> 'receipt'", name=op.f("ck_mail_refusal_no_receipt")),
        sa.CheckConstraint("meeting_id >= 0", name=op.f("ck_mail_refusal_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_refusal")),
        sa.UniqueConstraint("address", "sort", "meeting_id", name=op.f("uq_mail_refusal_address_sort_meeting_id")),
    )
    with op.batch_alter_table("letter") as batch:
        batch.add_column(sa.Column("sort", one_of("sort", SORTS), nullable=False, server_default="receipt"))
        batch.add_column(sa.Column("hurries", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch.add_column(sa.Column("turn_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("anew_of_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("asked_by", sa.String(length=200), nullable=False, server_default=""))
        batch.drop_constraint(op.f("ck_letter_letterstate"), type_="check")
        batch.create_check_constraint(op.f("ck_letter_letterstate"), held_to("state", (*STATES, "declined")))
        batch.create_check_constraint(op.f("ck_letter_sort"), held_to("sort", SORTS))
        batch.create_foreign_key(op.f("fk_letter_anew_of_id_letter"), "letter", ["anew_of_id"], ["id"], ondelete="SET NULL")
        batch.create_index(op.f("ix_letter_handed_at"), ["handed_at"])
        batch.create_index(op.f("ix_letter_anew_of_id"), ["anew_of_id"])
    with op.batch_alter_table("letter") as batch:
        for column in ("sort", "hurries", "asked_by"):
            batch.alter_column(column, server_default=None)


def downgrade() -> None:
    # What nobody wanted was never sent: the nearest that there was before is a letter that was given up.
    op.execute("UPDATE letter SET state = 'given_up' WHERE state = 'declined'")
    with op.batch_alter_table("letter") as batch:
        batch.drop_index(op.f("ix_letter_anew_of_id"))
        batch.drop_index(op.f("ix_letter_handed_at"))
        batch.drop_constraint(op.f("fk_letter_anew_of_id_letter"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_letter_sort"), type_="check")
        batch.drop_constraint(op.f("ck_letter_letterstate"), type_="check")
        batch.create_check_constraint(op.f("ck_letter_letterstate"), held_to("state", STATES))
        for column in ("asked_by", "anew_of_id", "handed_at", "turn_at", "hurries", "sort"):
            batch.drop_column(column)
    op.drop_table("mail_refusal")
    op.drop_table("mail_switch")
