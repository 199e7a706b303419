"""What is decided about activities and the shared calendar without looking anything up. Pure."""

from planner.activities.rules.details import (
    MOST_DAYS,
    STATE_WORDS,
    ActivityDetails,
    ActivityState,
    When,
    days_between,
    when_of,
)
from planner.activities.rules.entries import (
    ClusterMark,
    Entry,
    EntryKind,
    Happening,
    Standing,
    in_order,
)
from planner.activities.rules.feeds import (
    OUTCOME_WORDS,
    WENT_WELL,
    FetchOutcome,
    PassedOver,
    Turn,
    as_https,
    counts_as_text,
    counts_of,
    feed_address,
    passed_over_words,
)
from planner.activities.rules.filters import WAYS, Filter, Way, fits
from planner.activities.rules.months import Month, MonthDay, month_of, weeks_of

__all__ = [
    "MOST_DAYS",
    "OUTCOME_WORDS",
    "STATE_WORDS",
    "WAYS",
    "WENT_WELL",
    "ActivityDetails",
    "ActivityState",
    "ClusterMark",
    "Entry",
    "EntryKind",
    "FetchOutcome",
    "Filter",
    "Happening",
    "Month",
    "MonthDay",
    "PassedOver",
    "Standing",
    "Turn",
    "Way",
    "When",
    "as_https",
    "counts_as_text",
    "counts_of",
    "days_between",
    "feed_address",
    "fits",
    "in_order",
    "month_of",
    "passed_over_words",
    "weeks_of",
    "when_of",
]
