"""What planners and cluster staff see of activities and of the calendars that are read in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.activities.models import Activity, ActivityTheme, ClusterFeed, TrustedCluster
from planner.activities.rules import ActivityDetails, ActivityState, FetchOutcome, PassedOver, counts_of
from planner.core.errors import NotFound
from planner.core.language import Words
from planner.core.timespan import local
from planner.network.models import Cluster
from planner.network.queries import ClusterRecord, cluster_record


@dataclass(frozen=True)
class ActivityLine:
    """An activity in a planner's list."""

    activity_id: int
    uid: str
    title: Words
    cluster_id: int
    cluster: str
    first_day: date
    last_day: date
    state: ActivityState
    is_shown: bool
    is_read_in: bool
    changed_at: datetime
    changed_by: str
    revision: int


@dataclass(frozen=True)
class ActivityRecord:
    """An activity with everything that was entered."""

    activity_id: int
    uid: str
    state: ActivityState
    is_shown: bool
    is_read_in: bool
    answer: str
    revision: int
    changed_at: datetime
    changed_by: str
    details: ActivityDetails


@dataclass(frozen=True)
class FeedRecord:
    """A cluster's own calendar, and how fetching it went."""

    cluster_id: int
    address: str
    turn: int
    is_approved: bool
    etag: str
    last_modified: str
    outcome: FetchOutcome
    detail: str
    entries: int
    passed_over: tuple[tuple[PassedOver, int], ...]
    fetched_at: datetime | None
    read_at: datetime | None
    next_at: datetime
    set_by: str


@dataclass(frozen=True)
class Waiting:
    """What waits for the lead."""

    activities: int
    feeds: int


def activity_row(db: Session, activity_id: int, *, lock: bool = False) -> Activity:
    """The row, for a use case; `lock` holds it against other writers. NotFound if there is none."""
    query = select(Activity).where(Activity.id == activity_id)
    row = db.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound
    return row


def feed_row(db: Session, cluster_id: int, *, lock: bool = False) -> ClusterFeed | None:
    """The row of a cluster's calendar, if it has one."""
    query = select(ClusterFeed).where(ClusterFeed.cluster_id == cluster_id)
    return db.scalars(query.with_for_update() if lock else query).one_or_none()


def cluster_at(db: Session, slug: str) -> ClusterRecord:
    """The cluster at this address; NotFound if there is none."""
    cluster = cluster_record(db, slug)
    if cluster is None:
        raise NotFound
    return cluster


def cluster_by_id(db: Session, cluster_id: int) -> ClusterRecord:
    """The cluster with this number; NotFound if there is none. Two statements."""
    return cluster_at(db, db.scalar(select(Cluster.slug).where(Cluster.id == cluster_id)) or "")


def lock_cluster(db: Session, cluster_id: int) -> None:
    """Hold the cluster's row until the end of the transaction: whoever adds what it may have only one of does."""
    db.execute(select(Cluster.id).where(Cluster.id == cluster_id).with_for_update()).one()


def is_trusted(db: Session, cluster_id: int) -> bool:
    """Whether what the cluster enters is shown at once."""
    return db.get(TrustedCluster, cluster_id) is not None


def feed_is_approved(db: Session, cluster_id: int) -> bool:
    """Whether what is read from the cluster's calendar is shown."""
    return bool(db.scalar(select(ClusterFeed.is_approved).where(ClusterFeed.cluster_id == cluster_id)))


def trusted_ids(db: Session) -> frozenset[int]:
    """Clusters whose activities need no approval."""
    return frozenset(db.scalars(select(TrustedCluster.cluster_id)))


def feeds_by_cluster(db: Session) -> dict[int, FeedRecord]:
    """Every calendar that is read in, by its cluster. One statement."""
    return {row.cluster_id: _feed(row) for row in db.scalars(select(ClusterFeed))}


