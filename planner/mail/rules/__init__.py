"""What can be said and decided of letters without looking anything up."""

from planner.mail.rules.marks import entry_of, mark_of, message_id_of
from planner.mail.rules.reading import Piece, Sample, paragraphs_of, pieces_of, sample_of
from planner.mail.rules.terms import (
    DELIVER,
    EVERYWHERE,
    FAILED,
    FORGOTTEN,
    MAY_BOUNCE,
    NOBODY,
    SORT_WORDS,
    STATE_WORDS,
    UNREACHED,
    UNSENT,
    LetterState,
)

__all__ = [
    "DELIVER",
    "EVERYWHERE",
    "FAILED",
    "FORGOTTEN",
    "MAY_BOUNCE",
    "NOBODY",
    "SORT_WORDS",
    "STATE_WORDS",
    "UNREACHED",
    "UNSENT",
    "LetterState",
    "Piece",
    "Sample",
    "entry_of",
    "mark_of",
    "message_id_of",
    "paragraphs_of",
    "pieces_of",
    "sample_of",
]
