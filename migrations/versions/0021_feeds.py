"""What is passed over of clusters' own calendars, and what came of fetching them, told more exactly."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

OUTCOMES = (
    "never", "read", "unchanged", "forbidden", "no_host", "unreachable", "untrusted", "too_slow", "too_large",
    "refused", "redirects", "no_calendar",
)
MORE = ("no_address", "port", "password")


def held_to(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    with op.batch_alter_table("cluster_feed") as batch:
        batch.add_column(sa.Column("passed_over", sa.String(length=200), nullable=False, server_default=""))
        batch.drop_constraint(op.f("ck_cluster_feed_fetchoutcome"), type_="check")
        batch.create_check_constraint(op.f("ck_cluster_feed_fetchoutcome"), held_to("outcome", OUTCOMES + MORE))
    with op.batch_alter_table("cluster_feed") as batch:
        batch.alter_column("passed_over", server_default=None)


def downgrade() -> None:
    # All of them were told as addresses that may not be fetched.
    op.execute(f"UPDATE cluster_feed SET outcome = 'forbidden' WHERE {held_to('outcome', MORE)}")
    with op.batch_alter_table("cluster_feed") as batch:
        batch.drop_constraint(op.f("ck_cluster_feed_fetchoutcome"), type_="check")
        batch.create_check_constraint(op.f("ck_cluster_feed_fetchoutcome"), held_to("outcome", OUTCOMES))
        batch.drop_column("passed_over")
