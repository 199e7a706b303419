"""What is done at the door, and about it."""

from planner.checkin.services.doors import make_door, revoke_door
from planner.checkin.services.erasing import erase_visitors, forget_names
from planner.checkin.services.handing import keep_predecessor
from planner.checkin.services.ticking import check_door, take_ticks
from planner.checkin.services.visitors import NewVisitor, remove_visitor, welcome

__all__ = [
    "NewVisitor",
    "check_door",
    "erase_visitors",
    "forget_names",
    "keep_predecessor",
    "make_door",
    "remove_visitor",
    "revoke_door",
    "take_ticks",
    "welcome",
]
