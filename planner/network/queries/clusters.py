"""What is known of clusters."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from planner.network.models import Cluster
from planner.network.rules import ClusterStatus, by_letters


@dataclass(frozen=True)
class ClusterName:
    """Enough of a cluster to list it and to choose it."""

    id: int
    slug: str
    name: str
    county: str
    place: str
    status: ClusterStatus


def clusters_in_order(db: Session) -> tuple[ClusterName, ...]:
    """All clusters by name."""
    rows = db.execute(select(Cluster.id, Cluster.slug, Cluster.name, Cluster.county, Cluster.place, Cluster.status))
    return tuple(sorted((ClusterName(*row) for row in rows), key=lambda c: by_letters(c.name)))


@dataclass(frozen=True)
class ClusterRecord:
    """All that is kept about a cluster. Contact, source and mail domains are not for the public."""

    id: int
    slug: str
    name: str
    former_names: tuple[str, ...]
    place: str
    county: str
    latitude: float | None
    longitude: float | None
    owner: str
    website: str
    contact_name: str
    contact_email: str
    status: ClusterStatus
    source: str
    mail_domains: tuple[str, ...] = ()


_RECORD = select(
    Cluster.id,
    Cluster.slug,
    Cluster.name,
    Cluster.former_names,
    Cluster.place,
    Cluster.county,
    Cluster.latitude,
    Cluster.longitude,
    Cluster.owner,
    Cluster.website,
    Cluster.contact_name,
    Cluster.contact_email,
    Cluster.status,
    Cluster.source,
    Cluster.mail_domains,
)


def cluster_records(db: Session) -> tuple[ClusterRecord, ...]:
    """All clusters with all their facts, by name."""
    return tuple(sorted((_record(row) for row in db.execute(_RECORD)), key=lambda c: by_letters(c.name)))


def cluster_record(db: Session, slug: str) -> ClusterRecord | None:
    """The cluster at this address, if any."""
    row = db.execute(_RECORD.where(Cluster.slug == slug)).one_or_none()
    return _record(row) if row else None


def _record(row: Row[*tuple[Any, ...]]) -> ClusterRecord:
    lines = {"former_names": _lines(row.former_names), "mail_domains": _lines(row.mail_domains)}
    return ClusterRecord(**row._asdict() | lines)


def cluster_by_domain(db: Session) -> tuple[tuple[str, int], ...]:
    """(mail domain, cluster id) of every domain that a cluster has, by domain: for rules.cluster_of_address()."""
    rows = db.execute(select(Cluster.mail_domains, Cluster.id).where(Cluster.mail_domains != ""))
    return tuple(sorted((domain, id_) for domains, id_ in rows for domain in _lines(domains)))


def directory_version(db: Session) -> str:
    """Changes with every change of any cluster: clusters are never deleted, and each change raises a revision."""
    count, revisions = db.execute(select(func.count(), func.sum(Cluster.revision)).select_from(Cluster)).one()
    return f"{count}-{revisions or 0}"


def cluster_version(db: Session, slug: str) -> str | None:
    """Changes with every change of this cluster; None when there is none."""
    row = db.execute(select(Cluster.id, Cluster.revision).where(Cluster.slug == slug)).one_or_none()
    return f"{row.id}-{row.revision}" if row else None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line)
