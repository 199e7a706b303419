"""What is done at the door, and about it."""

from planner.checkin.services.doors import make_door, revoke_door
from planner.checkin.services.erasing import erase_visitors, forget, forget_names
from planner.checkin.services.ticking import take_ticks
from planner.checkin.services.visitors import NewVisitor, remove_visitor, welcome

__all__ = [
    "NewVisitor",
    "erase_visitors",
    "forget",
    "forget_names",
    "make_door",
    "remove_visitor",
    "revoke_door",
    "take_ticks",
    "welcome",
]
