"""Where items of an agenda clash: warnings in words, never a refusal. Pure."""

from collections.abc import Callable, Iterator, Sequence

from planner.agenda.rules.clashes.apart import no_pauses
from planner.agenda.rules.clashes.days import long_days, long_stretches, missing_meals, outside
from planner.agenda.rules.clashes.kinds import (
    CLASH_WORDS,
    SEVERITY_OF,
    SEVERITY_WORDS,
    Clash,
    ClashGroup,
    ClashKind,
    Severity,
    by_item,
    in_groups,
)
from planner.agenda.rules.clashes.people import away, elsewhere
from planner.agenda.rules.clashes.places import roomless, small_rooms
from planner.agenda.rules.clashes.together import same_room, same_speaker, same_theme
from planner.agenda.rules.plan import Plan, PlannedItem

__all__ = [
    "CLASH_WORDS",
    "SEVERITY_OF",
    "SEVERITY_WORDS",
    "Clash",
    "ClashGroup",
    "ClashKind",
    "Severity",
    "by_item",
    "clashes",
    "in_groups",
]

CHECKS: tuple[Callable[[Plan, Sequence[PlannedItem]], Iterator[Clash]], ...] = (
    same_room,
    same_speaker,
    elsewhere,
    away,
    small_rooms,
    roomless,
    outside,
    no_pauses,
    same_theme,
    missing_meals,
    long_stretches,
    long_days,
)
"""Each is given the plan, and its items that have a time in the order of their starts."""


def clashes(plan: Plan) -> tuple[Clash, ...]:
    """Everything worth a warning, in the order of time; see ClashKind for what. Parked items never clash."""
    items = plan.standing
    found = [clash for check in CHECKS for clash in check(plan, items)]
    return tuple(sorted(found, key=lambda clash: clash.order))
