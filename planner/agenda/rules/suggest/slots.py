"""Free time for one item after the other: within the days' hours, beside what stands. Pure."""

from collections.abc import Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from planner.agenda.rules.clashes.places import for_everybody
from planner.agenda.rules.items import ItemKind
from planner.agenda.rules.plan import Plan, PlannedItem, PlannedRoom
from planner.agenda.rules.suggest.steps import STEP, Span, first_step, steps_of
from planner.agenda.rules.words import length, listed_names
from planner.core.language import Text, say
from planner.network.rules import RoomKind

CLOSED, CONTENT, LATE = "closed", "content", "late"
Rooms = Sequence[PlannedRoom | None]


@dataclass(frozen=True)
class Slot:
    """When and where an item could be."""

    starts_at: datetime
    room: PlannedRoom | None


class Slots:
    """The days of a plan with all that is taken in them, by whom or what it is taken from.

    Nobody is to be kept from what is for everybody: an item of content with nothing beside it and no limit to its
    places, a break, a meal, a way. What put() puts there later may get something beside it.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._days = [steps_of(day, plan.zone) for day in plan.days]
        self._taken: dict[Hashable, list[int]] = {}
        standing = plan.standing
        everybody = for_everybody(item for item in standing if item.is_content)
        for item in standing:
            self.put(item, closed=item.item_id in everybody)
        self._taken[LATE] = [self._after_content(number) for number in range(len(self._days))]
        for person_id, spans in plan.known.away.items():
            self._take(person_id, spans)
        for person_id, engagements in plan.elsewhere.items():
            self._take(person_id, [(each.starts_at, each.ends_at) for each in engagements])

    def again(self) -> "Slots":
        """The same once more, for another order of items."""
        other = copy(self)
        other._taken = {key: list(taken) for key, taken in self._taken.items()}
        return other

    def put(self, item: PlannedItem, *, closed: bool = False) -> None:
        """From now on this item stands where it stands; `closed`: nothing may be beside it."""
        keys: list[Hashable] = [person_id for person_id, _ in item.speakers]
        if closed or not item.is_content:
            keys.append(CLOSED)
        if item.is_content:
            keys += [CONTENT, ("theme", item.theme_id)]
        if item.room_id is not None:
            keys.append(("room", item.room_id))
        for key in keys:
            self._take(key, [(item.starts_at, item.ends_at)])

    def _take(self, key: Hashable, spans: Sequence[Span]) -> None:
        taken = self._taken.setdefault(key, [0] * len(self._days))
        for number, day in enumerate(self._days):
            taken[number] |= day.taken(spans)

    def find(self, item: PlannedItem) -> Slot | None:
        """The best slot of an item: where it was before if that can be, else of several as good the earliest.

        First with nothing on its theme beside it; so not after what closes a day; so in its own room before others;
        so with nothing at all beside it.
        """
        rooms = self._rooms_for(item)
        alone: list[Hashable] = [CONTENT]
        theme: list[Hashable] = [("theme", item.theme_id)] if item.theme_id is not None else []
        if rooms and (
            slot := self._former(item, rooms[0], [*self._needed(item), *(theme if item.is_content else alone)])
        ):
            return slot
        ends: list[list[Hashable]] = [[LATE], []] if item.is_content else [[]]
        besides = (alone, theme) if item.is_content else (alone,)
        tries = [(own, [*beside, *end]) for end in ends for own in rooms for beside in besides]
        if item.is_content and theme:
            tries += [(own, end) for end in ends for own in rooms]
        found = (self._first(item, own, [*self._needed(item), *beside]) for own, beside in tries)
        return next((slot for slot in found if slot is not None), None)

    def _needed(self, item: PlannedItem) -> list[Hashable]:
        """What must not be taken when an item is on."""
        return [CLOSED, *(person_id for person_id, _ in item.speakers)]

    def _former(self, item: PlannedItem, rooms: Rooms, keys: Sequence[Hashable]) -> Slot | None:
        """Where the item was before, in the first of these rooms."""
        room = rooms[0]
        for number, day in enumerate(self._days):
            step, odd = divmod(item.starts_at - day.opens_at, STEP)
            taken = self._of_day([*keys, ("room", room.room_id)] if room else keys, number)
            if step >= 0 and not odd and day.starts(taken, item.ends_at - item.starts_at) >> step & 1:
                return Slot(item.starts_at, room)
        return None

    def _after_content(self, number: int) -> int:
        """The steps of a day after the last of its content; none of a day without any."""
        content = self._taken.get(CONTENT, [0] * len(self._days))[number]
        return ((1 << self._days[number].number) - 1) >> content.bit_length() << content.bit_length() if content else 0

    def _first(self, item: PlannedItem, rooms: Rooms, keys: Sequence[Hashable]) -> Slot | None:
        for number, day in enumerate(self._days):
            taken = self._of_day(keys, number)
            if not day.starts(taken, item.ends_at - item.starts_at):
                continue
            found = []
            for place, room in enumerate(rooms):
                own = self._of_day([("room", room.room_id)], number) if room else 0
                starts = day.starts(taken | own, item.ends_at - item.starts_at)
                if starts:
                    found.append((first_step(starts), place))
            if found:
                step, place = min(found)
                return Slot(day.at(step), rooms[place])
        return None

    def _of_day(self, keys: Sequence[Hashable], number: int) -> int:
        """The steps of a day that any of these takes."""
        taken = 0
        for key in keys:
            if key in self._taken:
                taken |= self._taken[key][number]
        return taken

    def _has_time(self, item: PlannedItem, keys: Sequence[Hashable]) -> bool:
        long = item.ends_at - item.starts_at
        return any(day.starts(self._of_day(keys, number), long) for number, day in enumerate(self._days))

    def _rooms_for(self, item: PlannedItem) -> list[Rooms]:
        """Its own room; then those of a kind that suits it. Without any room to choose from: none."""
        if item.room is None and (not self._plan.rooms or not item.is_content):
            return [(None,)]
        wanted = wanted_places(self._plan, item)
        own = [item.room] if item.room else []
        kinds = (RoomKind.FARM, RoomKind.ROOM) if item.kind is ItemKind.VISIT else (RoomKind.ROOM,)
        others = next(
            (of_kind for kind in kinds if (of_kind := [room for room in self._plan.rooms if room.kind is kind])),
            list(self._plan.rooms),
        )
        ordered = sorted(others, key=lambda room: self._fit(room, wanted))
        large = [[r for r in rooms if r.capacity is None or r.capacity >= wanted] for rooms in (own, ordered)]
        return [rooms for rooms in large if rooms]

    def _fit(self, room: PlannedRoom, wanted: int) -> tuple[bool, int]:
        """Sorts rooms: the smallest that holds enough; for an item for everybody, the first that holds them all."""
        if wanted:
            return room.capacity is None, room.capacity or 0
        coming = max(self._plan.known.coming.values(), default=0)
        return room.capacity is not None and room.capacity < coming, 0

    def why_not(self, item: PlannedItem) -> Text:
        """Why an item has no slot."""
        alone = [] if item.is_content else [CONTENT]
        if not self._has_time(item, [CLOSED, *alone]):
            return say(
                "“%(title)s” lasts %(length)s, and nowhere in the days' hours is so much free.",
                title=item.title,
                length=length(item.ends_at - item.starts_at),
            )
        if not self._has_time(item, [*self._needed(item), *alone]):
            return say(
                "%(names)s cannot be there at any time that is free and long enough for “%(title)s”.",
                names=listed_names([name for _, name in item.speakers]),
                title=item.title,
            )
        if not self._rooms_for(item):
            return say(
                "No room holds the %(wanted)s people that “%(title)s” is for.",
                wanted=wanted_places(self._plan, item),
                title=item.title,
            )
        return say("Whenever there is time for “%(title)s”, every room that suits it is taken.", title=item.title)


def wanted_places(plan: Plan, item: PlannedItem) -> int:
    """How many people an item must have room for; 0: nobody knows."""
    return plan.known.chosen.get(item.item_id, item.capacity or 0)
