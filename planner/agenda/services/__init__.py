"""Use cases of the draft agenda."""

from planner.agenda.services.history import become, redo, restore, undo
from planner.agenda.services.items import (
    Rewriting,
    add_item,
    add_items,
    change_item,
    copy_item,
    place_item,
    remove_item,
    rewrite_items,
)
from planner.agenda.services.moves import (
    fill_time,
    insert_break,
    move_block,
    place_many,
    shift_after,
    split_item,
    swap_items,
    swap_rooms,
)
from planner.agenda.services.steps import write_step
from planner.agenda.services.wishes import drop_wishes, note_wishes

__all__ = [
    "Rewriting",
    "add_item",
    "add_items",
    "become",
    "change_item",
    "copy_item",
    "drop_wishes",
    "fill_time",
    "insert_break",
    "move_block",
    "note_wishes",
    "place_item",
    "place_many",
    "redo",
    "remove_item",
    "restore",
    "rewrite_items",
    "shift_after",
    "split_item",
    "swap_items",
    "swap_rooms",
    "undo",
    "write_step",
]
