"""How a programme is laid out for readers: as a timetable, and by the clock on its days. Pure."""

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
    "Slot",
    "ThemeGroup",
    "ThemeWord",
    "by_theme",
    "google_url",
    "hours_words",
    "map_url",
    "overlapping",
    "theme_word",
    "timetable",
]
