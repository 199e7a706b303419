"""Writing many items of the draft at once: the one place where this slice does."""

from dataclasses import dataclass

from planner.agenda.rules import ItemDetails
from planner.agenda.services import add_item, change_item, remove_item
from planner.core.work import Work


@dataclass(frozen=True)
class DraftStep:
    """What is written to the draft as one step."""

    changed: tuple[tuple[int, int, ItemDetails], ...] = ()
    """(item, the revision that was looked at, what it says now)"""
    created: tuple[tuple[str, ItemDetails], ...] = ()
    """With the uid that calendars know it by."""
    removed: tuple[int, ...] = ()


def write_step(work: Work, slug: str, step: DraftStep) -> None:
    """Write all of it, or nothing. Conflict when somebody changed one of the items meanwhile."""
    for item_id, revision, details in step.changed:
        change_item(work, slug, item_id, details, revision=revision)
    for uid, details in step.created:
        add_item(work, slug, details, uid=uid)
    for item_id in step.removed:
        remove_item(work, slug, item_id)
