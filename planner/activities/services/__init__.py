"""Use cases of the shared calendar."""

from planner.activities.services.deciding import approve_activity, send_back, stop_trusting, trust_cluster
from planner.activities.services.entering import (
    add_activity,
    cancel_activity,
    change_activity,
    restore_activity,
    withdraw_activity,
)
from planner.activities.services.feeds import (
    FETCH,
    approve_feed,
    fetch_again,
    look_after_feeds,
    note_fetch,
    remove_feed,
    set_feed,
)
from planner.activities.services.showing import touch_calendar
from planner.activities.services.taking_in import take_in

__all__ = [
    "FETCH",
    "add_activity",
    "approve_activity",
    "approve_feed",
    "cancel_activity",
    "change_activity",
    "fetch_again",
    "look_after_feeds",
    "note_fetch",
    "remove_feed",
    "restore_activity",
    "send_back",
    "set_feed",
    "stop_trusting",
    "take_in",
    "touch_calendar",
    "trust_cluster",
    "withdraw_activity",
]
