"""Whoever came, and gave the seat to a colleague then, stays on the list of the door as somebody of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        batch.add_column(sa.Column("seat_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_visitor_seat_id_registration"), "registration", ["seat_id"], ["id"], ondelete="SET NULL"
        )
        batch.create_index(op.f("ix_visitor_seat_id"), ["seat_id"])


def downgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        batch.drop_index(op.f("ix_visitor_seat_id"))
        batch.drop_constraint(op.f("fk_visitor_seat_id_registration"), type_="foreignkey")
        batch.drop_column("seat_id")
