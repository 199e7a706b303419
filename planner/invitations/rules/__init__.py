"""What is decided about invitations without looking anything up."""

from planner.invitations.rules.standing import (
    SILENT,
    STANDING_WORDS,
    Answer,
    Course,
    Standing,
    answer_of,
)

__all__ = [
    "SILENT",
    "STANDING_WORDS",
    "Answer",
    "Course",
    "Standing",
    "answer_of",
]
