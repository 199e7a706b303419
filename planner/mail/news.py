"""What mail tells those above."""

from dataclasses import dataclass

from planner.core.language import Lang
from planner.mail.letter import EntryMark, Sort


@dataclass(frozen=True)
class PostedEntry:
    """A calendar entry that was asked of somebody, changed or taken back by a letter."""

    meeting_id: int
    address: str
    """As the letter has it: in small letters."""
    lang: Lang
    method: str
    """REQUEST or CANCEL (RFC 5546 3.2)."""
    mark: EntryMark


@dataclass(frozen=True)
class EntriesPosted:
    """Letters with calendar entries were posted, in this order."""

    entries: tuple[PostedEntry, ...]


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
