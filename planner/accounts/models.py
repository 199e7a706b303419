"""Accounts, the clusters their people work for, and single-use sign-in links."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.actor import Role
from planner.core.database import Base, choice


class Account(Base):
    """Somebody who signs in. `session_key` changes to sign them out everywhere."""

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("email = lower(email) AND email LIKE '%@%'", name="email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(choice(Role))
    lang: Mapped[str] = mapped_column(String(2), default="sv")
    is_active: Mapped[bool] = mapped_column(default=True)
    session_key: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]


class AccountCluster(Base):
    """Whom staff work for. The cluster belongs to a higher slice, so it is known here by its key only."""

    __tablename__ = "account_cluster"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), primary_key=True, index=True)


class SignInLink(Base):
    """A link that signs in once, before `expires_at`."""

    __tablename__ = "sign_in_link"
    __table_args__ = (Index("ix_sign_in_link_account_id_made_at", "account_id", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    salt: Mapped[str] = mapped_column(String(32), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    asked_from: Mapped[str] = mapped_column(String(32), default="", index=True)
    """The asker's network address, as a keyed hash: for counting, not for reading."""
