"""What the lead decides: what is shown, what goes back, and which clusters need not ask."""

from sqlalchemy import delete

from planner.activities.models import Activity, TrustedCluster
from planner.activities.permissions import may_approve
from planner.activities.queries.desk import activity_row, cluster_at, is_trusted, lock_cluster
from planner.activities.rules import ActivityState
from planner.activities.services.feeds import approve_feed_of
from planner.activities.services.showing import show, theme_codes, touch_calendar
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.work import Work

MOST_ANSWER = 500


def approve_activity(work: Work, activity_id: int, *, revision: int) -> None:
    """Show what waits, as it was read at `revision`; Conflict when it has changed since, or does not wait."""
    require(may_approve(work.actor), work.actor)
    activity = _waiting(work, activity_id, revision)
    show(work, activity, theme_codes(work.db, activity.id))
    _settle(work, activity, ActivityState.APPROVED, "")
    touch_calendar(work)


def send_back(work: Work, activity_id: int, words: str, *, revision: int) -> None:
    """Give what waits back to its cluster as a draft, with words that say why. What is shown already stays shown."""
    require(may_approve(work.actor), work.actor)
    if not words.strip():
        raise Invalid({"answer": say("Say what should be different, so that the cluster can mend it.")})
    activity = _waiting(work, activity_id, revision)
    _settle(work, activity, ActivityState.DRAFT, words.strip()[:MOST_ANSWER])


def trust_cluster(work: Work, slug: str) -> None:
    """From now on what this cluster enters, and its own calendar, is shown at once. What waits still waits."""
    require(may_approve(work.actor), work.actor)
    cluster = cluster_at(work.db, slug)
    lock_cluster(work.db, cluster.id)
    if not is_trusted(work.db, cluster.id):
        work.db.add(TrustedCluster(cluster_id=cluster.id, trusted_at=work.now, trusted_by=work.actor.name))
        work.db.flush()
    approve_feed_of(work, cluster.id)


def stop_trusting(work: Work, slug: str) -> None:
    """From now on the lead approves what this cluster enters. What is shown stays, as does its calendar's approval."""
    require(may_approve(work.actor), work.actor)
    cluster = cluster_at(work.db, slug)
    work.db.execute(delete(TrustedCluster).where(TrustedCluster.cluster_id == cluster.id))


def _waiting(work: Work, activity_id: int, revision: int) -> Activity:
    activity = activity_row(work.db, activity_id, lock=True)
    if activity.revision != revision:
        raise Conflict(say("It has been changed since you looked at it. Look at it again."))
    if activity.state is not ActivityState.WAITING:
        raise Conflict(say("It does not wait for an answer any more."))
    return activity


def _settle(work: Work, activity: Activity, state: ActivityState, answer: str) -> None:
    activity.state, activity.answer = state, answer
    activity.revision += 1
    activity.changed_at, activity.changed_by = work.now, work.actor.name
    work.db.flush()
