"""What the calendar shows: changed here alone, and each change raises the calendar's version."""

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from planner.activities.models import Activity, ActivityTheme
from planner.activities.snapshot import Shown, follow, from_json, to_json
from planner.core.database import Instant
from planner.core.language import Words
from planner.core.work import Work
from planner.network.queries import themes_in_order

_RAISE = text(
    "INSERT INTO calendar_version (id, number, changed_at) VALUES (1, 1, :at)"
    " ON CONFLICT (id) DO UPDATE SET number = calendar_version.number + 1, changed_at = :at"
).bindparams(bindparam("at", type_=Instant()))
"""SQLite and PostgreSQL say it in the same words."""


def touch_calendar(work: Work) -> None:
    """What the calendar shows has changed: whoever has it must fetch it anew."""
    work.db.execute(_RAISE, {"at": work.now})


def show(work: Work, activity: Activity, themes: tuple[str, ...], *, cancelled: bool = False) -> bool:
    """Have the calendar show what the row says, about these themes (codes); gives whether that is news.

    The caller raises the calendar's version.
    """
    previous = from_json(activity.shown) if activity.shown else None
    shown = follow(previous, _said(activity, themes, cancelled=cancelled), work.now)
    if shown == previous:
        return False
    activity.shown, activity.shown_first, activity.shown_last = to_json(shown), shown.first_day, shown.last_day
    return True


def hide(activity: Activity) -> bool:
    """Have the calendar show nothing of it; gives whether that is news."""
    was_shown = activity.shown is not None
    activity.shown = activity.shown_first = activity.shown_last = None
    return was_shown


def show_cancelled(work: Work, activity: Activity) -> None:
    """Mark what the calendar shows as cancelled, in the words it is shown in."""
    assert activity.shown is not None
    previous = from_json(activity.shown)
    said = Shown(**{name: getattr(previous, name) for name in Shown.__dataclass_fields__} | {"cancelled": True})
    activity.shown = to_json(follow(previous, said, work.now))


def theme_codes(db: Session, activity_id: int) -> tuple[str, ...]:
    """The codes of an activity's themes, in the network's order. Two statements."""
    chosen = set(db.scalars(select(ActivityTheme.theme_id).where(ActivityTheme.activity_id == activity_id)))
    return tuple(theme.code for theme in themes_in_order(db, with_retired=True) if theme.id in chosen)


def _said(activity: Activity, themes: tuple[str, ...], *, cancelled: bool) -> Shown:
    return Shown(
        title=Words(activity.title_sv, activity.title_en),
        text=Words(activity.text_sv, activity.text_en),
        first_day=activity.first_day,
        last_day=activity.last_day,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        zone=activity.zone,
        place=activity.place,
        county=activity.county,
        mode=activity.mode.value,
        themes=themes,
        link=activity.link,
        contact=activity.contact,
        cancelled=cancelled,
    )
