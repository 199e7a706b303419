"""Letting people in, signing them in and out, and closing their accounts."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from planner.accounts import queries
from planner.accounts.letters import SIGN_IN, sign_in_address, sign_in_letter, welcome_letter
from planner.accounts.models import Account, AccountCluster, SignInLink
from planner.accounts.permissions import may_admit, may_change, may_close, may_see_accounts
from planner.accounts.rules import (
    COUNTED_MINUTES,
    LINK_MINUTES,
    MOST_LINKS_A_CLIENT,
    MOST_LINKS_AN_ACCOUNT,
    AccountDetails,
    local_path,
)
from planner.core.actor import Role, require
from planner.core.errors import Conflict, Gone, Invalid, NotFound
from planner.core.language import Lang, say
from planner.core.tokens import hash_token, new_salt
from planner.core.work import Work
from planner.mail.services import post

# Signing in.


def request_link(work: Work, email: str, next_path: str = "", *, asked_from: str = "") -> None:
    """Write a sign-in letter if `email` has an open account. Says nothing of whether it has.

    `asked_from` is the asker's network address. Who asks too often gets no more letters, and is not told so:
    the answer must be the same to everyone.
    """
    # The row is locked, so that two requests at once cannot both be the last one allowed.
    account = work.db.scalars(
        select(Account).where(Account.email == email.strip().lower(), Account.is_active).with_for_update()
    ).one_or_none()
    if account is None:
        return
    asker = work.site.keys.token("asked-from", asked_from) if asked_from else ""
    since = work.now - timedelta(minutes=COUNTED_MINUTES)
    mine, theirs = queries.links_made_since(work.db, since, account_id=account.id, asked_from=asker)
    if mine >= MOST_LINKS_AN_ACCOUNT or (asker and theirs >= MOST_LINKS_A_CLIENT):
        return
    salt = _new_link(work, account.id, LINK_MINUTES, asked_from=asker)
    post(work, sign_in_letter(work.site, account, salt, local_path(next_path)))


def make_link(work: Work, account_id: int, minutes: int) -> str:
    """A whole sign-in address for whoever runs the installation to hand over. Works once."""
    require(work.actor.is_system, work.actor)
    account = _account(work, account_id)
    salt = _new_link(work, account.id, minutes)
    return work.site.keys.fill(sign_in_address(work.site, salt, _lang(account)))


def sign_in(work: Work, token: str) -> tuple[int, str]:
    """Use a link up; gives (account's id, session key). Raises Gone if it was used or is too old."""
    # One statement decides, so that of two who press at once only one is let in.
    account_id = work.db.execute(
        update(SignInLink)
        .where(
            SignInLink.token_hash == hash_token(token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > work.now,
            SignInLink.account_id.in_(select(Account.id).where(Account.is_active)),
        )
        .values(used_at=work.now)
        .returning(SignInLink.account_id)
    ).scalar_one_or_none()
    if account_id is None:
        raise Gone(say("This sign-in link has been used, or is too old."))
    account = _account(work, account_id)
    account.signed_in_at = work.now
    return account.id, account.session_key


def sign_out_everywhere(work: Work) -> None:
    """End all of the actor's sessions, this one too."""
    require(work.actor.is_signed_in, work.actor)
    _account(work, work.actor.account_id or 0).session_key = new_salt()


# Accounts.


def admit(work: Work, details: AccountDetails, *, quiet: bool = False) -> int:
    """Open an account and write to its person, unless `quiet`; gives its id.

    Invalid("email") if somebody, perhaps closed out, has the address already.
    """
    require(may_admit(work.actor, details.role), work.actor)
    account = Account(session_key=new_salt(), created_at=work.now, is_active=True)
    _write(work, account, details)
    if not quiet:
        post(work, welcome_letter(work.site, account))
    return account.id


def open_first_admin(work: Work, email: str, name: str) -> int:
    """Make sure that `email` has an open account that is an admin's; gives its id. For the command line."""
    require(work.actor.is_system, work.actor)
    found = queries.account_with_address(work.db, email)
    if found is None:
        return admit(work, AccountDetails(name, email, Role.ADMIN), quiet=True)
    account = _account(work, found.id)
    account.role, account.is_active = Role.ADMIN, True
    return account.id


def change_account(work: Work, account_id: int, details: AccountDetails) -> None:
    """Change who it is and what they may do. Invalid("role") if no admin would be left."""
    account = _account_to_change(work, account_id)
    require(may_change(work.actor, details.role), work.actor)
    if details.role is not Role.ADMIN and _is_last_admin(work, account):
        raise Invalid({"role": say("Somebody must be an administrator, and this is the last one.")})
    if details.email.strip().lower() != account.email:
        _revoke_links(work, account.id)  # they went to a mailbox that is this person's no longer
    _write(work, account, details)


def change_me(work: Work, name: str, lang: Lang) -> None:
    """Change one's own name and the language of one's letters."""
    require(work.actor.is_signed_in, work.actor)
    account = _account(work, work.actor.account_id or 0)
    account.name, account.lang = name.strip(), lang


def close_account(work: Work, account_id: int) -> None:
    """End an account and its sessions. Conflict for the last admin."""
    account = _account_to_change(work, account_id)
    require(may_close(work.actor, account.id, account.role), work.actor)
    if _is_last_admin(work, account):
        raise Conflict(say("Somebody must be an administrator, and this is the last one."))
    account.is_active = False
    account.session_key = new_salt()  # or the old sessions would wake up when it is opened again
    _revoke_links(work, account.id)


def reopen_account(work: Work, account_id: int) -> None:
    """Let somebody in again."""
    account = _account_to_change(work, account_id)
    account.is_active = True


def set_clusters(work: Work, account_id: int, cluster_ids: Iterable[int]) -> None:
    """From now on the person works for these clusters and no others."""
    _account_to_change(work, account_id)
    work.db.execute(delete(AccountCluster).where(AccountCluster.account_id == account_id))
    work.db.add_all(AccountCluster(account_id=account_id, cluster_id=c) for c in sorted(set(cluster_ids)))
    work.db.flush()


def _account(work: Work, account_id: int) -> Account:
    account = work.db.get(Account, account_id)
    if account is None:
        raise NotFound
    return account


def _account_to_change(work: Work, account_id: int) -> Account:
    # Asked twice, so that those who may change none do not learn which there are.
    require(may_see_accounts(work.actor), work.actor)
    account = _account(work, account_id)
    require(may_change(work.actor, account.role), work.actor)
    return account


def _lang(account: Account) -> Lang:
    return "en" if account.lang == "en" else "sv"


def _write(work: Work, account: Account, details: AccountDetails) -> None:
    email = details.email.strip().lower()
    if "@" not in email:
        raise Invalid({"email": say("Write an e-mail address, such as anna@example.org.")})
    holder = queries.account_with_address(work.db, email)
    taken = say("There is already an account with this address.")
    if holder is not None and holder.id != account.id:
        raise Invalid({"email": taken})
    account.name, account.email = details.name.strip(), email
    account.role, account.lang = details.role, details.lang
    work.db.add(account)
    try:
        work.db.flush()
    except IntegrityError as clash:  # somebody else was quicker with the same address
        raise Invalid({"email": taken}) from clash


def _is_last_admin(work: Work, account: Account) -> bool:
    if account.role is not Role.ADMIN or not account.is_active:
        return False
    # All admins' rows are locked first: two admins who close each other at once must not both succeed.
    admins = select(Account.id).where(Account.role == Role.ADMIN).order_by(Account.id)
    work.db.execute(admins.with_for_update()).all()
    return queries.other_active_admins(work.db, account.id) == 0


def _new_link(work: Work, account_id: int, minutes: int, *, asked_from: str = "") -> str:
    work.db.execute(
        delete(SignInLink).where(
            SignInLink.account_id == account_id, SignInLink.expires_at < work.now - timedelta(days=1)
        )
    )
    salt = new_salt()
    work.db.add(
        SignInLink(
            account_id=account_id,
            salt=salt,
            token_hash=work.site.keys.token_hash(SIGN_IN, salt),
            made_at=work.now,
            expires_at=work.now + timedelta(minutes=minutes),
            asked_from=asked_from,
        )
    )
    work.db.flush()
    return salt


def _revoke_links(work: Work, account_id: int) -> None:
    work.db.execute(
        update(SignInLink)
        .where(SignInLink.account_id == account_id, SignInLink.used_at.is_(None))
        .values(expires_at=work.now)
    )
