"""A cluster's own calendar: where it is, whether it is shown, and when it is fetched again."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from planner.activities.models import Activity, ClusterFeed
from planner.activities.permissions import may_approve, may_enter, may_read_in
from planner.activities.queries.desk import cluster_at, feed_row, is_trusted, lock_cluster
from planner.activities.queries.taking_in import theme_codes_of
from planner.activities.rules import ActivityState, FetchOutcome, Turn, feed_address
from planner.activities.services.showing import show, touch_calendar
from planner.core.actor import require
from planner.core.errors import Invalid, NotFound, TooMany
from planner.core.language import say
from planner.core.outbox import ask
from planner.core.work import Work
from planner.network.queries import ClusterRecord

FETCH = "fetch-calendar"
"""The errand that fetches a cluster's calendar, and comes back each hour. Its payload: a Turn."""
EVERY = timedelta(hours=1)
_SOONEST = timedelta(minutes=1)


def set_feed(work: Work, slug: str, address: str) -> None:
    """Say where a cluster's own calendar is; it is fetched right away and then each hour.

    Raises Invalid for what is no address. What was read from another address goes. A lead's and a trusted cluster's
    calendar is shown at once, others when the lead has approved them as a whole.
    """
    cluster = _own(work, slug)
    found = feed_address(address)
    if found is None or len(found) > 1000:
        raise Invalid(
            {"address": say("Write the address of a calendar, such as https://www.example.org/calendar.ics.")}
        )
    # Two who are the first at once must not both add the row.
    lock_cluster(work.db, cluster.id)
    feed = feed_row(work.db, cluster.id, lock=True)
    if feed is None:
        feed = ClusterFeed(cluster_id=cluster.id, turn=0, address="", next_at=work.now, set_at=work.now, set_by="")
        work.db.add(feed)
    if feed.address != found:
        _forget_read(work, cluster.id)
        feed.address, feed.etag, feed.last_modified = found, "", ""
        feed.outcome, feed.detail, feed.entries, feed.passed_over = FetchOutcome.NEVER, "", 0, ""
        feed.fetched_at = feed.read_at = None
        feed.is_approved = may_approve(work.actor) or is_trusted(work.db, cluster.id)
    feed.set_at, feed.set_by = work.now, work.actor.name
    _begin(work, feed)


def remove_feed(work: Work, slug: str) -> None:
    """Stop reading a cluster's calendar; what was read from it goes."""
    cluster = _own(work, slug)
    feed = _feed(work, cluster.id)
    _forget_read(work, cluster.id)
    work.db.delete(feed)
    work.db.flush()


def fetch_again(work: Work, slug: str) -> None:
    """Fetch a cluster's calendar now and read all of it anew; TooMany when that was done a moment ago."""
    cluster = _own(work, slug)
    feed = _feed(work, cluster.id)
    if feed.fetched_at is not None and work.now - feed.fetched_at < _SOONEST:
        raise TooMany(say("It was fetched a moment ago. Wait a minute."))
    feed.etag = feed.last_modified = ""
    _begin(work, feed)


def approve_feed(work: Work, slug: str) -> None:
    """Show what is read from a cluster's calendar, now and from now on."""
    require(may_approve(work.actor), work.actor)
    cluster = cluster_at(work.db, slug)
    _feed(work, cluster.id)
    approve_feed_of(work, cluster.id)


def approve_feed_of(work: Work, cluster_id: int) -> None:
    """Show what was read from the cluster's calendar, if it has one. The caller has asked the permission."""
    feed = feed_row(work.db, cluster_id, lock=True)
    if feed is None or feed.is_approved:
        return
    feed.is_approved = True
    waiting = select(Activity).where(
        Activity.cluster_id == cluster_id,
        Activity.feed_key.is_not(None),
        Activity.state == ActivityState.WAITING,
    )
    themes = theme_codes_of(work.db, cluster_id)
    for activity in work.db.scalars(waiting.with_for_update()).all():
        show(work, activity, themes.get(activity.id, ()))
        activity.state, activity.revision = ActivityState.APPROVED, activity.revision + 1
        activity.changed_at, activity.changed_by = work.now, work.actor.name
    work.db.flush()
    touch_calendar(work)


def note_fetch(work: Work, turn: Turn, outcome: FetchOutcome, detail: str = "") -> None:
    """Write down what came of fetching, when nothing new was read. What had been read stays, whatever went wrong.

    After trouble the calendar is asked for as a whole again: it was perhaps the day's one time to be read anew.
    """
    require(may_read_in(work.actor), work.actor)
    feed = feed_row(work.db, turn.cluster_id, lock=True)
    if feed is None or feed.turn != turn.number:
        return
    feed.outcome, feed.detail = outcome, detail[:200]
    feed.fetched_at, feed.next_at = work.now, work.now + EVERY
    if outcome is FetchOutcome.UNCHANGED:
        feed.read_at = work.now
    else:
        feed.etag = feed.last_modified = ""
    work.db.flush()


def look_after_feeds(work: Work) -> int:
    """Begin anew with calendars that should have been fetched long ago, for a daily schedule; gives how many."""
    require(may_read_in(work.actor), work.actor)
    late: datetime = work.now - 3 * EVERY
    forgotten = work.db.scalars(select(ClusterFeed).where(ClusterFeed.next_at < late).with_for_update()).all()
    for feed in forgotten:
        _begin(work, feed)
    return len(forgotten)


def _begin(work: Work, feed: ClusterFeed) -> None:
    feed.turn += 1
    feed.next_at = work.now
    work.db.flush()
    ask(work, FETCH, str(Turn(feed.cluster_id, feed.turn)))


def _own(work: Work, slug: str) -> ClusterRecord:
    cluster = cluster_at(work.db, slug)
    require(may_enter(work.actor, cluster.id), work.actor)
    return cluster


def _feed(work: Work, cluster_id: int) -> ClusterFeed:
    feed = feed_row(work.db, cluster_id, lock=True)
    if feed is None:
        raise NotFound
    return feed


def _forget_read(work: Work, cluster_id: int) -> None:
    gone = delete(Activity).where(Activity.cluster_id == cluster_id, Activity.feed_key.is_not(None))
    if work.db.execute(gone.returning(Activity.id)).all():
        touch_calendar(work)
