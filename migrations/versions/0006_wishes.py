"""Wished topics, and the mail domains of clusters."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cluster") as cluster:
        cluster.add_column(sa.Column("mail_domains", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("cluster") as cluster:
        cluster.alter_column("mail_domains", existing_type=sa.Text(), existing_nullable=False, server_default=None)
    op.create_table(
        "wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_wish_cluster_id_cluster"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_wish_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
    )
    op.create_index("ix_wish_meeting_id_origin", "wish", ["meeting_id", "origin"])


def downgrade() -> None:
    op.drop_index("ix_wish_meeting_id_origin", table_name="wish")
    op.drop_table("wish")
    with op.batch_alter_table("cluster") as cluster:
        cluster.drop_column("mail_domains")
