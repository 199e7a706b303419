"""What is known of programmes: the published ones, and the draft that would be next."""

from planner.programmes.queries.brief import newest_in_brief
from planner.programmes.queries.draft import draft_items, draft_of, entry_of
from planner.programmes.queries.published import (
    PublicLine,
    Stamp,
    Tag,
    VersionLine,
    last_versions,
    list_version,
    meeting_and_number,
    newest,
    programme_of,
    programmes_of,
    public_lines,
    published_times,
    stamp_of,
    tag_of,
    version_of,
    versions_of,
)
from planner.programmes.queries.today import DayTag, Today, day_tag_of, today_of

__all__ = [
    "DayTag",
    "PublicLine",
    "Stamp",
    "Tag",
    "Today",
    "VersionLine",
    "day_tag_of",
    "draft_items",
    "draft_of",
    "entry_of",
    "last_versions",
    "list_version",
    "meeting_and_number",
    "newest",
    "newest_in_brief",
    "programme_of",
    "programmes_of",
    "public_lines",
    "published_times",
    "stamp_of",
    "tag_of",
    "today_of",
    "version_of",
    "versions_of",
]
