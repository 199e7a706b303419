"""What the lead fills in on the board: an item, where it goes, and moves of much at once."""

from planner.board.forms.items import ItemForm
from planner.board.forms.moves import (
    BlockForm,
    BreakForm,
    PlaceForm,
    RoomsForm,
    ShiftForm,
    SplitForm,
    SwapForm,
)

__all__ = [
    "BlockForm",
    "BreakForm",
    "ItemForm",
    "PlaceForm",
    "RoomsForm",
    "ShiftForm",
    "SplitForm",
    "SwapForm",
]
