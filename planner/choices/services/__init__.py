"""The use cases of choices."""

from planner.choices.services.choosing import answer, move_person
from planner.choices.services.following import forget, keep_within
from planner.choices.services.opening import change_block, open_block, remove_block
from planner.choices.services.placing import Run, apply_placing, propose, undo_placing

__all__ = [
    "Run",
    "answer",
    "apply_placing",
    "change_block",
    "forget",
    "keep_within",
    "move_person",
    "open_block",
    "propose",
    "remove_block",
    "undo_placing",
]
