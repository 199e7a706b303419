"""How a programme is laid out for readers: as a timetable, and by the clock on its days. Pure."""

from planner.programmes.rules.now import (
    NowView,
    Phase,
    Stretch,
    day_of,
    is_by_the_minute,
    is_on_days,
    midnight_of,
    now_of,
)
from planner.programmes.rules.now_page import NowItem, NowPage, page_of, patterns
from planner.programmes.rules.timetable import (
    Cell,
    Day,
    Slot,
    ThemeGroup,
    ThemeWord,
    by_theme,
    google_url,
    hours_words,
    map_url,
    overlapping,
    theme_word,
    timetable,
)

__all__ = [
    "Cell",
    "Day",
    "NowItem",
    "NowPage",
    "NowView",
    "Phase",
    "Slot",
    "Stretch",
    "ThemeGroup",
    "ThemeWord",
    "by_theme",
    "day_of",
    "google_url",
    "hours_words",
    "is_by_the_minute",
    "is_on_days",
    "map_url",
    "midnight_of",
    "now_of",
    "overlapping",
    "page_of",
    "patterns",
    "theme_word",
    "timetable",
]
