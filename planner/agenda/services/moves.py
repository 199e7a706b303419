"""Use cases that move much of an agenda in one step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from planner.agenda.permissions import may_plan
from planner.agenda.queries import last_number, states_of
from planner.agenda.rules import (
    ItemState,
    Proposed,
    Verb,
    filled,
    free_rooms,
    moved_to_day,
    rooms_swapped,
    shifted_after,
    split,
    swapped,
    with_break,
)
from planner.agenda.services.items import new_uid
from planner.agenda.services.steps import write_step
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import say
from planner.core.timespan import local
from planner.core.work import Work
from planner.meetings.queries import Gate, lock_gate_of

MOST_PARALLEL = 8


def shift_after(
    work: Work, slug: str, since: datetime, minutes: int, *, seen: int | None = None, verb: Verb = Verb.SHIFT
) -> int | None:
    """Everything of that day that begins at `since` or later moves by `minutes`; gives the step's number."""
    gate, states = _open(work, slug, seen)
    return _write(work, gate, verb, states, shifted_after(states, since, minutes, gate.zone))


def swap_items(work: Work, slug: str, item_id: int, other_id: int, *, seen: int | None = None) -> int | None:
    """Two items take each other's place, room and all."""
    gate, states = _open(work, slug, seen)
    return _write(work, gate, Verb.SWAP, states, swapped(_one(states, item_id), _one(states, other_id)))


def swap_rooms(
    work: Work, slug: str, rooms: tuple[int | None, int | None], day: date | None, *, seen: int | None = None
) -> int | None:
    """What is in one room goes to the other, and the other way round: that day, or on all days."""
    gate, states = _open(work, slug, seen)
    return _write(work, gate, Verb.SWAP_ROOMS, states, rooms_swapped(states, *rooms, day, gate.zone))


def move_block(work: Work, slug: str, item_ids: Sequence[int], to_day: date, *, seen: int | None = None) -> int | None:
    """These items move to another day, each at its time on the wall."""
    if not item_ids:
        raise Invalid({"item_ids": say("Tick at least one item.")})
    gate, states = _open(work, slug, seen)
    moving = [_one(states, item_id) for item_id in item_ids]
    return _write(work, gate, Verb.MOVE_BLOCK, states, moved_to_day(moving, to_day, gate.zone))


def fill_time(work: Work, slug: str, item_id: int, *, seen: int | None = None) -> int | None:
    """Stretch an item until the next one begins, or the day closes."""
    gate, states = _open(work, slug, seen)
    item = _one(states, item_id)
    if item.parked:
        raise Invalid({"item_id": say("It is parked: place it first.")})
    day = _day(gate, item)
    closes = next((d.closes for d in gate.days if d.held_on == day), gate.days[-1].closes)
    return _write(work, gate, Verb.FILL, states, [filled(item, states, closes, gate.zone)])


def insert_break(work: Work, slug: str, at: datetime, minutes: int, *, seen: int | None = None) -> int | None:
    """A break at `at`; what begins then or later that day moves on."""
    gate, states = _open(work, slug, seen)
    pause, later = with_break(states, at, minutes, new_uid(), gate.zone)
    return _write(work, gate, Verb.BREAK, states, [pause, *later])


def split_item(
    work: Work, slug: str, item_id: int, parts: int, room_ids: Sequence[int] = (), *, seen: int | None = None
) -> int | None:
    """One item becomes `parts` parallel ones, in the free ones of `room_ids`, which stand in the order of taste."""
    if not 2 <= parts <= MOST_PARALLEL:
        raise Invalid({"parts": say("Choose from 2 to %(most)s parallel items.", most=MOST_PARALLEL)})
    gate, states = _open(work, slug, seen)
    item = _one(states, item_id)
    uids = [new_uid() for _ in range(parts - 1)]
    return _write(work, gate, Verb.SPLIT, states, split(item, uids, free_rooms(states, item, room_ids)))


def place_many(work: Work, slug: str, placements: Sequence[Proposed], *, seen: int | None = None) -> int | None:
    """Several items where it was suggested that they stand; parked ones are parked no more."""
    gate, states = _open(work, slug, seen)
    there = {place.item_id: place for place in placements}
    moved = [
        replace(s, starts_at=place.starts_at, room_id=place.room_id, parked=False)
        for s in states
        if (place := there.get(s.item_id)) is not None
    ]
    return _write(work, gate, Verb.SUGGEST, states, moved)


def _open(work: Work, slug: str, seen: int | None) -> tuple[Gate, list[ItemState]]:
    """The gathering, locked, and all its items. Conflict when the agenda is not the one that was `seen` any more."""
    require(may_plan(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    if seen is not None and last_number(work.db, gate.meeting_id) != seen:
        raise Conflict(say("Somebody else changed the agenda meanwhile. Look at it again, then do this once more."))
    return gate, states_of(work.db, gate.meeting_id)


def _one(states: Sequence[ItemState], item_id: int) -> ItemState:
    found = next((state for state in states if state.item_id == item_id), None)
    if found is None:
        raise NotFound
    return found


def _day(gate: Gate, item: ItemState) -> date:
    return local(item.starts_at, gate.zone).date()


def _write(work: Work, gate: Gate, verb: Verb, before: Sequence[ItemState], after: Sequence[ItemState]) -> int | None:
    by_uid = {state.uid: state for state in before}
    return write_step(work, gate.meeting_id, verb, [(by_uid.get(state.uid), state) for state in after])
