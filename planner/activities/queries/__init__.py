"""What is known of activities and of the shared calendar: frozen values, a fixed number of statements each."""

from planner.activities.queries.desk import (
    ActivityLine,
    ActivityRecord,
    FeedRecord,
    Waiting,
    activity_lines,
    activity_record,
    cluster_at,
    feed_of,
    feeds_by_cluster,
    is_trusted,
    read_entries,
    trusted_ids,
    waiting_for,
)
from planner.activities.queries.entries import SharedCalendar, calendar_since, entry_at, happenings
from planner.activities.queries.version import Stamp, calendar_stamp

__all__ = [
    "ActivityLine",
    "ActivityRecord",
    "FeedRecord",
    "SharedCalendar",
    "Stamp",
    "Waiting",
    "activity_lines",
    "activity_record",
    "calendar_since",
    "calendar_stamp",
    "cluster_at",
    "entry_at",
    "feed_of",
    "feeds_by_cluster",
    "happenings",
    "is_trusted",
    "read_entries",
    "trusted_ids",
    "waiting_for",
]
