"""What stands in the shared calendar: a gathering or an activity, looked at in the same way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from planner.activities.snapshot import Shown
from planner.core.language import Words
from planner.core.timespan import local
from planner.meetings.rules import Mode
from planner.programmes.snapshot import Programme, ThemeMark


class EntryKind(StrEnum):
    GATHERING = "gathering"
    ACTIVITY = "activity"


class Standing(StrEnum):
    """What must be said of an entry beside its days. The values name drawings of parts/status.html."""

    ON = "on"
    SAVE_THE_DATE = "save_the_date"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ClusterMark:
    """A cluster whose entry this is."""

    slug: str
    name: str
    county: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the shared calendar, from whichever source."""

    kind: EntryKind
    uid: str
    path: str
    """Of its own page, without the language."""
    title: Words
    text: Words
    days: tuple[date, ...]
    """In rising order, at least one."""
    starts_at: datetime | None
    """None, like `ends_at`: it lasts whole days."""
    ends_at: datetime | None
    zone: str
    place: str
    mode: Mode
    counties: tuple[str, ...]
    clusters: tuple[ClusterMark, ...]
    themes: tuple[ThemeMark, ...]
    link: str
    contact: str
    standing: Standing
    moved_from: tuple[date, date] | None
    made_of: Programme | Shown
    """What its calendar entry is made of; a programme without its entries."""

    @property
    def anchor(self) -> str:
        """Names it within a page."""
        return f"e{self.uid[:12]}"

    @property
    def is_cancelled(self) -> bool:
        return self.standing is Standing.CANCELLED

    @property
    def clock(self) -> tuple[time, time] | None:
        """When it begins and ends on the zone's clocks; None for whole days, and for what lasts several."""
        if self.starts_at is None or self.ends_at is None or len(self.days) > 1:
            return None
        return local(self.starts_at, self.zone).time(), local(self.ends_at, self.zone).time()


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that takes place, for whoever looks for a free day."""

    kind: EntryKind
    title: Words
    days: tuple[date, ...]
    """In rising order, at least one."""
    clusters: tuple[str, ...]
    """Names of those whose it is."""
    themes: tuple[str, ...]
    """Codes."""
    path: str
    """Of the page that tells more; empty for what is not public."""
    is_public: bool = True


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By first day; what lasts the whole day before what begins at a time; then by title."""
    return tuple(sorted(entries, key=lambda e: (e.days[0], e.clock or (time.min, time.min), e.title.sv, e.uid)))
