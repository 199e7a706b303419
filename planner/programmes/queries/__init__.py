"""What is known of programmes: the published ones, and the draft that would be next."""

from planner.programmes.queries.draft import draft_items, draft_of
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
    public_lines,
    stamp_of,
    tag_of,
    version_of,
    versions_of,
)

__all__ = [
    "PublicLine",
    "Stamp",
    "Tag",
    "VersionLine",
    "draft_items",
    "draft_of",
    "last_versions",
    "list_version",
    "meeting_and_number",
    "newest",
    "programme_of",
    "public_lines",
    "stamp_of",
    "tag_of",
    "version_of",
    "versions_of",
]
