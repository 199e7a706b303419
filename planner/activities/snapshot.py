"""What the public calendar shows of an activity: frozen when it was approved, and its JSON text. Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import msgspec

from planner.core.language import Words

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """An activity as everybody sees it. What is being changed stands beside it, and nobody sees that yet."""

    title: Words
    text: Words
    first_day: date
    last_day: date
    starts_at: datetime | None
    """None, like `ends_at`: it lasts whole days."""
    ends_at: datetime | None
    zone: str
    place: str
    county: str
    mode: str
    themes: tuple[str, ...]
    """Codes, in the network's order."""
    link: str
    contact: str
    cancelled: bool = False
    sequence: int = 0
    """Raised when time, place or state changed, never lowered (RFC 5545 3.8.7.4)."""
    changed_at: datetime = _NEVER
    created_at: datetime = _NEVER


def follow(previous: Shown | None, said: Shown, at: datetime) -> Shown:
    """`said` as what is shown next, at the instant `at`: the same value as before where nothing changed.

    Nothing changed: same DTSTAMP, same bytes, and no calendar marks the entry as new.
    """
    if previous is None:
        return replace(said, sequence=0, changed_at=at, created_at=at)
    kept = replace(said, sequence=previous.sequence, changed_at=previous.changed_at, created_at=previous.created_at)
    if kept == previous:
        return previous
    raised = previous.sequence + (_when_and_where(said) != _when_and_where(previous))
    return replace(kept, sequence=raised, changed_at=at)


def _when_and_where(shown: Shown) -> tuple[object, ...]:
    return (
        shown.first_day, shown.last_day, shown.starts_at, shown.ends_at, shown.zone, shown.place, shown.mode,
        shown.cancelled,
    )  # fmt: skip


def to_json(shown: Shown) -> str:
    """The value as JSON text, for its row."""
    return msgspec.json.encode(shown).decode()


_decoder = msgspec.json.Decoder(Shown)


def from_json(text: str) -> Shown:
    """The value of a row's JSON text."""
    return _decoder.decode(text)
