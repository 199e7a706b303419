"""What is known of mailed calendar entries."""

from planner.entries.queries.due import Links, choosers_wanting, greeted, links_of, speakers_of
from planner.entries.queries.mailed import EntryByUid, entry_by_uid, mailed_of, wants_entries

__all__ = [
    "EntryByUid",
    "Links",
    "choosers_wanting",
    "entry_by_uid",
    "greeted",
    "links_of",
    "mailed_of",
    "speakers_of",
    "wants_entries",
]
