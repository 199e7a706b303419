"""What happens to letters that others want to hear of."""

from dataclasses import dataclass

from planner.core.language import Lang
from planner.mail.letter import EntryMark


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
