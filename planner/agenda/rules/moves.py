"""Moving much of an agenda at once. Pure: each takes the items as they are, and gives those that change, changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from planner.agenda.rules.items import LIGHT, ItemKind
from planner.agenda.rules.states import ItemState
from planner.core.errors import Invalid
from planner.core.language import Words, say
from planner.core.timespan import instant, local

LEAST_MINUTES, MOST_MINUTES = 5, 1440
BREAK_WORDS = Words("Paus", "Break")
MOST_TITLE = 200
"""The longest title, in signs."""


@dataclass(frozen=True)
class Placement:
    """Where an item is put: a start on the wall clock of the gathering's zone, a length, a room or none yet."""

    held_on: date
    starts: time
    minutes: int
    room_id: int | None = None
    parked: bool = False


def placed(state: ItemState, placement: Placement, zone: str) -> ItemState:
    """The item where it is put. Raises Invalid for a time that the clock skips, or a length that cannot be."""
    check_minutes(placement.minutes)
    return replace(
        state,
        starts_at=instant(placement.held_on, placement.starts, zone),
        minutes=placement.minutes,
        room_id=placement.room_id,
        parked=placement.parked,
    )


def check_minutes(minutes: int) -> None:
    """Raises Invalid for an item shorter than 5 minutes or longer than a day."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Invalid({"minutes": say("An item lasts from 5 minutes to a day.")})


def on_day(states: Iterable[ItemState], day: date, zone: str) -> list[ItemState]:
    """The placed items that begin on `day`, in order of time."""
    found = [s for s in states if not s.parked and local(s.starts_at, zone).date() == day]
    return sorted(found, key=lambda s: (s.starts_at, s.item_id))


def shifted_after(states: Iterable[ItemState], since: datetime, minutes: int, zone: str) -> list[ItemState]:
    """Everything that begins at `since` or later that day, so many minutes later (or earlier, if negative).

    Raises Invalid when something would leave its day.
    """
    day = local(since, zone).date()
    moving = [s for s in on_day(states, day, zone) if s.starts_at >= since]
    later = [replace(s, starts_at=s.starts_at + timedelta(minutes=minutes)) for s in moving]
    if any(local(s.starts_at, zone).date() != day for s in later):
        raise Invalid({"minutes": say("So far, something would land on another day.")})
    return later if minutes else []


def swapped(first: ItemState, second: ItemState) -> list[ItemState]:
    """Two items in each other's place: start, room and all. Each keeps its length.

    Of two that follow right on each other, the later one begins where the earlier one now ends: no gap, no overlap.
    """
    if first.item_id == second.item_id:
        raise Invalid({"other_id": say("Choose another item to swap with.")})
    early, late = sorted((first, second), key=lambda s: (s.starts_at, s.item_id))
    are_neighbours = early.ends_at == late.starts_at and not (early.parked or late.parked)
    starts_late = early.starts_at + timedelta(minutes=late.minutes) if are_neighbours else late.starts_at
    return [
        replace(early, starts_at=starts_late, room_id=late.room_id, parked=late.parked),
        replace(late, starts_at=early.starts_at, room_id=early.room_id, parked=early.parked),
    ]


def rooms_swapped(
    states: Iterable[ItemState], one: int | None, other: int | None, day: date | None, zone: str
) -> list[ItemState]:
    """Everything in one room is in the other, and the other way round; on `day` only, if one is given."""
    if one == other:
        raise Invalid({"other_room_id": say("Choose another room to swap with.")})
    to = {one: other, other: one}
    return [
        replace(s, room_id=to[s.room_id])
        for s in states
        if s.room_id in to and not s.parked and (day is None or local(s.starts_at, zone).date() == day)
    ]


def moved_to_day(states: Iterable[ItemState], to: date, zone: str) -> list[ItemState]:
    """The items on another day, at the same time on the wall; those that lie past midnight stay behind it."""
    moving = [s for s in states if not s.parked]
    if not moving:
        return []
    first = min(local(s.starts_at, zone).date() for s in moving)
    moved = []
    for state in moving:
        there = local(state.starts_at, zone)
        day = date.fromordinal(to.toordinal() + (there.date() - first).days)
        moved.append(replace(state, starts_at=instant(day, there.time(), zone, field="to_day")))
    return moved


def filled(state: ItemState, states: Iterable[ItemState], closes: time, zone: str) -> ItemState:
    """The item stretched until the next one in its room, or for everybody, begins; else until the day closes."""
    day = local(state.starts_at, zone).date()
    after = [
        s.starts_at
        for s in on_day(states, day, zone)
        if s.item_id != state.item_id
        and s.starts_at >= state.ends_at
        and (s.room_id == state.room_id or s.room_id is None or s.kind in LIGHT)
    ]
    ends_at = min(after) if after else instant(day, closes, zone)
    minutes = int((ends_at - state.starts_at).total_seconds() // 60)
    if minutes <= state.minutes:
        raise Invalid({"item_id": say("There is no free time right after it.")})
    return replace(state, minutes=min(minutes, MOST_MINUTES))


def with_break(
    states: Sequence[ItemState], at: datetime, minutes: int, uid: str, zone: str
) -> tuple[ItemState, list[ItemState]]:
    """A break at `at`, and what begins then or later that day so much later."""
    check_minutes(minutes)
    pause = ItemState(item_id=0, uid=uid, kind=ItemKind.BREAK, title=BREAK_WORDS, starts_at=at, minutes=minutes)
    return pause, shifted_after(states, at, minutes, zone)


def split(state: ItemState, uids: Sequence[str], room_ids: Sequence[int | None]) -> list[ItemState]:
    """Further items beside `state`, at the same time: one for each of `uids`, each in a room of `room_ids` if any.

    They keep the theme, and leave speakers, texts and notes to the first.
    """
    rooms = [*room_ids, *[None] * len(uids)]
    return [
        ItemState(
            item_id=0,
            uid=uid,
            kind=state.kind,
            title=Words(*(_numbered(words, number) for words in (state.title.sv, state.title.en))),
            starts_at=state.starts_at,
            minutes=state.minutes,
            theme_id=state.theme_id,
            room_id=rooms[number - 2],
            capacity=state.capacity,
            parked=state.parked,
        )
        for number, uid in enumerate(uids, 2)
    ]


def _numbered(words: str, number: int) -> str:
    """A title with a number behind it, no longer than a title may be."""
    suffix = f" ({number})"
    return f"{words[: MOST_TITLE - len(suffix)].rstrip()}{suffix}" if words else ""


def free_rooms(states: Iterable[ItemState], state: ItemState, room_ids: Sequence[int]) -> list[int]:
    """The rooms that nothing is held in while `state` lasts, in their order."""
    busy = {s.room_id for s in states if not s.parked and s.starts_at < state.ends_at and s.ends_at > state.starts_at}
    return [room_id for room_id in room_ids if room_id not in busy and room_id != state.room_id]
