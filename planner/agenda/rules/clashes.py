"""Where items of an agenda clash. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from planner.agenda.rules.items import LIGHT, ItemKind
from planner.core.language import Text, Words, say
from planner.core.timespan import local


@dataclass(frozen=True)
class PlannedItem:
    """An item as the clash check sees it. Instants are UTC."""

    item_id: int
    title: Words
    kind: ItemKind
    starts_at: datetime
    ends_at: datetime
    room_id: int | None
    room: str
    room_capacity: int | None
    capacity: int | None
    speakers: tuple[tuple[int, str], ...]
    """(person id, name)"""


class ClashKind(StrEnum):
    ROOM = "room"
    SPEAKER = "speaker"
    SMALL_ROOM = "small_room"
    OUTSIDE_DAYS = "outside_days"
    NO_ROOM = "no_room"


@dataclass(frozen=True)
class Clash:
    """A warning about one item, or about two: never a refusal."""

    kind: ClashKind
    item_id: int
    other_id: int | None
    words: Text


def clashes(items: Iterable[PlannedItem], days: Iterable[date], zone: str) -> tuple[Clash, ...]:
    """Everything worth a warning, in the order of the items' starts.

    Same room or same speaker at overlapping times, a room too small for the item's places, an item outside the
    gathering's days (in `zone`), content without a room.
    """
    held = set(days)
    found: list[Clash] = []
    # What is still on, by who or what can only be in one place: most items share neither room nor speaker.
    busy: dict[tuple[str, int], list[PlannedItem]] = {}
    for item in sorted(items, key=lambda item: (item.starts_at, item.item_id)):
        found.extend(_alone(item, held, zone))
        near: dict[int, PlannedItem] = {}
        for key in _bound(item):
            still_on = [earlier for earlier in busy.get(key, ()) if earlier.ends_at > item.starts_at]
            near.update((earlier.item_id, earlier) for earlier in still_on)
            busy[key] = [*still_on, item]
        for earlier in sorted(near.values(), key=lambda earlier: (earlier.starts_at, earlier.item_id)):
            found.extend(_together(earlier, item))
    return tuple(found)


def _bound(item: PlannedItem) -> Iterator[tuple[str, int]]:
    if item.room_id is not None:
        yield "room", item.room_id
    for person_id, _ in item.speakers:
        yield "person", person_id


def _alone(item: PlannedItem, held: set[date], zone: str) -> list[Clash]:
    found = []
    days = {local(item.starts_at, zone).date(), local(item.ends_at, zone).date()}
    if not days <= held and not _ends_at_midnight(item, held, zone):
        words = say("“%(title)s” lies outside the gathering's days.", title=item.title)
        found.append(Clash(ClashKind.OUTSIDE_DAYS, item.item_id, None, words))
    if item.room_id is None and item.kind not in LIGHT:
        words = say("“%(title)s” has no room yet.", title=item.title)
        found.append(Clash(ClashKind.NO_ROOM, item.item_id, None, words))
    if item.capacity and item.room_capacity and item.capacity > item.room_capacity:
        words = say(
            "“%(title)s” takes %(wanted)s people, but %(room)s holds only %(holds)s.",
            title=item.title,
            wanted=item.capacity,
            room=item.room,
            holds=item.room_capacity,
        )
        found.append(Clash(ClashKind.SMALL_ROOM, item.item_id, None, words))
    return found


def _ends_at_midnight(item: PlannedItem, held: set[date], zone: str) -> bool:
    ends = local(item.ends_at, zone)
    return local(item.starts_at, zone).date() in held and (ends.hour, ends.minute) == (0, 0)


def _together(earlier: PlannedItem, item: PlannedItem) -> list[Clash]:
    found = []
    if item.room_id is not None and item.room_id == earlier.room_id:
        words = say(
            "“%(first)s” and “%(second)s” are in %(room)s at the same time.",
            first=earlier.title,
            second=item.title,
            room=item.room,
        )
        found.append(Clash(ClashKind.ROOM, item.item_id, earlier.item_id, words))
    for person in item.speakers:
        if person in earlier.speakers:
            words = say(
                "%(name)s is in “%(first)s” and “%(second)s” at the same time.",
                name=person[1],
                first=earlier.title,
                second=item.title,
            )
            found.append(Clash(ClashKind.SPEAKER, item.item_id, earlier.item_id, words))
    return found
