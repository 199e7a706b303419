"""The agenda's items as states, and the steps of its history."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, or_, select, union_all
from sqlalchemy.orm import Session

from planner.agenda.changes import Names
from planner.agenda.models import AgendaStep, Item, ItemSpeaker
from planner.agenda.rules import Edit, GiverRef, ItemState, Step, Verb, edits_from_json
from planner.core.errors import NotFound
from planner.core.language import Words
from planner.meetings.models import Meeting
from planner.network.models import Person, Room, Theme

_item, _speaker = Item.__table__.c, ItemSpeaker.__table__.c


def states_of(db: Session, meeting_id: int, uids: Collection[str] | None = None) -> list[ItemState]:
    """The items of a gathering as states, in no order; those of `uids`, or all. Two statements."""
    mine = [_item.meeting_id == meeting_id] if uids is None else [_item.meeting_id == meeting_id, _item.uid.in_(uids)]
    return [state for state, _ in _states(db, *mine)]


def revised_states_of(db: Session, meeting_id: int) -> list[tuple[ItemState, int]]:
    """All items of a gathering, each with its revision, in no order. Two statements."""
    return _states(db, _item.meeting_id == meeting_id)


def state_of(db: Session, meeting_id: int, item_id: int) -> tuple[ItemState, int]:
    """One item's state, and its revision; NotFound if it is not of this gathering."""
    found = _states(db, _item.meeting_id == meeting_id, _item.id == item_id)
    if not found:
        raise NotFound
    return found[0]


def _states(db: Session, *which: ColumnElement[bool]) -> list[tuple[ItemState, int]]:
    # Tables, not entities: what a step has just written must be read, not what a session remembers.
    givers: dict[int, list[GiverRef]] = {}
    for item_id, person_id, on_link in db.execute(
        select(_speaker.item_id, _speaker.person_id, _speaker.on_link)
        .join_from(ItemSpeaker.__table__, Item.__table__, _item.id == _speaker.item_id)
        .where(*which)
        .order_by(_speaker.item_id, _speaker.position)
    ):
        givers.setdefault(item_id, []).append(GiverRef(person_id, on_link))
    return [
        (
            ItemState(
                item_id=row.id,
                uid=row.uid,
                kind=row.kind,
                title=Words(row.title_sv, row.title_en),
                starts_at=row.starts_at,
                minutes=row.minutes,
                theme_id=row.theme_id,
                room_id=row.room_id,
                abstract=Words(row.abstract_sv, row.abstract_en),
                suits=Words(row.suits_sv, row.suits_en),
                capacity=row.capacity,
                notes=row.notes,
                givers=tuple(givers.get(row.id, ())),
                parked=row.parked,
            ),
            row.revision,
        )
        for row in db.execute(select(Item.__table__).where(*which))
    ]


def last_number(db: Session, meeting_id: int) -> int:
    """The number of the newest step; 0 before the first. Whoever saw it saw this state of the board."""
    return db.scalar(select(func.max(AgendaStep.number)).where(AgendaStep.meeting_id == meeting_id)) or 0


def numbers_taken(db: Session, item_ids: Collection[int]) -> frozenset[int]:
    """Which of these numbers items have, in any gathering."""
    return frozenset(db.scalars(select(Item.id).where(Item.id.in_(item_ids))))


def fitting(db: Session, meeting_id: int, states: Sequence[ItemState]) -> list[ItemState]:
    """The states without what no longer is there: a theme or a person that was removed meanwhile, a room that is not
    the venue's (nor any item's here): a number that became free may have been given to another house's."""
    themes = _there(db, Theme, {s.theme_id for s in states} - {None})
    rooms = _rooms_here(db, meeting_id) if any(s.room_id for s in states) else frozenset()
    people = _there(db, Person, {g.person_id for s in states for g in s.givers})
    return [
        replace(
            state,
            theme_id=state.theme_id if state.theme_id in themes else None,
            room_id=state.room_id if state.room_id in rooms else None,
            givers=tuple(giver for giver in state.givers if giver.person_id in people),
        )
        for state in states
    ]


def _rooms_here(db: Session, meeting_id: int) -> frozenset[int]:
    of_venue = select(Room.id).join(Meeting, Meeting.venue_id == Room.venue_id).where(Meeting.id == meeting_id)
    of_items = select(Item.room_id).where(Item.meeting_id == meeting_id, Item.room_id.is_not(None))
    return frozenset(room_id for room_id in db.scalars(of_venue.union(of_items)) if room_id is not None)


def _there(db: Session, table: type[Theme | Person], ids: Collection[int | None]) -> frozenset[int]:
    return frozenset(db.scalars(select(table.id).where(table.id.in_(ids)))) if ids else frozenset()


