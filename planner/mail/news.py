"""What mail tells those above."""

from dataclasses import dataclass

from planner.mail.letter import Sort


@dataclass(frozen=True)
class LettersRefused:
    """By the link in a letter somebody has said no to more of its sort."""

    address: str
    """In lower case."""
    sort: Sort
    meeting_id: int
    """About this gathering; 0: about any."""


@dataclass(frozen=True)
class LettersWanted:
    """By the same link they have taken that back."""

    address: str
    sort: Sort
    meeting_id: int
