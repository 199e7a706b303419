"""The draft as an earlier version was: looked at first, then written as one step."""

from collections.abc import Collection
from dataclasses import dataclass

from planner.agenda.rules import Verb
from planner.agenda.services import Rewriting, rewrite_items
from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import say
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of, lock_gate_of
from planner.programmes.changes import Change, changes
from planner.programmes.queries import draft_of, version_of
from planner.programmes.snapshot import Programme, follow
from planner.publishing.permissions import may_publish
from planner.publishing.queries.drafted import draft_items_of, known_of
from planner.publishing.rules.restoring import Restoration, as_restored, mark_of, restoration


@dataclass(frozen=True)
class RestorePlan:
    """What restoring a version would do to the draft: what a planner looks at first."""

    gate: Gate
    version: Programme
    how: Restoration
    changes: tuple[Change, ...]
    """From the draft to what it would say; what has come since stays in it."""
    restored: Programme
    mark: str
    """Of the draft that was looked at."""


def plan_restoring(work: Work, slug: str, number: int) -> RestorePlan:
    """What would change in the draft. NotFound if there is no such version."""
    require(may_publish(work.actor), work.actor)
    return _plan(work, gate_of(work.db, slug), number)


def _plan(work: Work, gate: Gate, number: int) -> RestorePlan:
    _, version = version_of(work.db, gate.meeting_id, number)
    items = draft_items_of(work.db, gate)
    how = restoration(version, items, known_of(work.db, gate.meeting_id))
    draft = follow(None, draft_of(work.db, gate.slug), published_at=work.now)
    restored = as_restored(draft, version, how, frozenset())
    return RestorePlan(gate, version, how, changes(draft, restored), restored, mark_of(items))


def restore_version(work: Work, slug: str, number: int, *, removed: Collection[str] = (), mark: str) -> int:
    """Write the draft's items as version `number` had them: changed back, or made again under the uid they had. Of
    what has come since, `removed` (by uid) go; the rest stays. Gives how many items were written.

    The gathering's facts are left alone, and nothing is published. Conflict when the draft is not the one, `mark`, that
    was looked at.
    """
    require(may_publish(work.actor), work.actor)
    plan = _plan(work, lock_gate_of(work.db, slug), number)
    if plan.mark != mark:
        raise Conflict(say("Somebody else changed the draft meanwhile. Look at what would change again."))
    step = Rewriting(
        changed=tuple((item.item_id, item.revision, details) for item, details in plan.how.changed),
        created=plan.how.created,
        removed=tuple(item.item_id for item in plan.how.later if item.uid in removed),
    )
    rewrite_items(work, slug, step, verb=Verb.RESTORE)
    return len(step.changed) + len(step.created) + len(step.removed)
