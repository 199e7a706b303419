"""Rooms so far apart that people need time to get from one to the other. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush

from planner.agenda.rules.clashes.kinds import Clash, ClashKind, about
from planner.agenda.rules.clashes.places import for_everybody
from planner.agenda.rules.items import ItemKind
from planner.agenda.rules.plan import Plan, PlannedItem, PlannedRoom
from planner.core.language import Text, say
from planner.network.rules import RoomKind

LEAST_PAUSE = timedelta(minutes=10)
OUT_OF_THE_HOUSE = frozenset({RoomKind.BUS, RoomKind.FARM})
Move = tuple[PlannedItem, PlannedItem]


def are_far_apart(one: PlannedRoom, other: PlannedRoom) -> bool:
    """In two buildings, or one of them a bus or a farm and the other not. Nobody walks to a room online."""
    if RoomKind.ONLINE in (one.kind, other.kind) or one.room_id == other.room_id:
        return False
    buildings = {room.building.strip().casefold() for room in (one, other)}
    if len(buildings) == 2 and "" not in buildings:
        return True
    return (one.kind in OUT_OF_THE_HOUSE) != (other.kind in OUT_OF_THE_HOUSE)


def no_pauses(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each item that everybody, or one who gives it, has too little time to get to.

    Somebody on link need not move. Whoever travels between the two, by an item of that kind, is thought of.
    """
    travels = [item for item in items if item.kind is ItemKind.TRAVEL]
    content = [item for item in items if item.is_content]
    everybody = for_everybody(content)
    hurried: set[Move] = set()
    for move in _hurries([item for item in content if item.item_id in everybody], travels):
        hurried.add(move)
        yield about(plan, ClashKind.NO_PAUSE, move[1], _everybody_words(move), move[0])
    given: dict[tuple[int, str], list[PlannedItem]] = {}
    for item in items:
        for speaker in item.speakers:
            if speaker[0] not in item.on_link:
                given.setdefault(speaker, []).append(item)
    for (_, name), theirs in given.items():
        for move in _hurries(theirs, travels):
            if move not in hurried:
                yield about(plan, ClashKind.NO_PAUSE, move[1], _speaker_words(name, move), move[0])


def _hurries(items: Sequence[PlannedItem], travels: Sequence[PlannedItem]) -> Iterator[Move]:
    """Of each item (in the order of starts) that is far from what ended just before it: both; the last that ended."""
    on: list[tuple[datetime, int, PlannedItem]] = []
    ended: list[PlannedItem] = []
    for item in items:
        while on and on[0][0] <= item.starts_at:
            ended.append(heappop(on)[2])
        ended = [other for other in ended if other.ends_at > item.starts_at - LEAST_PAUSE]
        before = [other for other in ended if _is_hurry(other, item, travels)]
        if before:
            yield before[-1], item
        heappush(on, (item.ends_at, item.item_id, item))


def _is_hurry(before: PlannedItem, after: PlannedItem, travels: Sequence[PlannedItem]) -> bool:
    if before.room is None or after.room is None or ItemKind.TRAVEL in (before.kind, after.kind):
        return False
    return are_far_apart(before.room, after.room) and not _travels_between(before, after, travels)


def _travels_between(before: PlannedItem, after: PlannedItem, travels: Sequence[PlannedItem]) -> bool:
    place = bisect_left(travels, before.ends_at, key=lambda travel: travel.starts_at)
    while place < len(travels) and travels[place].starts_at < after.starts_at:
        if travels[place].ends_at <= after.starts_at:
            return True
        place += 1
    return False


def _everybody_words(move: Move) -> Text:
    return say(
        "Everybody has %(minutes)s min to get from “%(first)s” in %(here)s to “%(second)s” in %(there)s.",
        **_blanks(move),
    )


def _speaker_words(name: str, move: Move) -> Text:
    return say(
        "%(name)s has %(minutes)s min to get from “%(first)s” in %(here)s to “%(second)s” in %(there)s.",
        name=name,
        **_blanks(move),
    )


def _blanks(move: Move) -> dict[str, object]:
    before, after = move
    return {
        "minutes": round((after.starts_at - before.ends_at).total_seconds() / 60),
        "first": before.title,
        "here": before.room.name if before.room else "",
        "second": after.title,
        "there": after.room.name if after.room else "",
    }
