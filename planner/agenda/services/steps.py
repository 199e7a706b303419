"""Writing items: every change of an agenda is one step of its history, and goes through here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, update

from planner.agenda.models import AgendaStep, Item, ItemSpeaker
from planner.agenda.queries import last_number, numbers_taken
from planner.agenda.rules import Edit, ItemState, Verb, edit_between, edits_to_json
from planner.core.database import insert_all
from planner.core.work import Work

Change = tuple[ItemState | None, ItemState | None]
"""(before, after) of an item; None: it was, or is, not there."""
SIMPLE = ("kind", "theme_id", "room_id", "starts_at", "minutes", "capacity", "notes", "parked")
WORDS = ("title", "abstract", "suits")


def write_step(
    work: Work, meeting_id: int, verb: Verb, changes: Sequence[Change], *, reverts: int | None = None
) -> int | None:
    """Bring items from `before` to `after`, as one step; gives its number, or None when nothing changes.

    The caller holds the gathering's lock, and read each `before` under it. An item made anew keeps the number that
    its state names, if that is free.
    """
    real = [(before, after) for before, after in changes if edit_between(before, after) is not None]
    if not real:
        return None
    edits = _write(work, meeting_id, real)
    number = last_number(work.db, meeting_id) + 1
    work.db.add(
        AgendaStep(
            meeting_id=meeting_id,
            number=number,
            verb=verb,
            made_at=work.now,
            made_by=work.actor.name,
            account_id=work.actor.account_id,
            edits=edits_to_json(edits),
            reverts=reverts,
        )
    )
    work.db.flush()
    return number


def _write(work: Work, meeting_id: int, changes: Sequence[Change]) -> list[Edit]:
    """Write the rows, in as many statements for hundreds as for one; gives the edits: what was made has its number."""
    numbers = _insert(work, meeting_id, [after for before, after in changes if before is None and after is not None])
    gone = [before.item_id for before, after in changes if before is not None and after is None]
    if gone:
        work.db.execute(delete(Item).where(Item.id.in_(gone)))
    kept = [(before, after) for before, after in changes if before is not None and after is not None]
    _update(work, [after for _, after in kept])
    regiven = [after for before, after in kept if before.givers != after.givers]
    if regiven:
        work.db.execute(delete(ItemSpeaker).where(ItemSpeaker.item_id.in_([state.item_id for state in regiven])))
        _give(work, regiven)
    found = (edit_between(before, after and _numbered(after, numbers)) for before, after in changes)
    return [edit for edit in found if edit is not None]


def _numbered(state: ItemState, numbers: Mapping[str, int]) -> ItemState:
    return replace(state, item_id=numbers.get(state.uid, state.item_id))


def _insert(work: Work, meeting_id: int, fresh: Sequence[ItemState]) -> dict[str, int]:
    """New rows; gives their numbers by uid. One that had a number before has it again, unless it was given away."""
    if not fresh:
        return {}
    had = [state.item_id for state in fresh if state.item_id]
    taken = numbers_taken(work.db, had) if had else frozenset()
    first = {"meeting_id": meeting_id, "created_at": work.now, "changed_at": work.now, "revision": 1}
    numbers: dict[str, int] = {}
    for again in (True, False):
        group = [state for state in fresh if (bool(state.item_id) and state.item_id not in taken) is again]
        rows = [{**first, "uid": s.uid, **_columns(s), **({"id": s.item_id} if again else {})} for s in group]
        ids = insert_all(work.db, Item, rows)
        numbers.update({s.uid: s.item_id if again else given for s, given in zip(group, ids, strict=True)})
    _give(work, [_numbered(state, numbers) for state in fresh])
    return numbers


def _update(work: Work, states: Sequence[ItemState]) -> None:
    if not states:
        return
    columns = Item.__table__.c
    rows = [{"row_id": s.item_id, **{f"new_{name}": value for name, value in _columns(s).items()}} for s in states]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _columns(states[0])}
    values |= {"revision": columns.revision + 1, "changed_at": work.now}
    statement = update(cast(Table, Item.__table__)).where(columns.id == bindparam("row_id")).values(values)
    work.db.connection().execute(statement, rows)


def _columns(state: ItemState) -> dict[str, object]:
    said = {name: getattr(state, name) for name in SIMPLE}
    for name in WORDS:
        words = getattr(state, name)
        said[f"{name}_sv"], said[f"{name}_en"] = words.sv, words.en
    return said


def _give(work: Work, states: Sequence[ItemState]) -> None:
    rows = [
        {"item_id": state.item_id, "person_id": giver.person_id, "position": position, "on_link": giver.on_link}
        for state in states
        for position, giver in enumerate(state.givers)
    ]
    if rows:
        work.db.execute(insert(ItemSpeaker), rows)
