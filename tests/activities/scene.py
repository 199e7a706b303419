"""Activities in as few words as a test can bear."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from planner.activities.models import Activity
from planner.activities.rules import ActivityDetails, ActivityState
from planner.activities.services import add_activity
from planner.activities.snapshot import Shown, from_json
from planner.core.language import Words
from planner.core.work import Work
from planner.network.models import Theme
from planner.network.rules import Hue

ZONE = "Europe/Stockholm"
WALK = ActivityDetails(
    title=Words("Fältvandring", "Field walk"),
    cluster_id=1,
    first_day=date(2026, 10, 6),
    zone=ZONE,
    place="Demogården, Linköping",
    county="Östergötlands län",
)


def details(cluster_id: int, **more: Any) -> ActivityDetails:
    """A field walk on 6 October 2026, all day."""
    return replace(WALK, cluster_id=cluster_id, **more)


def an_activity(work: Work, cluster_id: int, *, send: bool = True, **more: Any) -> int:
    """One entered by whoever `work` is for; gives its number."""
    return add_activity(work, details(cluster_id, **more), send=send)


def a_theme(work: Work, code: str, name: str, hue: Hue = Hue.LAKE, position: int = 0) -> int:
    theme = Theme(
        code=code, name_sv=name, name_en=f"{name} (en)", short_sv=name, short_en=name, hue=hue, position=position
    )
    work.db.add(theme)
    work.db.flush()
    return theme.id


def stands(work: Work, activity_id: int) -> tuple[ActivityState, str | None]:
    """Its state, and the title that the calendar shows."""
    row = work.db.get_one(Activity, activity_id)
    work.db.refresh(row)
    return row.state, from_json(row.shown).title.sv if row.shown else None


def shown(work: Work, activity_id: int) -> Shown:
    """What the calendar shows of it."""
    row = work.db.get_one(Activity, activity_id)
    work.db.refresh(row)
    assert row.shown is not None
    return from_json(row.shown)


def at(text: str) -> datetime:
    """An instant: 2026-10-06T11:00Z"""
    return datetime.fromisoformat(text)
