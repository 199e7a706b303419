"""The building that a room is in."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("room") as room:
        room.add_column(sa.Column("building", sa.String(length=120), nullable=False, server_default=""))
    with op.batch_alter_table("room") as room:
        room.alter_column("building", existing_type=sa.String(length=120), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("room") as room:
        room.drop_column("building")
