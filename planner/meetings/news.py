"""What happens to gatherings that others want to hear of."""

from dataclasses import dataclass
from datetime import date

from planner.meetings.rules import Status


@dataclass(frozen=True)
class DaysSet:
    """A gathering has these days now: it was made, or its days, its mode or the day that needs are erased changed."""

    meeting_id: int
    days: tuple[date, ...]


@dataclass(frozen=True)
class MeetingMoved:
    """A gathering moved to other days: what lay on a day of `onto` lies on its new day."""

    meeting_id: int
    onto: tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class StatusChanged:
    meeting_id: int
    before: Status
    after: Status


@dataclass(frozen=True)
class PlacesChanged:
    """The lead set another number of places."""

    meeting_id: int
