"""The use cases of starters."""

from planner.starters.services.copying import (
    Copied,
    CopyWish,
    check_fillable,
    copy_meeting,
    copy_planned,
    fill_meeting,
    fill_planned,
)
from planner.starters.services.saving import remove_template, rename_template, save_template
from planner.starters.services.starting import Started, start_meeting, use_pattern

__all__ = [
    "Copied",
    "CopyWish",
    "Started",
    "check_fillable",
    "copy_meeting",
    "copy_planned",
    "fill_meeting",
    "fill_planned",
    "remove_template",
    "rename_template",
    "save_template",
    "start_meeting",
    "use_pattern",
]
