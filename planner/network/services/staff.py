"""Who signs in for a cluster."""

from planner.accounts import queries as accounts
from planner.accounts.rules import AccountDetails
from planner.accounts.services import admit, set_clusters
from planner.core.actor import Role, require
from planner.core.errors import Invalid, NotFound
from planner.core.language import say
from planner.core.work import Work
from planner.network.permissions import may_keep_network
from planner.network.services.clusters import cluster_at


def admit_staff(work: Work, slug: str, name: str, email: str) -> None:
    """Let somebody sign in for a cluster: with a new account, or with the one the address already has."""
    require(may_keep_network(work.actor), work.actor)
    cluster = cluster_at(work, slug)
    known = accounts.account_with_address(work.db, email)
    if known is None:
        account_id = admit(work, AccountDetails(name, email, Role.STAFF))
    elif known.is_active:
        account_id = known.id
    else:
        raise Invalid({"email": say("That person’s account is closed. An administrator can open it again.")})
    set_clusters(work, account_id, accounts.clusters_of(work.db, account_id) | {cluster.id})


def remove_staff(work: Work, slug: str, account_id: int) -> None:
    """The person no longer works for the cluster. The account stays, and its other clusters."""
    require(may_keep_network(work.actor), work.actor)
    cluster = cluster_at(work, slug)
    theirs = accounts.clusters_of(work.db, account_id)
    if cluster.id not in theirs:
        raise NotFound
    set_clusters(work, account_id, theirs - {cluster.id})
