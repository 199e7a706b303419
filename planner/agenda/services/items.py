"""Use cases of single items: add, change, place, copy and remove."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from planner.agenda.permissions import may_plan
from planner.agenda.queries import revised_states_of, state_of, states_of
from planner.agenda.rules import (
    Giver,
    GiverRef,
    ItemDetails,
    ItemKind,
    ItemState,
    Placement,
    Verb,
    check_minutes,
    placed,
)
from planner.agenda.services.steps import Change, write_step
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, say
from planner.core.timespan import instant
from planner.core.work import Work
from planner.meetings.queries import lock_gate_of
from planner.network.services.people import people_called


def new_uid() -> str:
    """Of an item's calendar entry: random, kept for ever."""
    return secrets.token_hex(16)


def add_item(work: Work, slug: str, details: ItemDetails) -> int:
    """A new item on the draft; gives its id."""
    return add_items(work, slug, [details], verb=Verb.ADD)[0]


def add_items(
    work: Work, slug: str, many: Sequence[ItemDetails], *, verb: Verb = Verb.START, instead_of: Collection[int] = ()
) -> list[int]:
    """New items in one step, which one undo takes back; gives their ids in the order of `many`.

    Items with a number among `instead_of` go in the same step.
    """
    require(may_plan(work.actor), work.actor)
    for details in many:
        _check(details)
    gate = lock_gate_of(work.db, slug)
    people = people_called(work, [_called(giver) for details in many for giver in details.givers])
    fresh = [state_from(details, gate.zone, people, new_uid()) for details in many]
    there = states_of(work.db, gate.meeting_id) if instead_of else ()
    gone: list[Change] = [(state, None) for state in there if state.item_id in instead_of]
    write_step(work, gate.meeting_id, verb, [*gone, *((None, state) for state in fresh)])
    ids = {state.uid: state.item_id for state in states_of(work.db, gate.meeting_id, [s.uid for s in fresh])}
    return [ids[state.uid] for state in fresh]


def change_item(work: Work, slug: str, item_id: int, details: ItemDetails, *, revision: int) -> None:
    """Write new details over those of `revision`; Conflict if somebody else changed the item since."""
    require(may_plan(work.actor), work.actor)
    _check(details)
    gate = lock_gate_of(work.db, slug)
    before = _seen(work, gate.meeting_id, item_id, revision)
    people = people_called(work, [_called(giver) for giver in details.givers])
    after = state_from(details, gate.zone, people, before.uid, item_id)
    write_step(work, gate.meeting_id, Verb.CHANGE, [(before, after)])


def place_item(work: Work, slug: str, item_id: int, placement: Placement, *, revision: int) -> int | None:
    """Move, stretch, park or take from the parking column; gives the step's number, None when it stayed as it was.

    Conflict if somebody else changed the item since `revision`.
    """
    require(may_plan(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    before = _seen(work, gate.meeting_id, item_id, revision)
    after = placed(before, placement, gate.zone)
    if after.parked:
        # What is parked keeps its time and room: putting it back puts it there.
        after = replace(before, parked=True)
        return write_step(work, gate.meeting_id, Verb.PARK, [(before, after)])
    stretched = after == replace(before, minutes=after.minutes)
    verb = Verb.STRETCH if stretched else Verb.PLACE
    return write_step(work, gate.meeting_id, verb, [(before, after)])


def remove_item(work: Work, slug: str, item_id: int, *, revision: int | None = None) -> str:
    """Take an item off the draft; gives its title. Once published it stays in calendars as cancelled.

    Conflict if somebody else changed it since `revision`, if that is said.
    """
    require(may_plan(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    item, now = state_of(work.db, gate.meeting_id, item_id)
    _unchanged((item, now), now if revision is None else revision)
    write_step(work, gate.meeting_id, Verb.REMOVE, [(item, None)])
    return item.title.sv


def copy_item(work: Work, slug: str, item_id: int) -> int:
    """The same item once more, right after the first; gives the new one's id."""
    require(may_plan(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    first, _ = state_of(work.db, gate.meeting_id, item_id)
    starts_at = first.starts_at + timedelta(minutes=first.minutes)
    again = replace(first, item_id=0, uid=new_uid(), starts_at=starts_at)
    write_step(work, gate.meeting_id, Verb.COPY, [(None, again)])
    return states_of(work.db, gate.meeting_id, [again.uid])[0].item_id


@dataclass(frozen=True)
class Rewriting:
    """Many items as they are to be."""

    changed: tuple[tuple[int, int, ItemDetails], ...] = ()
    """(item, the revision that was looked at, what it says now)"""
    created: tuple[tuple[str, ItemDetails], ...] = ()
    """With the uid that calendars know it by."""
    removed: tuple[int, ...] = ()


def rewrite_items(work: Work, slug: str, asked: Rewriting, *, verb: Verb) -> int | None:
    """Write all of it as one step, or nothing; gives the step's number. Conflict when an item was changed meanwhile."""
    require(may_plan(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    known = {state.item_id: (state, revision) for state, revision in revised_states_of(work.db, gate.meeting_id)}
    details = [*(said for _, _, said in asked.changed), *(said for _, said in asked.created)]
    for said in details:
        _check(said)
    people = people_called(work, [_called(giver) for said in details for giver in said.givers])
    changes: list[Change] = []
    for item_id, revision, said in asked.changed:
        before = _unchanged(known.get(item_id), revision)
        changes.append((before, state_from(said, gate.zone, people, before.uid, item_id)))
    changes += [(None, state_from(said, gate.zone, people, uid)) for uid, said in asked.created]
    changes += [(known[item_id][0], None) for item_id in asked.removed if item_id in known]
    return write_step(work, gate.meeting_id, verb, changes)


def state_from(
    details: ItemDetails, zone: str, people: Mapping[tuple[str, str], int], uid: str, item_id: int = 0
) -> ItemState:
    """The state that `details` describe; `people` are the ids of its givers, by name and organisation."""
    return ItemState(
        item_id=item_id,
        uid=uid,
        kind=ItemKind(details.kind),
        title=details.title,
        starts_at=instant(details.held_on, details.starts, zone),
        minutes=details.minutes,
        theme_id=details.theme_id,
        room_id=details.room_id,
        abstract=details.abstract,
        suits=details.suits,
        capacity=details.capacity,
        notes=details.notes,
        givers=tuple(GiverRef(people[giver.name, giver.organisation], giver.on_link) for giver in details.givers),
        parked=details.parked,
    )


def _called(giver: Giver) -> tuple[str, str, str]:
    return giver.name, giver.title, giver.organisation


def _seen(work: Work, meeting_id: int, item_id: int, revision: int) -> ItemState:
    """The item, if it still is as it was seen."""
    return _unchanged(state_of(work.db, meeting_id, item_id), revision)


def _unchanged(found: tuple[ItemState, int] | None, revision: int) -> ItemState:
    if found is None:
        raise Conflict(say("Somebody else removed the item while you wrote."))
    state, now = found
    if now != revision:
        raise Conflict(
            say(
                "Somebody else changed “%(title)s” while you wrote. Look at it again before you save.",
                title=state.title,
            )
        )
    return state


def _check(details: ItemDetails) -> None:
    wrong: dict[str, Text] = {}
    try:
        check_minutes(details.minutes)
    except Invalid as refusal:
        wrong.update(refusal.fields)
    names = [(giver.name.casefold(), giver.organisation.casefold()) for giver in details.givers]
    if len(set(names)) < len(names):
        wrong["givers"] = say("The same person stands there twice.")
    if wrong:
        raise Invalid(wrong)
