"""What is known of publishing, for the pages of this slice and for those above."""

from planner.publishing.queries.audience import attendees_of, audience_of, held_by
from planner.publishing.queries.drafted import as_planned
from planner.publishing.queries.notices import (
    TellingOf,
    WantedLetters,
    registrations_written_to,
    scheduled_of,
    tellings_of,
    wanted_letters,
)

__all__ = [
    "TellingOf",
    "WantedLetters",
    "as_planned",
    "attendees_of",
    "audience_of",
    "held_by",
    "registrations_written_to",
    "scheduled_of",
    "tellings_of",
    "wanted_letters",
]
