"""The published programme as a value: everything the public reads of a gathering comes from one of these. Pure.

`follow` makes the next one from the last and the draft. Same version, same bytes.
"""

from planner.meetings.rules import DayHours
from planner.programmes.snapshot.brief import brief_from_json
from planner.programmes.snapshot.following import follow, in_same_words
from planner.programmes.snapshot.forgetting import digests_of, without
from planner.programmes.snapshot.values import (
    Contact,
    Draft,
    Entry,
    FileMark,
    HostMark,
    LogoMark,
    MeetingFacts,
    Place,
    Programme,
    SpeakerLine,
    ThemeMark,
    facts_from_json,
    facts_to_json,
    from_json,
    to_json,
)

__all__ = [
    "Contact",
    "DayHours",
    "Draft",
    "Entry",
    "FileMark",
    "HostMark",
    "LogoMark",
    "MeetingFacts",
    "Place",
    "Programme",
    "SpeakerLine",
    "ThemeMark",
    "brief_from_json",
    "digests_of",
    "facts_from_json",
    "facts_to_json",
    "follow",
    "from_json",
    "in_same_words",
    "to_json",
    "without",
]
