"""Who sits at the tables, in numbers and names of clusters: nobody is named."""

import hashlib
from dataclasses import dataclass

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.core.language import Words
from planner.meetings.queries import Gate
from planner.meetings.rules import DayHours
from planner.network.models import Cluster
from planner.network.rules import by_letters
from planner.papers.queries.prints import Made
from planner.registrations.models import Registration
from planner.registrations.rules import RegistrationStatus

AT_A_TABLE = 6
SPARE, LEAST = 1, 4


@dataclass(frozen=True)
class Seated:
    """Those who have a place."""

    title: Words
    days: tuple[DayHours, ...]
    contact: str
    people: int
    clusters: tuple[str, ...]
    """From which somebody comes, by name."""

    @property
    def tables(self) -> int:
        """Of six, and one to spare."""
        return max(LEAST, -(-self.people // AT_A_TABLE) + SPARE)


def seated(db: Session, gate: Gate) -> Made:
    """How many come, and from which clusters. One statement."""
    rows = db.execute(
        select(Cluster.name, func.count(Registration.id))
        .select_from(Registration)
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .where(
            Registration.meeting_id == gate.meeting_id,
            Registration.status == RegistrationStatus.CONFIRMED,
            Registration.takes_place,
        )
        .group_by(Cluster.name)
    ).all()
    value = Seated(
        title=gate.title,
        days=gate.days,
        contact=gate.contact_name,
        people=sum(number for _, number in rows),
        clusters=tuple(sorted((name for name, _ in rows if name), key=by_letters)),
    )
    return Made(hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:40], value)
