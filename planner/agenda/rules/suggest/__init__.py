"""What could stand better: parallel items that should swap, a first place for parked ones. Pure."""

from planner.agenda.rules.suggest.losses import Wants
from planner.agenda.rules.suggest.parallel import suggest_parallel
from planner.agenda.rules.suggest.placing import place_parked
from planner.agenda.rules.suggest.values import (
    ParallelSuggestion,
    ParkedSuggestion,
    Placed,
    Proposed,
    Swap,
    Unplaced,
    as_proposed,
)

__all__ = [
    "ParallelSuggestion",
    "ParkedSuggestion",
    "Placed",
    "Proposed",
    "Swap",
    "Unplaced",
    "Wants",
    "as_proposed",
    "place_parked",
    "suggest_parallel",
]
