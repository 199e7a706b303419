"""Where the items of starters, templates and copies come onto a draft: the one place."""

from collections.abc import Iterable, Sequence

from planner.agenda.rules import ItemDetails
from planner.agenda.services import add_item, remove_item
from planner.core.actor import require
from planner.core.work import Work
from planner.starters.permissions import may_plan


def put_items(work: Work, slug: str, wanted: Iterable[ItemDetails], *, going: Sequence[int] = ()) -> None:
    """Take the items `going` off the draft and put those wanted on it."""
    require(may_plan(work.actor), work.actor)
    for item_id in going:
        remove_item(work, slug, item_id)
    for details in wanted:
        add_item(work, slug, details)
