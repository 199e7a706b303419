"""What is known of draft agendas: items as planners read them, as states, the history, wishes."""

from planner.agenda.queries.history import (
    fitting,
    last_number,
    names_for,
    numbers_taken,
    own_steps,
    revised_states_of,
    state_of,
    states_of,
    step_of,
    step_row,
    steps_after,
    steps_for,
    steps_of,
)
from planner.agenda.queries.items import AgendaItem, agenda_of, items_of, wishes_of
from planner.agenda.queries.plan import plan_of

__all__ = [
    "AgendaItem",
    "agenda_of",
    "fitting",
    "items_of",
    "last_number",
    "names_for",
    "numbers_taken",
    "own_steps",
    "plan_of",
    "revised_states_of",
    "state_of",
    "states_of",
    "step_of",
    "step_row",
    "steps_after",
    "steps_for",
    "steps_of",
    "wishes_of",
]