def names_for(db: Session, edits: Sequence[Edit], zone: str) -> Names:
    """What the numbers in these edits stand for now. Three statements at most."""
    rooms = {value for edit in edits for value in _mentioned(edit, "room_id")}
    themes = {value for edit in edits for value in _mentioned(edit, "theme_id")}
    people = {giver["person_id"] for edit in edits for givers in _mentioned(edit, "givers") for giver in givers}
    return Names(
        zone=zone,
        rooms=dict(_rows(db, select(Room.id, Room.name).where(Room.id.in_(rooms)), rooms)),
        themes={
            row[0]: Words(row[1], row[2])
            for row in _rows(db, select(Theme.id, Theme.name_sv, Theme.name_en).where(Theme.id.in_(themes)), themes)
        },
        people=dict(_rows(db, select(Person.id, Person.name).where(Person.id.in_(people)), people)),
    )


def _mentioned(edit: Edit, name: str) -> list[Any]:
    change = edit.field(name)
    return [value for value in (change.old, change.new) if value is not None] if change else []


def _rows(db: Session, query: Select[*tuple[Any, ...]], wanted: Collection[Any]) -> list[Any]:
    return [tuple(row) for row in db.execute(query)] if wanted else []


def steps_of(db: Session, meeting_id: int, *, most: int, before: int | None = None) -> tuple[Step, ...]:
    """The newest steps first, at most so many; only those before step `before`, if given. One statement."""
    query = select(AgendaStep).where(AgendaStep.meeting_id == meeting_id)
    if before is not None:
        query = query.where(AgendaStep.number < before)
    return _steps(db.scalars(query.order_by(AgendaStep.number.desc()).limit(most)).all())


def steps_after(db: Session, meeting_id: int, number: int) -> tuple[Step, ...]:
    """The steps after `number`, the newest first. One statement."""
    query = select(AgendaStep).where(AgendaStep.meeting_id == meeting_id, AgendaStep.number > number)
    return _steps(db.scalars(query.order_by(AgendaStep.number.desc())).all())


def own_steps(db: Session, meeting_id: int, account_id: int | None) -> tuple[Step, ...]:
    """The steps of one account (or of the system) that decide what it may undo and do again. One statement."""
    of_meeting = AgendaStep.meeting_id == meeting_id
    query = select(AgendaStep).where(of_meeting, AgendaStep.number.in_(_turning_points(meeting_id, account_id)))
    return _steps(db.scalars(query.order_by(AgendaStep.number.desc())).all())


def steps_for(db: Session, meeting_id: int, account_id: int | None, *, most: int) -> tuple[Step, ...]:
    """The newest steps, at most so many, and those of own_steps(); the newest first. One statement."""
    newest = select(AgendaStep.number).where(AgendaStep.meeting_id == meeting_id).order_by(AgendaStep.number.desc())
    wanted = or_(
        AgendaStep.number.in_(newest.limit(most)), AgendaStep.number.in_(_turning_points(meeting_id, account_id))
    )
    query = select(AgendaStep).where(AgendaStep.meeting_id == meeting_id, wanted)
    return _steps(db.scalars(query.order_by(AgendaStep.number.desc())).all())


def _turning_points(meeting_id: int, account_id: int | None) -> CompoundSelect[int | None]:
    """Numbers of the last step of one's own that stands, of the last undoing that does, and of what that took back."""
    undoings = AgendaStep.verb.in_((Verb.UNDO, Verb.REDO))
    own = (AgendaStep.meeting_id == meeting_id, AgendaStep.account_id == account_id, ~AgendaStep.undone)
    last_doing = select(func.max(AgendaStep.number)).where(*own, ~undoings)
    last_undoing = select(func.max(AgendaStep.number)).where(*own, AgendaStep.verb == Verb.UNDO)
    taken_back = select(AgendaStep.reverts).where(
        AgendaStep.meeting_id == meeting_id, AgendaStep.number == last_undoing.scalar_subquery()
    )
    return union_all(last_doing, last_undoing, taken_back)


def step_of(db: Session, meeting_id: int, number: int) -> Step:
    """One step; NotFound if there is none of that number."""
    return _steps([step_row(db, meeting_id, number)])[0]


def step_row(db: Session, meeting_id: int, number: int) -> AgendaStep:
    """The row of one step, for a use case; NotFound if there is none of that number."""
    row = db.scalars(
        select(AgendaStep).where(AgendaStep.meeting_id == meeting_id, AgendaStep.number == number)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def _steps(rows: Sequence[AgendaStep]) -> tuple[Step, ...]:
    return tuple(
        Step(
            number=row.number,
            verb=row.verb,
            made_at=row.made_at,
            made_by=row.made_by,
            account_id=row.account_id,
            edits=edits_from_json(row.edits),
            reverts=row.reverts,
            undone=row.undone,
        )
        for row in rows
    )
