"""What is known of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from planner.accounts.models import Account, AccountCluster, SignInLink
from planner.core.actor import Actor, Role
from planner.core.errors import NotFound
from planner.core.tokens import hash_token


@dataclass(frozen=True)
class AccountRow:
    """An account as its own page and the list show it."""

    id: int
    name: str
    email: str
    role: Role
    lang: str
    is_active: bool
    signed_in_at: datetime | None


@dataclass(frozen=True)
class Invited:
    """Whom a sign-in link that still works is for."""

    name: str
    email: str


_COLUMNS = (
    Account.id,
    Account.name,
    Account.email,
    Account.role,
    Account.lang,
    Account.is_active,
    Account.signed_in_at,
)


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


def accounts(db: Session) -> Sequence[AccountRow]:
    """All accounts, open ones first, by name."""
    closed_last = case((Account.is_active, 0), else_=1)
    rows = db.execute(select(*_COLUMNS).order_by(closed_last, func.lower(Account.name), Account.id))
    return [AccountRow(*row) for row in rows]


def account(db: Session, account_id: int) -> AccountRow:
    """One account. Raises NotFound."""
    row = db.execute(select(*_COLUMNS).where(Account.id == account_id)).one_or_none()
    if row is None:
        raise NotFound
    return AccountRow(*row)


def account_with_address(db: Session, email: str) -> AccountRow | None:
    """The account that letters to `email` belong to, open or closed, if any."""
    row = db.execute(select(*_COLUMNS).where(Account.email == email.strip().lower())).one_or_none()
    return AccountRow(*row) if row else None


def staff_of(db: Session, cluster_id: int) -> Sequence[AccountRow]:
    """The open accounts of those who work for a cluster, by name."""
    rows = db.execute(
        select(*_COLUMNS)
        .join(AccountCluster, AccountCluster.account_id == Account.id)
        .where(AccountCluster.cluster_id == cluster_id, Account.is_active)
        .order_by(func.lower(Account.name), Account.id)
    )
    return [AccountRow(*row) for row in rows]


def clusters_of(db: Session, account_id: int) -> frozenset[int]:
    """The clusters that an account's person works for."""
    return frozenset(db.scalars(select(AccountCluster.cluster_id).where(AccountCluster.account_id == account_id)))


def invited_by(db: Session, token: str, now: datetime) -> Invited | None:
    """Whom the link signs in; None if it was used, is too old, never was, or its account is closed."""
    row = db.execute(
        select(Account.name, Account.email)
        .join(SignInLink, SignInLink.account_id == Account.id)
        .where(
            SignInLink.token_hash == hash_token(token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now,
            Account.is_active,
        )
    ).one_or_none()
    return Invited(row.name, row.email) if row else None


def links_made_since(db: Session, since: datetime, *, account_id: int, asked_from: str) -> tuple[int, int]:
    """(for this account, for this asker) how many links were made after `since`."""
    mine = SignInLink.account_id == account_id
    theirs = SignInLink.asked_from == asked_from
    counted = db.execute(
        select(func.count(case((mine, 1))), func.count(case((theirs, 1)))).where(
            mine | theirs, SignInLink.made_at > since
        )
    ).one()
    return counted[0], counted[1]


def other_active_admins(db: Session, account_id: int) -> int:
    """How many admins would be left without this account."""
    return db.execute(
        select(func.count()).where(Account.role == Role.ADMIN, Account.is_active, Account.id != account_id)
    ).scalar_one()


def contact_of(db: Session, actor: Actor) -> tuple[str, str]:
    """(name, e-mail address) of whoever is signed in, to be a gathering's contact until the lead says otherwise."""
    row = db.execute(select(Account.name, Account.email).where(Account.id == actor.account_id)).one_or_none()
    return (row.name, row.email) if row else ("", "")
