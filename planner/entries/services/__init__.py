"""Use cases of mailed calendar entries."""

from planner.entries.services.following import (
    MEND,
    ask_to_mend,
    erase_old,
    follow_choices,
    follow_venue,
    forget_address,
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
    "forget_address",
    "mend_some",
    "note_posted",
    "take_back",
    "want_entries",
]
