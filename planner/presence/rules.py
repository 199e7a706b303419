"""What a tick at an item means, who can be ticked, and how it reads. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from planner.core.errors import Invalid
from planner.core.language import Text, Words, say

MOST_GUESTS = 60
"""People who are not registered: so many names fit in one sheet."""
MOST_TICKS = 4000
"""A sheet of more could not be sent as one form; for a gathering of that size one counts heads."""


class PresenceState(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    LEFT = "left"
    """Was there at the item before, and is not at this one."""
    JOINED = "joined"
    """Is there at this item, and was not at the one before."""

    @property
    def is_there(self) -> bool:
        return self in (PresenceState.PRESENT, PresenceState.JOINED)


@dataclass(frozen=True, slots=True)
class SheetItem:
    """An item that one can be present at: content, in the order of the programme."""

    uid: str
    number: int | None
    title: Words
    held_on: date
    starts: time
    """On the wall clock of the gathering's zone."""


@dataclass(frozen=True, slots=True)
class Attender:
    """Somebody who may be there: registered, or a name that the lead wrote."""

    registration_id: int | None
    name: str
    comes_from: str = ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Somebody, and the items at which they were there."""

    who: Attender
    uids: frozenset[str]


@dataclass(frozen=True)
class Sheet:
    """Everybody who may be there, by name, and what is noted of them so far."""

    items: tuple[SheetItem, ...]
    lines: tuple[Ticked, ...]
    """Registered people first, then those who are not."""
    revision: int = 0
    """Rises with each saving; 0: nothing is noted yet."""
    saved_at: datetime | None = None
    saved_by: str = ""

    @property
    def is_too_large(self) -> bool:
        return len(self.items) * (len(self.lines) + 1) > MOST_TICKS

    @property
    def registered(self) -> tuple[Ticked, ...]:
        return tuple(line for line in self.lines if line.who.registration_id is not None)

    @property
    def guests(self) -> tuple[Ticked, ...]:
        return tuple(line for line in self.lines if line.who.registration_id is None)


def states_of(items: Sequence[SheetItem], uids: frozenset[str]) -> dict[str, PresenceState]:
    """By item: there or not, and whether that began with it. Who is there from the first item on has not come late."""
    states: dict[str, PresenceState] = {}
    before: bool | None = None
    for item in items:
        is_there = item.uid in uids
        if is_there:
            states[item.uid] = PresenceState.JOINED if before is False else PresenceState.PRESENT
        else:
            states[item.uid] = PresenceState.LEFT if before else PresenceState.ABSENT
        before = is_there
    return states


def told_of(items: Sequence[SheetItem], uids: frozenset[str]) -> tuple[Text, ...]:
    """When somebody came and went, as minutes put it; nothing for who was there all the time, or never."""
    states = states_of(items, uids)
    came, left = PresenceState.JOINED, PresenceState.LEFT
    return tuple(
        _came(item) if states[item.uid] is came else _left(item) for item in items if states[item.uid] in (came, left)
    )


def _came(item: SheetItem) -> Text:
    if item.number is None:
        return say("came at %(clock)s", clock=item.starts)
    return say("came to item %(number)s", number=item.number)


def _left(item: SheetItem) -> Text:
    if item.number is None:
        return say("left before %(clock)s", clock=item.starts)
    return say("left before item %(number)s", number=item.number)


def doubles(names: Sequence[str]) -> tuple[int, ...]:
    """The places of names that stand further up already, in any case."""
    seen: set[str] = set()
    found = []
    for place, name in enumerate(names):
        if name and name.casefold() in seen:
            found.append(place)
        seen.add(name.casefold())
    return tuple(found)


TWICE = say("This name stands there already. Add something that tells them apart.")


def check_guests(names: Sequence[str]) -> None:
    """Raises Invalid for a name that stands there twice, or more names than a sheet takes."""
    if doubles(names):
        raise Invalid({"names": TWICE})
    if len(names) > MOST_GUESTS:
        raise Invalid({"names": say("At most %(most)s people who are not registered.", most=MOST_GUESTS)})
