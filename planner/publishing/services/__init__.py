"""The use cases of publishing."""

from planner.publishing.services.lateness import DelayDetails, run_late, take_back
from planner.publishing.services.noticing import TELL, ask_for_letters
from planner.publishing.services.publishing import (
    PUBLISH_LATER,
    Plan,
    PublishingStand,
    plan_publishing,
    publish_now,
    publish_scheduled,
    schedule,
    standing_of,
    unschedule,
)
from planner.publishing.services.restoring import RestorePlan, plan_restoring, restore_version
from planner.publishing.services.telling import BATCH, tell_some
from planner.publishing.services.wishing import forget_wish, note_wish, want_letters

__all__ = [
    "BATCH",
    "PUBLISH_LATER",
    "TELL",
    "DelayDetails",
    "Plan",
    "PublishingStand",
    "RestorePlan",
    "ask_for_letters",
    "forget_wish",
    "note_wish",
    "plan_publishing",
    "plan_restoring",
    "publish_now",
    "publish_scheduled",
    "restore_version",
    "run_late",
    "schedule",
    "standing_of",
    "take_back",
    "tell_some",
    "unschedule",
    "want_letters",
]
