"""Rooms that are too small, and items that have none. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import accumulate

from planner.agenda.rules.clashes.kinds import Clash, ClashKind, about
from planner.agenda.rules.clashes.together import still_on
from planner.agenda.rules.items import ItemKind
from planner.agenda.rules.plan import Plan, PlannedItem
from planner.agenda.rules.words import day_named, titles
from planner.core.language import Text, say


def for_everybody(items: Iterable[PlannedItem]) -> set[int]:
    """Which of these, in the order of their starts, have nothing else of them beside, and no limit to their places."""
    ordered = list(items)
    ends = list(accumulate((item.ends_at for item in ordered), max))
    return {
        item.item_id
        for n, item in enumerate(ordered)
        if item.capacity is None
        and (n == 0 or ends[n - 1] <= item.starts_at)
        and (n + 1 == len(ordered) or ordered[n + 1].starts_at >= item.ends_at)
    }


def small_rooms(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each item whose room is smaller than its places, or than how many people come to it."""
    plenary = for_everybody(item for item in items if item.is_content or item.kind is ItemKind.MEAL)
    for item in items:
        if item.room is None or item.room.capacity is None:
            continue
        too_many = _too_many(plan, item, item.room.capacity, is_plenary=item.item_id in plenary)
        if too_many:
            yield about(plan, ClashKind.CROWDED, item, too_many)
        if item.capacity is not None and item.capacity > item.room.capacity:
            words = say(
                "“%(title)s” takes %(wanted)s people, but %(room)s holds only %(holds)s.",
                title=item.title,
                wanted=item.capacity,
                room=item.room.name,
                holds=item.room.capacity,
            )
            yield about(plan, ClashKind.SMALL_ROOM, item, words)


def _too_many(plan: Plan, item: PlannedItem, holds: int, *, is_plenary: bool) -> Text | None:
    room = item.room.name if item.room else ""
    chosen = plan.known.chosen.get(item.item_id)
    if chosen is not None:
        if chosen <= holds:
            return None
        return say(
            "%(number)s people chose “%(title)s”, but %(room)s holds only %(holds)s.",
            number=chosen,
            title=item.title,
            room=room,
            holds=holds,
        )
    day = plan.day_of(item)
    coming = plan.known.coming.get(day, 0)
    if not is_plenary or coming <= holds:
        return None
    return say(
        "“%(title)s” is for everybody, and %(number)s people come on %(day)s, but %(room)s holds only %(holds)s.",
        title=item.title,
        number=coming,
        day=day_named(day),
        room=room,
        holds=holds,
    )


def roomless(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each item of content without a room; worse where others at the same time have theirs."""
    content = [item for item in items if item.is_content]
    beside: dict[int, list[PlannedItem]] = {item.item_id: [] for item in content if item.room is None}
    for item, _, earlier in still_on(content, lambda item: ("content",)):
        if item.room is None:
            beside[item.item_id].extend(other for other in earlier if other.room)
        else:
            for other in earlier:
                if other.room is None:
                    beside[other.item_id].append(item)
    all_taken = cache(_Taken(plan, items).everywhere)
    for item in content:
        if item.room is not None:
            continue
        others = beside[item.item_id]
        if not others:
            if not plan.rooms_matter:
                continue
            yield about(plan, ClashKind.NO_ROOM, item, say("“%(title)s” has no room yet.", title=item.title))
            continue
        if all_taken(item.starts_at, item.ends_at):
            words = say(
                "“%(title)s” has no room, and every room is taken then; beside it run %(others)s.",
                title=item.title,
                others=titles(others),
            )
        else:
            words = say(
                "“%(title)s” has no room, though what runs beside it has: %(others)s.",
                title=item.title,
                others=titles(others),
            )
        yield about(plan, ClashKind.NO_PLACE, item, words, *others)


class _Taken:
    """When each of a plan's rooms is taken."""

    def __init__(self, plan: Plan, items: Sequence[PlannedItem]) -> None:
        by_room: dict[int, list[PlannedItem]] = {room.room_id: [] for room in plan.rooms}
        for item in items:
            if item.room_id in by_room:
                by_room[item.room_id].append(item)
        # The latest end so far, for a room may be taken twice.
        self._rooms = [
            ([item.starts_at for item in taken], list(accumulate((item.ends_at for item in taken), max)))
            for taken in by_room.values()
        ]

    def everywhere(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether no room is free from the one instant to the other."""
        return bool(self._rooms) and all(
            (begun := bisect_left(starts, ends_at)) > 0 and ends[begun - 1] > starts_at for starts, ends in self._rooms
        )
