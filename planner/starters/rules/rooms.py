"""Which of a venue's rooms a starter's places are. Pure."""

from collections.abc import Mapping, Sequence

from planner.network.rules import RoomKind
from planner.starters.rules.values import Place, SomeRoom

_DINING = ("mat", "dining", "restaurang", "restaurant", "servering", "café", "cafe", "kök")
"""How the names of rooms in which one eats begin."""
_GROUPS = (Place.GROUP_1, Place.GROUP_2, Place.GROUP_3)


def rooms_for(rooms: Sequence[SomeRoom]) -> Mapping[Place, int]:
    """The number of the room for each place that the venue has one for.

    The hall is the largest room; of groups the first stays there, and the others go to the next largest; one eats in a
    room whose name says so.
    """
    eaten = [room for room in rooms if room.kind is RoomKind.ROOM and room.name.casefold().startswith(_DINING)]
    large = sorted(
        (room for room in rooms if room.kind is RoomKind.ROOM and room not in eaten),
        key=lambda room: -(room.capacity or 0),
    )
    found: dict[Place, int] = {}
    if large:
        found[Place.HALL] = large[0].id
        found.update((place, room.id) for place, room in zip(_GROUPS, large, strict=False))
    if eaten:
        found[Place.DINING] = eaten[0].id
    for place, kind in ((Place.BUS, RoomKind.BUS), (Place.ONLINE, RoomKind.ONLINE)):
        found.update((place, room.id) for room in rooms[::-1] if room.kind is kind)
    return found
