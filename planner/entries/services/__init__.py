"""Use cases of mailed calendar entries."""

from planner.entries.services.following import (
    MEND,
    ask_to_mend,
    erase_old,
    follow_choices,
    follow_venue,
    forget_registered,
    note_posted,
    want_entries,
)
from planner.entries.services.mending import BATCH, count_reached, mend_some, take_back

__all__ = [
    "BATCH",
    "MEND",
    "ask_to_mend",
    "count_reached",
    "erase_old",
    "follow_choices",
    "follow_venue",
    "forget_registered",
    "mend_some",
    "note_posted",
    "take_back",
    "want_entries",
]
