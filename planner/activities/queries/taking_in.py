"""What is known of a cluster's read-in activities, for whoever writes over them."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.activities.models import Activity, ActivityTheme
from planner.network.models import Theme
from planner.network.queries import themes_in_order


def read_rows(db: Session, cluster_id: int) -> dict[str, Activity]:
    """The rows that came from the cluster's own calendar, by their key in it. One statement."""
    wanted = select(Activity).where(Activity.cluster_id == cluster_id, Activity.feed_key.is_not(None))
    return {row.feed_key: row for row in db.scalars(wanted) if row.feed_key is not None}


def theme_words(db: Session) -> dict[str, int]:
    """Theme id by every name of it, in small letters: what other calendars may have written. One statement."""
    found: dict[str, int] = {}
    for theme in themes_in_order(db):
        for name in (theme.name.sv, theme.name.en, theme.short.sv, theme.short.en, theme.code):
            found.setdefault(name.casefold(), theme.id)
    return found


def theme_codes_of(db: Session, cluster_id: int) -> dict[int, tuple[str, ...]]:
    """Codes of the themes of each of a cluster's activities, by activity, in the network's order. One statement."""
    rows = db.execute(
        select(ActivityTheme.activity_id, Theme.code)
        .join(Activity, Activity.id == ActivityTheme.activity_id)
        .join(Theme, Theme.id == ActivityTheme.theme_id)
        .where(Activity.cluster_id == cluster_id)
        .order_by(Theme.is_retired, Theme.position, Theme.id)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for activity_id, code in rows:
        found[activity_id].append(code)
    return {activity_id: tuple(codes) for activity_id, codes in found.items()}
