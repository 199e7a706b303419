"""How many letters may leave a minute, and whose turn it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
MOST_PER_MINUTE = 6000
MOST_IN_A_HURRY = 10
"""Letters posted by so many at a time, or fewer, are waited for: a confirmation, a sign-in link."""
PAUSED_SECONDS = 600
"""How long a letter rests while sending is paused; whoever lets letters leave again wakes them all."""


@dataclass(frozen=True)
class Switch:
    """Whether letters leave, and how many a minute at most (0: as many as there are)."""

    per_minute: int
    is_own_limit: bool = False
    """Said by an administrator, not by the installation's settings."""
    paused_at: datetime | None = None
    paused_by: str = ""


@dataclass(frozen=True)
class Window:
    """The minute behind us: how many letters left in it, and when the first of those did."""

    count: int
    first_at: datetime | None
    next_turn_at: datetime | None
    """The first turn that nobody has been given."""


@dataclass(frozen=True)
class Waiter:
    """A letter that wants to leave."""

    hurries: bool
    turn_at: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether the letter leaves now; else when to ask again."""

    ask_again_at: datetime | None = None
    turn_at: datetime | None = None
    """The turn it has been given, if it has one of its own."""
    next_turn_at: datetime | None = None

    @property
    def may_leave(self) -> bool:
        return self.ask_again_at is None


def decide(now: datetime, per_minute: int, window: Window, waiter: Waiter) -> Verdict:
    """Never more than `per_minute` in any minute; who has to wait gets a turn, one after the other.

    Turns lie apart by the time a letter may take, so that thousands do not all ask at the same moment. A letter that
    hurries, or whose turn has come, takes the next place that comes free.
    """
    turn = waiter.turn_at
    if turn is not None and turn > now:
        return Verdict(turn, turn, window.next_turn_at)
    if window.count < per_minute or window.first_at is None:
        return Verdict(None, turn, window.next_turn_at)
    free_at = window.first_at + MINUTE
    if waiter.hurries or turn is not None:
        return Verdict(free_at, turn, window.next_turn_at)
    turn = max(free_at, window.next_turn_at or free_at)
    return Verdict(turn, turn, turn + MINUTE / per_minute)
