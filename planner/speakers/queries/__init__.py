"""What is known of a gathering's speakers and of the files of its items."""

from planner.speakers.queries.cards import Course, PictureMark, SpeakerCard, card_of, cards_of
from planner.speakers.queries.files import (
    Bytes,
    FileLine,
    drafted_file,
    file_by,
    file_of_item,
    files_of,
    picture_of,
    published_files,
    shown_file,
    shown_picture,
)
from planner.speakers.queries.holders import Asked, asked, asked_actor, letters_to, needs_of, speaker_of_letter
from planner.speakers.queries.others import (
    Suggested,
    Voice,
    away_of,
    shown_of,
    statuses_of,
    suggestions_of,
    voices_of,
)
from planner.speakers.queries.privacy import (
    SpeakerErasureLine,
    SpeakerLookLine,
    needs_kept,
    speaker_erasures_of,
    speaker_looks_of,
)

__all__ = [
    "Asked",
    "Bytes",
    "Course",
    "FileLine",
    "PictureMark",
    "SpeakerCard",
    "SpeakerErasureLine",
    "SpeakerLookLine",
    "Suggested",
    "Voice",
    "asked",
    "asked_actor",
    "away_of",
    "card_of",
    "cards_of",
    "drafted_file",
    "file_by",
    "file_of_item",
    "files_of",
    "letters_to",
    "needs_kept",
    "needs_of",
    "picture_of",
    "published_files",
    "shown_file",
    "shown_of",
    "shown_picture",
    "speaker_erasures_of",
    "speaker_looks_of",
    "speaker_of_letter",
    "statuses_of",
    "suggestions_of",
    "voices_of",
]
