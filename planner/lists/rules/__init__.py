"""What is decided about lists without looking anything up."""

from planner.lists.rules.importing import (
    Grounds,
    ImportRow,
    columns_for,
    look_through,
)
from planner.lists.rules.listing import (
    Group,
    Line,
    Listing,
    ListPage,
    Total,
    page_of,
    part_title,
    stop_title,
    totals_of,
)
from planner.lists.rules.rooms import Alone, Rooming, Sleeper, pair_up

__all__ = [
    "Alone",
    "Grounds",
    "Group",
    "ImportRow",
    "Line",
    "ListPage",
    "Listing",
    "Rooming",
    "Sleeper",
    "Total",
    "columns_for",
    "look_through",
    "page_of",
    "pair_up",
    "part_title",
    "stop_title",
    "totals_of",
]
