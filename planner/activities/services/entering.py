"""What cluster staff do with their activities: enter, change, cancel, withdraw."""

import secrets

from sqlalchemy import delete, insert

from planner.activities.models import Activity, ActivityTheme
from planner.activities.permissions import may_approve, may_enter
from planner.activities.queries.desk import activity_row, feed_is_approved, is_trusted
from planner.activities.rules import ActivityDetails, ActivityState, When, when_of
from planner.activities.services.showing import hide, show, show_cancelled, theme_codes, touch_calendar
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.work import Work
from planner.network.queries import clusters_in_order, themes_in_order
from planner.network.rules import web_address


def add_activity(work: Work, details: ActivityDetails, *, send: bool) -> int:
    """Enter an activity; gives its number. Unless it is to be `sent` it stays a draft.

    What is sent stands in the calendar at once when a lead or a trusted cluster sends it, else it waits for the lead.
    """
    require(may_enter(work.actor, details.cluster_id), work.actor)
    when, link = _checked(work, details)
    activity = Activity(
        uid=secrets.token_hex(16), created_at=work.now, created_by=work.actor.name, revision=0, answer=""
    )
    _write(work, activity, details, when, link)
    work.db.add(activity)
    work.db.flush()
    _set_themes(work, activity, details.theme_ids)
    _send(work, activity, send=send)
    return activity.id


def change_activity(work: Work, activity_id: int, details: ActivityDetails, *, revision: int, send: bool) -> None:
    """Write over what was entered; Conflict unless it still has `revision`.

    What the calendar shows stays as it is until the change is sent, and approved where that is needed.
    """
    activity = activity_row(work.db, activity_id, lock=True)
    require(may_enter(work.actor, activity.cluster_id), work.actor)
    require(may_enter(work.actor, details.cluster_id), work.actor)
    if activity.feed_key is not None:
        raise Conflict(say("It is read from the cluster’s own calendar. Change it there."))
    if activity.revision != revision:
        raise Conflict(say("Somebody else changed this activity while you wrote. Look at it again before you save."))
    when, link = _checked(work, details)
    _write(work, activity, details, when, link)
    _set_themes(work, activity, details.theme_ids)
    _send(work, activity, send=send)


def cancel_activity(work: Work, activity_id: int) -> None:
    """Call off what the calendar shows: at once, and whoever follows the calendar reads CANCELLED."""
    activity = _own(work, activity_id)
    if activity.shown is None:
        raise Conflict(say("Nobody sees it in the calendar. Withdraw it instead."))
    show_cancelled(work, activity)
    _set_state(work, activity, ActivityState.CANCELLED)
    touch_calendar(work)


def withdraw_activity(work: Work, activity_id: int) -> None:
    """Take an activity off the calendar, as if it had never been there."""
    activity = _own(work, activity_id)
    if hide(activity):
        touch_calendar(work)
    _set_state(work, activity, ActivityState.WITHDRAWN)


def restore_activity(work: Work, activity_id: int) -> None:
    """Take a withdrawal back: what was entered here is a draft again, what was read in is shown as the others are."""
    activity = _own(work, activity_id)
    if activity.state is not ActivityState.WITHDRAWN:
        raise Conflict(say("It is not withdrawn."))
    if activity.feed_key is None:
        _set_state(work, activity, ActivityState.DRAFT)
    elif feed_is_approved(work.db, activity.cluster_id):
        show(work, activity, theme_codes(work.db, activity.id))
        _set_state(work, activity, ActivityState.APPROVED)
        touch_calendar(work)
    else:
        _set_state(work, activity, ActivityState.WAITING)


def _own(work: Work, activity_id: int) -> Activity:
    activity = activity_row(work.db, activity_id, lock=True)
    require(may_enter(work.actor, activity.cluster_id), work.actor)
    return activity


def _checked(work: Work, details: ActivityDetails) -> tuple[When, str]:
    """When it is, and the whole address of its link. Raises Invalid by field."""
    when = when_of(details)
    link = web_address(details.link)
    if link is None or len(link) > 500:
        raise Invalid({"link": say("Write a web address, such as www.example.org.")})
    if details.cluster_id not in {cluster.id for cluster in clusters_in_order(work.db)}:
        raise Invalid({"cluster_id": say("Choose one of the options.")})
    if set(details.theme_ids) - {theme.id for theme in themes_in_order(work.db, with_retired=True)}:
        raise Invalid({"theme_ids": say("Choose one of the options.")})
    return when, link


def _write(work: Work, activity: Activity, details: ActivityDetails, when: When, link: str) -> None:
    activity.title_sv, activity.title_en = details.title.sv, details.title.en
    activity.text_sv, activity.text_en = details.text.sv, details.text.en
    for name in ("cluster_id", "zone", "mode", "place", "county", "contact"):
        setattr(activity, name, getattr(details, name))
    activity.first_day, activity.last_day = when.first_day, when.last_day
    activity.starts_at, activity.ends_at = when.starts_at, when.ends_at
    activity.link = link
    activity.changed_at, activity.changed_by = work.now, work.actor.name


def _set_themes(work: Work, activity: Activity, theme_ids: tuple[int, ...]) -> None:
    work.db.execute(delete(ActivityTheme).where(ActivityTheme.activity_id == activity.id))
    rows = [{"activity_id": activity.id, "theme_id": theme_id} for theme_id in sorted(set(theme_ids))]
    if rows:
        work.db.execute(insert(ActivityTheme), rows)


def _send(work: Work, activity: Activity, *, send: bool) -> None:
    activity.answer = ""
    if not send:
        _set_state(work, activity, ActivityState.DRAFT)
    elif may_approve(work.actor) or is_trusted(work.db, activity.cluster_id):
        _set_state(work, activity, ActivityState.APPROVED)
        if show(work, activity, theme_codes(work.db, activity.id)):
            touch_calendar(work)
    else:
        _set_state(work, activity, ActivityState.WAITING)


def _set_state(work: Work, activity: Activity, state: ActivityState) -> None:
    activity.state = state
    activity.revision += 1
    activity.changed_at, activity.changed_by = work.now, work.actor.name
    work.db.flush()
