"""Makes the people and things that tests need, in as few words as the test can bear."""

from dataclasses import dataclass, field

from planner.accounts.models import Account, AccountCluster
from planner.core.actor import Actor, Role
from planner.core.work import Work
from planner.network.models import Cluster


@dataclass(frozen=True)
class Cast:
    """The people of all tests, and the two clusters they come from."""

    alice: Actor
    bob: Actor
    charlie: Actor
    dora: Actor
    vreta_id: int
    agrovast_id: int
    keys: dict[str, str] = field(default_factory=dict)

    def account(self, name: str) -> Actor:
        found = {"alice": self.alice, "bob": self.bob, "charlie": self.charlie, "dora": self.dora}
        return found[name]

    def session_key(self, name: str) -> str:
        return self.keys[name]


def a_cluster(work: Work, name: str = "Vreta Kluster", **more: object) -> Cluster:
    slug = name.lower().replace(" ", "-").replace("ä", "a").replace("å", "a").replace("ö", "o")
    cluster = Cluster(**{"slug": slug, "name": name, "place": "", "county": "", **more})
    work.db.add(cluster)
    work.db.flush()
    return cluster


def an_account(work: Work, name: str, role: Role, *cluster_ids: int) -> Account:
    account = Account(
        email=f"{name}@example.org",
        name=name.title(),
        role=role,
        session_key=f"key of {name}",
        created_at=work.now,
    )
    work.db.add(account)
    work.db.flush()
    work.db.add_all(AccountCluster(account_id=account.id, cluster_id=c) for c in cluster_ids)
    work.db.flush()
    return account


def cast_of(work: Work) -> Cast:
    vreta, agrovast = a_cluster(work, "Vreta Kluster"), a_cluster(work, "Agroväst")
    people = {
        "alice": an_account(work, "alice", Role.LEAD),
        "bob": an_account(work, "bob", Role.STAFF, vreta.id),
        "charlie": an_account(work, "charlie", Role.STAFF, agrovast.id),
        "dora": an_account(work, "dora", Role.ADMIN),
    }
    clusters = {"bob": frozenset({vreta.id}), "charlie": frozenset({agrovast.id})}
    actors = {
        name: Actor(
            name=account.name,
            account_id=account.id,
            role=account.role,
            cluster_ids=clusters.get(name, frozenset()),
        )
        for name, account in people.items()
    }
    return Cast(
        **actors,
        vreta_id=vreta.id,
        agrovast_id=agrovast.id,
        keys={name: account.session_key for name, account in people.items()},
    )
