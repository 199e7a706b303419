"""What is known of accounts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.accounts.models import Account, AccountCluster
from planner.core.actor import Actor, Role


def actor_of(db: Session, account_id: int, session_key: str) -> Actor | None:
    """The actor of a session; None if the account is closed or was signed out everywhere."""
    rows = db.execute(
        select(Account.name, Account.role, AccountCluster.cluster_id)
        .outerjoin(AccountCluster, AccountCluster.account_id == Account.id)
        .where(Account.id == account_id, Account.session_key == session_key, Account.is_active)
    ).all()
    if not rows:
        return None
    return Actor(
        name=rows[0].name,
        account_id=account_id,
        role=Role(rows[0].role),
        cluster_ids=frozenset(r.cluster_id for r in rows if r.cluster_id is not None),
    )
