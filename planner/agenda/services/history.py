"""Use cases of an agenda's history: take back, do again, restore."""

from collections.abc import Mapping
from dataclasses import replace

from planner.agenda.permissions import may_plan
from planner.agenda.queries import (
    fitting,
    last_number,
    own_steps,
    states_of,
    step_of,
    step_row,
    steps_after,
)
from planner.agenda.rules import (
    Edit,
    ItemState,
    Overtaken,
    Step,
    Verb,
    applied,
    before_steps,
    reverse,
    to_redo,
    to_undo,
)
from planner.agenda.services.steps import write_step
from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import say
from planner.core.work import Work
from planner.meetings.queries import lock_gate_of


def undo(work: Work, slug: str, number: int | None = None) -> Step:
    """Take back one step: `number`, or the last of one's own that stands. Gives the step that was taken back.

    Conflict when there is none, or when what it changed has been changed since.
    """
    require(may_plan(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    if number is None:
        target = to_undo(own_steps(work.db, gate.meeting_id, work.actor.account_id), work.actor.account_id)
    else:
        target = step_of(work.db, gate.meeting_id, number)
    if target is None or target.undone or not target.is_own_doing:
        raise Conflict(say("There is nothing of yours to undo."))
    _replay(work, gate.meeting_id, target, Verb.UNDO, tuple(reverse(edit) for edit in reversed(target.edits)))
    step_row(work.db, gate.meeting_id, target.number).undone = True
    work.db.flush()
    return target


def redo(work: Work, slug: str) -> Step:
    """Do again what one took back last. Conflict when there is nothing, or when it no longer fits."""
    require(may_plan(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    undoing = to_redo(own_steps(work.db, gate.meeting_id, work.actor.account_id), work.actor.account_id)
    if undoing is None or undoing.reverts is None:
        raise Conflict(say("There is nothing of yours to do again."))
    target = step_of(work.db, gate.meeting_id, undoing.reverts)
    _replay(work, gate.meeting_id, undoing, Verb.REDO, tuple(reverse(edit) for edit in reversed(undoing.edits)))
    step_row(work.db, gate.meeting_id, undoing.number).undone = True
    step_row(work.db, gate.meeting_id, target.number).undone = False
    work.db.flush()
    return target


def restore(work: Work, slug: str, number: int, *, seen: int | None = None) -> int | None:
    """The whole agenda as it was right after step `number` (0: before the first), as a step of its own.

    Gives that step's number; None when it is so already. Conflict when the agenda is not the one that was `seen`.
    """
    require(may_plan(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    if seen is not None and last_number(work.db, gate.meeting_id) != seen:
        raise Conflict(say("Somebody else changed the agenda meanwhile. Look at it again, then do this once more."))
    now = {state.uid: state for state in states_of(work.db, gate.meeting_id)}
    later = steps_after(work.db, gate.meeting_id, number)
    then = before_steps(now, (step.edits for step in later))
    return become(work, gate.meeting_id, Verb.RESTORE, now, then)


def become(
    work: Work, meeting_id: int, verb: Verb, now: Mapping[str, ItemState], then: Mapping[str, ItemState]
) -> int | None:
    """Bring the agenda from `now` to `then` (items by their uids) in one step; the caller holds the lock."""
    wanted = {state.uid: state for state in fitting(work.db, meeting_id, list(then.values()))}
    uids = list(dict.fromkeys([*now, *wanted]))
    changes = [(now.get(uid), _kept_number(now.get(uid), wanted.get(uid))) for uid in uids]
    return write_step(work, meeting_id, verb, changes)


def _kept_number(now: ItemState | None, then: ItemState | None) -> ItemState | None:
    """An item that is there keeps its number, whatever it had before."""
    return replace(then, item_id=now.item_id) if now and then else then


def _replay(work: Work, meeting_id: int, target: Step, verb: Verb, edits: tuple[Edit, ...]) -> None:
    now = {state.uid: state for state in states_of(work.db, meeting_id, [edit.uid for edit in edits])}
    changes = []
    for edit in edits:
        try:
            changes.append((now.get(edit.uid), applied(edit, now.get(edit.uid))))
        except Overtaken:
            raise Conflict(
                say(
                    "“%(title)s” has been changed since. Change it by hand, or restore an earlier state.",
                    title=edit.title,
                )
            ) from None
    fit = {
        state.uid: state for state in fitting(work.db, meeting_id, [after for _, after in changes if after is not None])
    }
    write_step(
        work,
        meeting_id,
        verb,
        [(before, after and fit[after.uid]) for before, after in changes],
        reverts=target.number,
    )
