"""What clashes and suggestions cost for a large agenda: CPU time, against the time that the board may take for them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import partial
from random import Random

from bench.report import Finding
from planner.agenda.rules import (
    ItemKind,
    Known,
    Plan,
    PlannedItem,
    PlannedRoom,
    Wants,
    clashes,
    place_parked,
    suggest_parallel,
)
from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.network.rules import RoomKind

CLASHES_SECONDS = 0.05
SUGGESTION_SECONDS = 1.0
FIRST_DAY = date(2026, 10, 12)
ROOMS = tuple(
    PlannedRoom(n + 1, f"Sal {n + 1}", RoomKind.ROOM, 60 + 20 * n, ("Herrgården", "Ladan")[n % 2]) for n in range(10)
)


def findings(rounds: int) -> Iterator[Finding]:
    """Clashes of 400 items; swaps of 40 parallel ones for a thousand people; a place for 40 parked ones."""
    usual, crowded = _plan(400, per_slot=5), _crowded(400)
    yield _measured("clashes", 400, CLASHES_SECONDS, rounds, lambda: clashes(usual))
    yield _measured("clashes, all in one room at once", 400, CLASHES_SECONDS, rounds, lambda: clashes(crowded))
    for per_slot in (2, 10, 20):
        plan, wants = _plan(40, per_slot), _wants(40, people=1000)
        what = f"swaps, {per_slot} at a time, 1000 people"
        yield _measured(what, 40, SUGGESTION_SECONDS, rounds, partial(suggest_parallel, plan, range(40), wants))
    parked = [replace(item, parked=True, room=None) for item in _plan(40, per_slot=5, first=1000).items]
    yield _measured(
        "places for parked items", 40, SUGGESTION_SECONDS, rounds, lambda: place_parked(parked, _half_full(usual))
    )


def _measured(what: str, items: int, bar: float, rounds: int, run: Callable[[], object]) -> Finding:
    run()
    least = min(_seconds(run) for _ in range(min(rounds, 5)))
    return Finding(what, items, least / bar, f"{bar * 1000:.0f} ms", 1.0, least)


def _seconds(run: Callable[[], object]) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun


def _plan(number: int, per_slot: int, *, first: int = 0) -> Plan:
    """So many items, so many at a time, one slot each half hour from nine to six on as many days as it takes."""
    random = Random(number + per_slot)
    slots = [
        datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 7, tzinfo=UTC)
        + timedelta(days=slot // 18, minutes=slot % 18 * 30)
        for slot in range(-(-number // per_slot))
    ]
    items = tuple(
        PlannedItem(
            item_id=first + n,
            title=Words(f"Programpunkt {n}"),
            kind=ItemKind.WORKSHOP,
            starts_at=slots[n // per_slot],
            ends_at=slots[n // per_slot] + timedelta(minutes=30),
            room=ROOMS[n % per_slot] if per_slot <= len(ROOMS) else None,
            theme_id=n % 8 + 1,
            theme=Words(f"Tema {n % 8}"),
            speakers=tuple((random.randrange(number), f"Demo {n}") for _ in range(2)),
        )
        for n in range(number)
    )
    days = tuple(DayHours(FIRST_DAY + timedelta(days=n), clock(9), clock(18)) for n in range(-(-len(slots) // 18)))
    return Plan("Europe/Stockholm", days, items, ROOMS, known=Known(coming={day.held_on: 140 for day in days}))


def _crowded(number: int) -> Plan:
    """Everything in one room, by the same two, on one theme, at the same time."""
    plan = _plan(number, per_slot=number)
    both = ((1, "Demo Anna"), (2, "Demo Bo"))
    items = tuple(replace(item, room=ROOMS[0], speakers=both, theme_id=1) for item in plan.items)
    return replace(plan, items=items)


def _half_full(plan: Plan) -> Plan:
    """Every other slot is free."""
    return replace(plan, items=tuple(item for item in plan.items if item.starts_at.minute == 0))


def _wants(number: int, people: int) -> Wants:
    random = Random(people)
    return {
        person: tuple((item_id, weight) for weight, item_id in enumerate(random.sample(range(number), 4), 1))
        for person in range(people)
    }
