"""How gatherings usually go, and how that comes to lie on the days of one. Pure."""

from collections.abc import Iterable
from hashlib import sha256

from planner.starters.rules.copying import (
    TAKE_WORDS,
    CopyPlan,
    DateLine,
    Source,
    Take,
    plan_copy,
    plan_fill,
)
from planner.starters.rules.days import SaidDay, days_for
from planner.starters.rules.fitting import fit_starter
from planner.starters.rules.gathered import LUNCH_TO_LUNCH, STEERING, THEME_DAY
from planner.starters.rules.looking import LookDay, timetable
from planner.starters.rules.naming import next_time, title_for
from planner.starters.rules.online import MORNINGS, WEBINAR
from planner.starters.rules.templates import (
    KEEP_WORDS,
    MOST_NAME,
    Keep,
    Placed,
    Saved,
    check_name,
    fit_template,
    is_readable,
    read,
    saved,
    to_json,
)
from planner.starters.rules.travelling import STUDY_TRIP
from planner.starters.rules.values import Fitted, Ground, Parked, Pattern, Starter

__all__ = [
    "KEEP_WORDS",
    "LUNCH_TO_LUNCH",
    "MORNINGS",
    "MOST_NAME",
    "STARTERS",
    "STEERING",
    "STUDY_TRIP",
    "TAKE_WORDS",
    "THEME_DAY",
    "WEBINAR",
    "CopyPlan",
    "DateLine",
    "Fitted",
    "Ground",
    "Keep",
    "LookDay",
    "Parked",
    "Pattern",
    "Placed",
    "SaidDay",
    "Saved",
    "Source",
    "Starter",
    "Take",
    "check_name",
    "days_for",
    "fit",
    "is_readable",
    "mark_of",
    "next_time",
    "plan_copy",
    "plan_fill",
    "read",
    "saved",
    "timetable",
    "title_for",
    "to_json",
]

STARTERS = (LUNCH_TO_LUNCH, THEME_DAY, WEBINAR, MORNINGS, STUDY_TRIP, STEERING)
"""In the order in which they are offered."""


def fit(pattern: Starter | Saved, ground: Ground) -> Fitted:
    """A starter or a template, laid on a gathering's days."""
    return fit_starter(pattern, ground) if isinstance(pattern, Starter) else fit_template(pattern, ground)


def mark_of(items: Iterable[tuple[int, int]]) -> str:
    """Stands for an agenda as it was seen: (number, revision) of each item. Another one has another mark."""
    told = " ".join(f"{item_id}.{revision}" for item_id, revision in sorted(items))
    return sha256(told.encode()).hexdigest()[:16]
