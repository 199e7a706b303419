"""What is decided about speakers without looking anything up."""

from planner.speakers.rules.hours import DayWhen, away_spans, check_hours, when_words
from planner.speakers.rules.standing import (
    MISSING_WORDS,
    PAUSE_HOURS,
    STATUS_WORDS,
    Missing,
    SpeakerStatus,
    closed_words,
    marks_of,
    may_remind,
)
from planner.speakers.rules.telling import MOST_BIO, MOST_WORD, SpeakerDetails, TalkIdea, check_details, shown_mark
from planner.speakers.rules.uploads import (
    DOCUMENTS,
    MOST_FILE_BYTES,
    MOST_PORTRAIT_PIXELS,
    MOST_SENT_BYTES,
    SLIDES,
    Upload,
    upload_of,
)

__all__ = [
    "DOCUMENTS",
    "MISSING_WORDS",
    "MOST_BIO",
    "MOST_FILE_BYTES",
    "MOST_PORTRAIT_PIXELS",
    "MOST_SENT_BYTES",
    "MOST_WORD",
    "PAUSE_HOURS",
    "SLIDES",
    "STATUS_WORDS",
    "DayWhen",
    "Missing",
    "SpeakerDetails",
    "SpeakerStatus",
    "TalkIdea",
    "Upload",
    "away_spans",
    "check_details",
    "check_hours",
    "closed_words",
    "marks_of",
    "may_remind",
    "shown_mark",
    "upload_of",
    "when_words",
]