def feed_of(db: Session, cluster_id: int) -> FeedRecord | None:
    """A cluster's own calendar, if it has one."""
    row = feed_row(db, cluster_id)
    return _feed(row) if row else None


def read_entries(db: Session, cluster_id: int, since: date) -> tuple[ActivityLine, ...]:
    """What was read from a cluster's calendar and is not over on `since`, by day. One statement."""
    return _lines(db, Activity.cluster_id == cluster_id, Activity.feed_key.is_not(None), Activity.last_day >= since)


def activity_lines(db: Session, since: date, *, clusters: Collection[int] | None = None) -> tuple[ActivityLine, ...]:
    """Activities that are not over on `since`, by day; of `clusters`, or of all. One statement."""
    own = [] if clusters is None else [Activity.cluster_id.in_(clusters)]
    return _lines(db, Activity.last_day >= since, *own)


def waiting_for(db: Session) -> Waiting:
    """How much waits for the lead. Two statements."""
    entered = select(func.count()).where(Activity.state == ActivityState.WAITING, Activity.feed_key.is_(None))
    feeds = select(func.count()).select_from(ClusterFeed).where(~ClusterFeed.is_approved)
    return Waiting(db.scalar(entered) or 0, db.scalar(feeds) or 0)


def activity_record(db: Session, activity_id: int) -> ActivityRecord:
    """Everything of one activity; NotFound if there is none. Two statements."""
    row = activity_row(db, activity_id)
    themes = db.scalars(select(ActivityTheme.theme_id).where(ActivityTheme.activity_id == activity_id))
    return ActivityRecord(
        activity_id=row.id,
        uid=row.uid,
        state=row.state,
        is_shown=row.shown is not None,
        is_read_in=row.feed_key is not None,
        answer=row.answer,
        revision=row.revision,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        details=_details(row, tuple(sorted(themes))),
    )


def _details(row: Activity, theme_ids: tuple[int, ...]) -> ActivityDetails:
    return ActivityDetails(
        title=Words(row.title_sv, row.title_en),
        cluster_id=row.cluster_id,
        first_day=row.first_day,
        last_day=row.last_day,
        starts=local(row.starts_at, row.zone).time() if row.starts_at else None,
        ends=local(row.ends_at, row.zone).time() if row.ends_at else None,
        zone=row.zone,
        text=Words(row.text_sv, row.text_en),
        mode=row.mode,
        place=row.place,
        county=row.county,
        theme_ids=theme_ids,
        link=row.link,
        contact=row.contact,
    )


def _feed(row: ClusterFeed) -> FeedRecord:
    said = {name: getattr(row, name) for name in FeedRecord.__dataclass_fields__}
    return FeedRecord(**said | {"passed_over": counts_of(row.passed_over)})


def _lines(db: Session, *wanted: object) -> tuple[ActivityLine, ...]:
    rows = db.execute(
        select(
            Activity.id, Activity.uid, Activity.title_sv, Activity.title_en, Activity.cluster_id, Cluster.name,
            Activity.first_day, Activity.last_day, Activity.state, Activity.shown.is_not(None).label("is_shown"),
            Activity.feed_key.is_not(None).label("is_read_in"), Activity.changed_at, Activity.changed_by,
            Activity.revision,
        )
        .join(Cluster, Cluster.id == Activity.cluster_id)
        .where(*wanted)  # type: ignore[arg-type]
        .order_by(Activity.first_day, Activity.id)
    )  # fmt: skip
    return tuple(
        ActivityLine(
            activity_id=row.id,
            uid=row.uid,
            title=Words(row.title_sv, row.title_en),
            cluster_id=row.cluster_id,
            cluster=row.name,
            first_day=row.first_day,
            last_day=row.last_day,
            state=row.state,
            is_shown=bool(row.is_shown),
            is_read_in=bool(row.is_read_in),
            changed_at=row.changed_at,
            changed_by=row.changed_by,
            revision=row.revision,
        )
        for row in rows
    )
