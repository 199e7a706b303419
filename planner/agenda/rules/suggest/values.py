"""What a suggestion says: where items could stand, and why. Nothing of it is written by itself. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from planner.agenda.rules.plan import Plan
from planner.core.language import Text


@dataclass(frozen=True)
class Proposed:
    """Where an item would stand. Its length stays."""

    item_id: int
    starts_at: datetime
    room_id: int | None


@dataclass(frozen=True)
class Swap:
    """Items that would change places, once the swaps before it are made."""

    item_ids: tuple[int, ...]
    """Those whose times change."""
    words: Text
    before: int
    after: int
    """How many people lose a choice, before and after it."""
    placements: tuple[Proposed, ...]
    """All that it moves: an item may have to change room so that another can have its own."""


@dataclass(frozen=True)
class ParallelSuggestion:
    """Swaps that let more people get what they want, the one that helps most first."""

    swaps: tuple[Swap, ...]
    before: int
    after: int
    """How many people lose a choice as it is, and with all swaps made."""
    people: int
    """How many want more than one item."""
    is_best: bool
    """Whether no other swaps could do better; else it is only the best that was found."""
    notes: tuple[Text, ...]
    """What the reader must know of how it was found."""

    @property
    def placements(self) -> tuple[Proposed, ...]:
        """Where items stand with all swaps made; only those that moved."""
        last = {place.item_id: place for swap in self.swaps for place in swap.placements}
        return tuple(last.values())


@dataclass(frozen=True)
class Placed:
    """A parked item, and where it could stand."""

    placement: Proposed
    words: Text
    reasons: tuple[Text, ...]


@dataclass(frozen=True)
class Unplaced:
    """A parked item that fits nowhere, and why."""

    item_id: int
    words: Text


@dataclass(frozen=True)
class ParkedSuggestion:
    """A first place for each parked item that has one, in the order of time."""

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    notes: tuple[Text, ...] = ()

    @property
    def placements(self) -> tuple[Proposed, ...]:
        return tuple(each.placement for each in self.placed)


def as_proposed(plan: Plan, placements: Iterable[Proposed]) -> Plan:
    """The plan as it would be: for a preview, and for its clashes. Items placed so are parked no more."""
    rooms = {item.room.room_id: item.room for item in plan.items if item.room}
    rooms |= {room.room_id: room for room in plan.rooms}
    by_id = {item.item_id: item for item in plan.items}
    moved = []
    for place in placements:
        item = by_id[place.item_id]
        moved.append(
            replace(
                item,
                starts_at=place.starts_at,
                ends_at=place.starts_at + (item.ends_at - item.starts_at),
                room=rooms[place.room_id] if place.room_id is not None else None,
                parked=False,
            )
        )
    return plan.with_items(*moved)
