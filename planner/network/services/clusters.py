"""Keeping the clusters."""

from dataclasses import dataclass

from sqlalchemy import select

from planner.core.actor import require
from planner.core.errors import Invalid, NotFound
from planner.core.language import say
from planner.core.slugs import unused_slug
from planner.core.work import Work, tell
from planner.network.models import Cluster
from planner.network.news import ClusterChanged
from planner.network.permissions import may_edit_cluster, may_keep_network
from planner.network.rules import (
    ClusterStatus,
    Coordinates,
    domain_refusal,
    is_on_earth,
    mail_domain,
    web_address,
    with_former_name,
)


@dataclass(frozen=True)
class ClusterFacts:
    """What a cluster's own staff may change. `website` as typed."""

    place: str = ""
    county: str = ""
    coordinates: Coordinates | None = None
    owner: str = ""
    website: str = ""
    contact_name: str = ""
    contact_email: str = ""
    mail_domains: tuple[str, ...] = ()
    """As typed; addresses there belong to the cluster."""


@dataclass(frozen=True)
class ClusterDetails:
    """All that is kept about a cluster."""

    name: str
    facts: ClusterFacts
    status: ClusterStatus = ClusterStatus.ACTIVE
    former_names: tuple[str, ...] = ()
    source: str = ""


def add_cluster(work: Work, details: ClusterDetails) -> str:
    """A new cluster; gives its slug, which it keeps whatever it will be called."""
    require(may_keep_network(work.actor), work.actor)
    taken = set(work.db.scalars(select(Cluster.slug)))
    cluster = Cluster(slug=unused_slug(details.name, taken), name=details.name)
    _set_details(work, cluster, details, former_names=details.former_names)
    work.db.add(cluster)
    work.db.flush()
    tell(work, ClusterChanged(cluster.id))
    return cluster.slug


def change_cluster(work: Work, slug: str, details: ClusterDetails) -> None:
    """Set all facts. A name that is given up is kept among the former ones."""
    require(may_keep_network(work.actor), work.actor)
    cluster = cluster_at(work, slug)
    former_names = with_former_name(details.former_names, cluster.name, details.name)
    _set_details(work, cluster, details, former_names=former_names)
    _changed(work, cluster)


def change_cluster_facts(work: Work, slug: str, facts: ClusterFacts) -> None:
    """Set the facts that the cluster's staff keep; name and status stay."""
    cluster = cluster_at(work, slug)
    require(may_edit_cluster(work.actor, cluster.id), work.actor)
    _set_facts(work, cluster, facts)
    _changed(work, cluster)


def cluster_at(work: Work, slug: str) -> Cluster:
    """The cluster at this address, to be changed."""
    cluster = work.db.scalar(select(Cluster).where(Cluster.slug == slug))
    if cluster is None:
        raise NotFound
    return cluster


def _set_details(work: Work, cluster: Cluster, details: ClusterDetails, *, former_names: tuple[str, ...]) -> None:
    names = work.db.execute(select(Cluster.id, Cluster.name)).all()
    if any(name.casefold() == details.name.casefold() for id_, name in names if id_ != cluster.id):
        raise Invalid({"name": say("There is already a cluster called %(name)s.", name=details.name)})
    _set_facts(work, cluster, details.facts)
    cluster.name = details.name
    cluster.former_names = "\n".join(former_names)
    cluster.status = details.status
    cluster.source = details.source


def _set_facts(work: Work, cluster: Cluster, facts: ClusterFacts) -> None:
    website = web_address(facts.website)
    if website is None:
        raise Invalid({"website": say("Write a web address, such as www.example.org.")})
    check_coordinates(facts.coordinates)
    domains = _own_domains(work, cluster, facts.mail_domains)
    cluster.place = facts.place
    cluster.county = facts.county
    cluster.latitude, cluster.longitude = facts.coordinates or (None, None)
    cluster.owner = facts.owner
    cluster.website = website
    cluster.contact_name = facts.contact_name
    cluster.contact_email = facts.contact_email.lower()
    cluster.mail_domains = "\n".join(domains)


def _own_domains(work: Work, cluster: Cluster, typed: tuple[str, ...]) -> tuple[str, ...]:
    """The domains as they are kept, each once. Invalid when one cannot be, or is another cluster's."""
    domains = tuple(dict.fromkeys(domain for line in typed if (domain := mail_domain(line))))
    others = select(Cluster.name, Cluster.mail_domains)
    if cluster.id:
        others = others.where(Cluster.id != cluster.id)
    owners = {domain: name for name, kept in work.db.execute(others) for domain in kept.splitlines()}
    for domain in domains:
        words = domain_refusal(domain)
        if words is None and domain in owners:
            words = say("%(domain)s belongs to %(cluster)s already.", domain=domain, cluster=owners[domain])
        if words:
            raise Invalid({"mail_domains": words})
    return domains


def check_coordinates(coordinates: Coordinates | None) -> None:
    """Raises Invalid when they name no place on earth."""
    if coordinates and not is_on_earth(*coordinates):
        raise Invalid({"coordinates": say("Write latitude and longitude, such as 58.49, 15.50.")})


def _changed(work: Work, cluster: Cluster) -> None:
    cluster.revision += 1
    work.db.flush()
    tell(work, ClusterChanged(cluster.id))
