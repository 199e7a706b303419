"""A whole agenda as clashes and suggestions see it: items, days, rooms, and what is known of people. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from planner.agenda.rules.items import LIGHT, NO_WORDS, ItemKind
from planner.core.language import Words
from planner.core.timespan import local
from planner.meetings.rules import DayHours
from planner.network.rules import RoomKind


@dataclass(frozen=True)
class PlannedRoom:
    """Where an item may be. `capacity` None: not known; `building` empty: not told."""

    room_id: int
    name: str
    kind: RoomKind = RoomKind.ROOM
    capacity: int | None = None
    building: str = ""


@dataclass(frozen=True)
class PlannedItem:
    """An item of the draft. Instants are UTC."""

    item_id: int
    title: Words
    kind: ItemKind
    starts_at: datetime
    ends_at: datetime
    room: PlannedRoom | None = None
    capacity: int | None = None
    """Its own places; None: for everybody."""
    theme_id: int | None = None
    theme: Words = NO_WORDS
    speakers: tuple[tuple[int, str], ...] = ()
    """(person id, name)"""
    on_link: frozenset[int] = frozenset()
    """Those of the speakers who need not be in the room."""
    parked: bool = False
    """In the parking column: its time and room mean nothing yet."""

    @property
    def room_id(self) -> int | None:
        return self.room.room_id if self.room else None

    @property
    def is_content(self) -> bool:
        """Something to hear or do, not a break, a meal or a way."""
        return self.kind not in LIGHT

    @property
    def order(self) -> tuple[datetime, int]:
        """Sorts items by their starts, always the same way."""
        return self.starts_at, self.item_id

    def meets(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether it is on at some moment between the two; to touch is not to meet."""
        return self.starts_at < ends_at and starts_at < self.ends_at


@dataclass(frozen=True)
class Engagement:
    """What somebody gives at another gathering of the network."""

    starts_at: datetime
    ends_at: datetime
    gathering: Words
    title: Words


Away = tuple[datetime, datetime]
"""From when to when somebody cannot come."""


@dataclass(frozen=True)
class Known:
    """What other slices know of those who give items, and of those who come; empty where nothing is known."""

    away: Mapping[int, tuple[Away, ...]] = field(default_factory=dict)
    """Person id → when they cannot come."""
    chosen: Mapping[int, int] = field(default_factory=dict)
    """Item id → how many chose it and sit in its room."""
    coming: Mapping[date, int] = field(default_factory=dict)
    """Day → how many come that day and sit in the room."""


NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Plan:
    """All that the rules need. `rooms`: those one may plan in, in their order; `elsewhere`: person id → engagements."""

    zone: str
    days: tuple[DayHours, ...]
    items: tuple[PlannedItem, ...]
    rooms: tuple[PlannedRoom, ...] = ()
    elsewhere: Mapping[int, tuple[Engagement, ...]] = field(default_factory=dict)
    known: Known = NOTHING_KNOWN
    rooms_matter: bool = True
    """Whether an item without a room lacks something: not without a venue, and not once the gathering is over."""

    @property
    def standing(self) -> list[PlannedItem]:
        """The items that have a time, in the order of their starts."""
        return sorted((item for item in self.items if not item.parked), key=lambda item: item.order)

    def day_of(self, item: PlannedItem) -> date:
        """The day an item begins on, where the gathering is."""
        return local(item.starts_at, self.zone).date()

    def with_items(self, *moved: PlannedItem) -> "Plan":
        """The same plan with these in place of the items of their ids; new ones come last."""
        by_id = {item.item_id: item for item in self.items} | {item.item_id: item for item in moved}
        return replace(self, items=tuple(by_id.values()))


def parallel_items(plan: Plan) -> frozenset[int]:
    """Content that other content stands beside, so that one must choose: their ids."""
    found: set[int] = set()
    on: list[PlannedItem] = []
    for item in plan.standing:
        if not item.is_content:
            continue
        on = [earlier for earlier in on if earlier.ends_at > item.starts_at]
        if on:
            found.update(earlier.item_id for earlier in on)
            found.add(item.item_id)
        on.append(item)
    return frozenset(found)
