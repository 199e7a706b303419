"""What is known of activities and of the shared calendar: frozen values, a fixed number of statements each."""

from planner.activities.queries.entries import entries_since, entry_at, happenings
from planner.activities.queries.version import Stamp, calendar_stamp

__all__ = [
    "Stamp",
    "calendar_stamp",
    "entries_since",
    "entry_at",
    "happenings",
]
