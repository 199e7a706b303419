"""Where items may stand: what speakers, rooms and the rest of the plan allow. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from planner.agenda.rules.plan import Plan, PlannedItem
from planner.agenda.rules.suggest.losses import MINUTE, Losses, Starts

Rooms = tuple[int | None, ...]
"""Room ids."""
MOST_TRIES = 1000
"""So many rooms are tried for one dealing of times before it counts as one that has none."""


@dataclass(frozen=True)
class State:
    """When the movable items start, and where."""

    starts: Starts
    rooms: Rooms


class Ground:
    """What must hold for items that move; what stood badly before may go on to stand there.

    Whoever starts at another time: none of its speakers is away, elsewhere or in another item then.
    Whoever starts at another time or in another room: nothing else is in that room then, and the room holds those who
    want it, or as many as the room it came from.
    """

    def __init__(self, plan: Plan, movable: Sequence[PlannedItem], staying: Sequence[PlannedItem], losses: Losses):
        self._items, self._losses = movable, losses
        self._plan, self._staying = plan, staying
        self.first = State(losses.starts, tuple(item.room_id for item in movable))
        self._at = {start: item.starts_at for start, item in zip(losses.starts, movable, strict=True)}
        self._pool = {item.room.room_id: item.room for item in movable if item.room}.values()
        self._sharing = [
            (a, b) for b in range(len(movable)) for a in range(b) if set(movable[a].speakers) & set(movable[b].speakers)
        ]
        self.comes = cache(self._comes)
        self._is_free = cache(self._room_is_free)
        self._options = [self._rooms_for(n) for n in range(len(movable))]
        self.tries = 0

    def instant(self, start: int) -> datetime:
        """The instant of a start."""
        return self._at[start]

    def is_time(self, starts: Starts) -> bool:
        """Whether all who give the items that move can be there."""
        moved = [start != first for start, first in zip(starts, self.first.starts, strict=True)]
        return all(self.comes(n, start) for n, start in enumerate(starts) if moved[n]) and not any(
            (moved[a] or moved[b]) and self._losses.meet(starts, a, b) for a, b in self._sharing
        )

    def swapped(self, state: State, a: int, b: int) -> State | None:
        """The two at each other's times; in their own rooms if that can be, else with as few changes as are found."""
        starts = list(state.starts)
        starts[a], starts[b] = starts[b], starts[a]
        if not self.is_time(tuple(starts)):
            return None
        rooms = self.seat(tuple(starts), state.rooms, (a, b))
        if rooms is None:
            near = [
                n for n in range(len(starts)) if n in (a, b) or any(self._losses.meet(starts, n, m) for m in (a, b))
            ]
            rooms = self.seat(tuple(starts), state.rooms, near)
        return State(tuple(starts), rooms) if rooms is not None else None

    def seat(self, starts: Starts, rooms: Rooms, loose: Collection[int]) -> Rooms | None:
        """Rooms for the loose items at these starts, while the others keep theirs; None: there are none to be found."""
        given = list(rooms)
        waiting = sorted(loose)
        settled = [n for n in range(len(starts)) if n not in loose]
        limit = self.tries + MOST_TRIES

        def place(turn: int) -> bool:
            if turn == len(waiting):
                return True
            n = waiting[turn]
            for room in dict.fromkeys((rooms[n], *self._options[n])):
                self.tries += 1
                if self.tries > limit:
                    return False
                given[n] = room
                if self._stands(n, starts, given, [*settled, *waiting[:turn]]) and place(turn + 1):
                    return True
            return False

        return tuple(given) if place(0) else None

    def gave_up(self, tried: int) -> bool:
        """Whether seat(), begun after so many tries, ended because there were too many."""
        return self.tries - tried > MOST_TRIES

    def _stands(self, n: int, starts: Starts, rooms: Sequence[int | None], others: Iterable[int]) -> bool:
        """Whether an item may be in its room beside these others."""
        room = rooms[n]
        if room is None:
            return True
        moved = self._moved(n, starts, rooms)
        if moved and not self._is_free(room, starts[n], self._losses.lengths[n]):
            return False
        for other in others:
            shared = rooms[other] == room and other != n and self._losses.meet(starts, n, other)
            if shared and (moved or self._moved(other, starts, rooms)):
                return False
        return True

    def _moved(self, n: int, starts: Starts, rooms: Sequence[int | None]) -> bool:
        return starts[n] != self.first.starts[n] or rooms[n] != self.first.rooms[n]

    def _rooms_for(self, n: int) -> Rooms:
        """Its own room, then others of the kind that hold enough. An item without a room goes on to have none."""
        own = self._items[n].room
        if own is None:
            return (None,)
        item = self._items[n]
        wanted = self._plan.known.chosen.get(item.item_id, self._losses.wanted[n])
        least = wanted if item.capacity is None else min(wanted, item.capacity)
        if own.capacity is not None:
            least = min(least, own.capacity)
        others = (r for r in self._pool if r.kind is own.kind and (r.capacity is None or r.capacity >= least))
        return tuple(dict.fromkeys((own.room_id, *(room.room_id for room in others))))

    def _comes(self, n: int, start: int) -> bool:
        """Whether nothing but movable items keeps the speakers of an item that starts so."""
        item, starts_at = self._items[n], self._at[start]
        ends_at = starts_at + self._long(n)
        ids = {person_id for person_id, _ in item.speakers}
        if any(ids & {person_id for person_id, _ in s.speakers} and s.meets(starts_at, ends_at) for s in self._staying):
            return False
        spans = [span for person_id in ids for span in self._plan.known.away.get(person_id, ())]
        spans += [(e.starts_at, e.ends_at) for person_id in ids for e in self._plan.elsewhere.get(person_id, ())]
        return not any(begins < ends_at and starts_at < ends for begins, ends in spans)

    def _room_is_free(self, room_id: int, start: int, minutes: int) -> bool:
        """Whether nothing that stays is in a room."""
        starts_at = self._at[start]
        return not any(s.room_id == room_id and s.meets(starts_at, starts_at + minutes * MINUTE) for s in self._staying)

    def _long(self, n: int) -> timedelta:
        return self._items[n].ends_at - self._items[n].starts_at
