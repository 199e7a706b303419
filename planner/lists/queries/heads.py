"""How many come: people by cluster and by how they take part; parts by who has them and who waits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from planner.lists.queries.people import GRANTED, present, replied
from planner.meetings.rules import Mode
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import PartKind, PartOffer, RegistrationStatus, RoomType
from planner.replies.rules import ReplyState


@dataclass(frozen=True)
class ClusterHeads:
    """How many of one cluster come. None: those from no cluster."""

    cluster_id: int | None
    on_site: int
    online: int
    waiting: int
    """Or offered a place that they have not taken yet."""


@dataclass(frozen=True)
class HeadCount:
    """How many come. People, not days: somebody on site on any day counts there."""

    registered: int
    """With a place that is theirs, however they take part."""
    on_site: int
    online: int
    waiting: int
    offered: int
    cancelled: int
    without_day: int
    """Registered or waiting, but all their days were taken out of the gathering since."""
    unanswered: int
    """Somebody else gave their name, and they have not answered the rest."""
    funded: int
    declined: int
    """Their calendar says that they do not come, but they have not cancelled."""
    clusters: tuple[ClusterHeads, ...]

    @property
    def all(self) -> int:
        """Everybody who has not cancelled."""
        return self.registered + self.waiting + self.offered


def head_count(db: Session, meeting_id: int) -> HeadCount:
    """One statement."""
    each = (
        select(
            Registration.cluster_id,
            Registration.status,
            case((present(RegistrationPart.mode == Mode.ON_SITE), 1), else_=0).label("on_site"),
            case((present(), 1), else_=0).label("comes"),
            case((Registration.details_at.is_(None), 1), else_=0).label("unanswered"),
            case((Registration.is_funded, 1), else_=0).label("funded"),
            case((replied(ReplyState.DECLINED), 1), else_=0).label("declined"),
        )
        .where(Registration.meeting_id == meeting_id)
        .subquery()
    )
    rows = db.execute(select(*each.c, func.count().label("number")).group_by(*each.c)).all()
    confirmed = [row for row in rows if row.status == RegistrationStatus.CONFIRMED]
    here = [row for row in rows if row.status != RegistrationStatus.CANCELLED]
    return HeadCount(
        registered=_sum(confirmed),
        on_site=_sum(row for row in confirmed if row.on_site),
        online=_sum(row for row in confirmed if row.comes and not row.on_site),
        waiting=_sum(row for row in rows if row.status == RegistrationStatus.WAITING),
        offered=_sum(row for row in rows if row.status == RegistrationStatus.OFFERED),
        cancelled=_sum(row for row in rows if row.status == RegistrationStatus.CANCELLED),
        without_day=_sum(row for row in here if not row.comes),
        unanswered=_sum(row for row in here if row.unanswered),
        funded=_sum(row for row in here if row.funded),
        declined=_sum(row for row in here if row.declined),
        clusters=tuple(_cluster(key, here) for key in dict.fromkeys(row.cluster_id for row in here)),
    )


def _sum(rows: Any) -> int:
    return sum(row.number for row in rows)


def _cluster(cluster_id: int | None, rows: Sequence[Row[*tuple[Any, ...]]]) -> ClusterHeads:
    own = [row for row in rows if row.cluster_id == cluster_id]
    confirmed = [row for row in own if row.status == RegistrationStatus.CONFIRMED]
    return ClusterHeads(
        cluster_id=cluster_id,
        on_site=_sum(row for row in confirmed if row.on_site),
        online=_sum(row for row in confirmed if row.comes and not row.on_site),
        waiting=_sum(own) - _sum(confirmed),
    )


@dataclass(frozen=True)
class PartCount:
    """Who takes one part. Those who wait for the gathering wait for its parts too."""

    offer: PartOffer
    on_site: int = 0
    online: int = 0
    waiting: int = 0
    clusters: Counter[int | None] = field(default_factory=Counter)
    """Of those who have it."""
    stops: Counter[int | None] = field(default_factory=Counter)
    """Of those who have it, by where they get on."""
    rooms: Counter[RoomType | None] = field(default_factory=Counter)

    @property
    def has_it(self) -> int:
        return self.on_site + self.online

    @property
    def is_day(self) -> bool:
        return self.offer.details.kind is PartKind.DAY

    @property
    def is_nearly_full(self) -> bool:
        """A tenth or less is left."""
        capacity, left = self.offer.details.capacity, self.offer.left
        return capacity is not None and left is not None and left * 10 <= capacity


def part_counts(db: Session, meeting_id: int) -> tuple[PartCount, ...]:
    """Every part of a gathering, days too, in the order of time. Two statements."""
    has = case((GRANTED, 1), else_=0).label("has")
    kinds = (
        RegistrationPart.part_id, RegistrationPart.mode, RegistrationPart.stop_id, RegistrationPart.room,
        Registration.cluster_id, has,
    )  # fmt: skip
    rows = db.execute(
        select(*kinds, func.count().label("number"))
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .join(Part, Part.id == RegistrationPart.part_id)
        .where(Part.meeting_id == meeting_id, Registration.status != RegistrationStatus.CANCELLED)
        .group_by(*kinds)
    ).all()
    return tuple(
        _count(offer, [row for row in rows if row.part_id == offer.part_id]) for offer in offers_of(db, meeting_id)
    )


def _count(offer: PartOffer, rows: Sequence[Row[*tuple[Any, ...]]]) -> PartCount:
    having = [row for row in rows if row.has]
    clusters: Counter[int | None] = Counter()
    stops: Counter[int | None] = Counter()
    rooms: Counter[RoomType | None] = Counter()
    for row in having:
        clusters[row.cluster_id] += row.number
        stops[row.stop_id] += row.number
        rooms[row.room] += row.number
    online = _sum(row for row in having if row.mode == Mode.ONLINE)
    return PartCount(offer, _sum(having) - online, online, _sum(rows) - _sum(having), clusters, stops, rooms)
