"""The board as it stands: items, rooms, wishes, the history's end, and what is not published."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, select
from sqlalchemy.orm import Session

from planner.agenda.models import Item
from planner.agenda.queries import AgendaItem, items_of, steps_for, wishes_of
from planner.agenda.rules import Clash, Known, Plan, PlannedRoom, Step, Wants, WishedTopic, clashes, numbers_of
from planner.choices.models import BlockItem, Choice, ItemWish
from planner.core.actor import Actor
from planner.meetings.models import Meeting
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import Mode
from planner.network.models import Room
from planner.network.queries import RoomValue
from planner.programmes.changes import ChangeKind, Told, changes, kinds_by_uid, told
from planner.programmes.queries import draft_of, entry_of, newest
from planner.programmes.snapshot import Draft, Entry, Programme, follow
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.rules import PartKind, PartState, RegistrationStatus
from planner.speakers.queries import away_of

MOST_STEPS = 60
"""So many steps of the history come with the board: enough to undo and to catch up."""


@dataclass(frozen=True)
class Board:
    """The draft agenda with what a planner needs beside it."""

    gate: Gate
    rooms: tuple[RoomValue, ...]
    """Of the venue, in their order."""
    items: tuple[AgendaItem, ...]
    """In the order of their starts, parked ones too."""
    wishes: tuple[WishedTopic, ...]
    steps: tuple[Step, ...]
    """The newest first."""
    published: Programme | None

    @property
    def number(self) -> int:
        """Which state of the board this is."""
        return self.steps[0].number if self.steps else 0

    @property
    def placed(self) -> tuple[AgendaItem, ...]:
        return tuple(item for item in self.items if not item.details.parked)

    @property
    def parked(self) -> tuple[AgendaItem, ...]:
        return tuple(item for item in self.items if item.details.parked)

    @property
    def dates(self) -> tuple[date, ...]:
        """The gathering's days, and those that items have strayed to."""
        return tuple(sorted({d.held_on for d in self.gate.days} | {i.details.held_on for i in self.placed}))

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each item that has one, by its uid; in gatherings that have numbers."""
        if not self.gate.has_numbers:
            return {}
        return numbers_of((item.uid, item.details.kind) for item in self.placed)

    @property
    def plan(self) -> Plan:
        """As the rules see it, without what stands outside of this agenda."""
        rooms = tuple(PlannedRoom(r.id, r.name, r.kind, r.capacity, r.building) for r in self.rooms)
        items = tuple(item.planned for item in self.placed)
        return Plan(self.gate.zone, self.gate.days, items, rooms, rooms_matter=self.gate.rooms_matter)

    @property
    def warnings(self) -> tuple[Clash, ...]:
        """What the agenda alone gives cause to warn of."""
        return clashes(self.plan)

    @property
    def unpublished(self) -> tuple[Told, ...]:
        """What of the agenda differs from the newest programme; nothing before there is one.

        Files, and what speakers say of themselves, are no part of the board.
        """
        before = self.published
        if before is None or not before.with_agenda:
            return ()
        known = {entry.uid: entry for entry in before.entries}
        numbers = self.numbers
        entries = tuple(
            replace(_as_said(entry_of(item), known.get(item.uid)), item_number=numbers.get(item.uid))
            for item in self.placed
        )
        draft = follow(
            before,
            Draft(before.facts, before.themes, entries),
            published_at=before.published_at,
            preliminary=before.preliminary,
        )
        return told(changes(before, draft), draft)


def _as_said(entry: Entry, before: Entry | None) -> Entry:
    """The entry with the files and the speakers' own words that were published."""
    if before is None:
        return entry
    own = {line.person_id: line for line in before.speakers}
    lines = [
        replace(own[line.person_id], name=line.name, on_link=line.on_link) if line.person_id in own else line
        for line in entry.speakers
    ]
    return replace(entry, files=before.files, speakers=tuple(lines))


def board_of(db: Session, slug: str, actor: Actor) -> Board:
    """The board of a gathering as `actor` sees it; NotFound if there is none. Seven statements, whatever is on it."""
    gate = gate_of(db, slug)
    return Board(
        gate=gate,
        rooms=rooms_of(db, gate.meeting_id),
        items=items_of(db, gate.meeting_id, gate.zone),
        wishes=wishes_of(db, gate.meeting_id),
        steps=steps_for(db, gate.meeting_id, actor.account_id, most=MOST_STEPS),
        published=newest(db, gate.meeting_id),
    )


def rooms_of(db: Session, meeting_id: int) -> tuple[RoomValue, ...]:
    """The rooms of a gathering's venue, in their order. One statement."""
    rows = db.execute(
        select(Room.id, Room.name, Room.kind, Room.capacity, Room.online_link, Room.building)
        .join(Meeting, Meeting.venue_id == Room.venue_id)
        .where(Meeting.id == meeting_id)
        .order_by(Room.position, Room.id)
    )
    return tuple(RoomValue(*row) for row in rows)


@dataclass(frozen=True)
class Standing:
    """How the whole draft stands to what is published, its files and speakers too."""

    published: Programme | None
    differences: int
    """As many as readers are told."""
    kinds: Mapping[str, ChangeKind]
    """What has become of each item that differs, by its uid."""


def standing_of(db: Session, gate: Gate) -> Standing:
    """A fixed number of statements."""
    before = newest(db, gate.meeting_id)
    if before is None:
        return Standing(None, 0, {})
    draft = follow(
        before,
        draft_of(db, gate.slug),
        published_at=before.published_at,
        preliminary=before.preliminary,
        with_agenda=before.with_agenda,
    )
    found = changes(before, draft)
    return Standing(before, len(told(found, draft)), kinds_by_uid(found) if before.with_agenda else {})


def known_of(db: Session, gate: Gate) -> Known:
    """What those who come and those who speak give the agenda to mind. Three statements."""
    return Known(
        away=away_of(db, gate.meeting_id), chosen=_chosen(db, gate.meeting_id), coming=_coming(db, gate.meeting_id)
    )


def _chosen(db: Session, meeting_id: int) -> dict[int, int]:
    """How many have each item that can be chosen and sit in its room, by the item's number."""
    rows = db.execute(
        select(Item.id, func.count())
        .join(BlockItem, BlockItem.item_uid == Item.uid)
        .join(Choice, Choice.block_item_id == BlockItem.id)
        .join(Registration, Registration.id == Choice.registration_id)
        .where(Item.meeting_id == meeting_id, Registration.status == RegistrationStatus.CONFIRMED)
        .where(_sits_there())
        .group_by(Item.id)
    )
    return {row[0]: row[1] for row in rows}


def _sits_there() -> ColumnElement[bool]:
    """Who comes in person on some day: whoever takes part online needs no chair."""
    return exists().where(
        RegistrationPart.registration_id == Registration.id,
        RegistrationPart.state == PartState.GRANTED,
        func.coalesce(RegistrationPart.mode, Mode.ON_SITE) != Mode.ONLINE,
    )


def _coming(db: Session, meeting_id: int) -> dict[date, int]:
    """How many come in person, day by day."""
    rows = db.execute(
        select(Part.held_on, func.count())
        .join(RegistrationPart, RegistrationPart.part_id == Part.id)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(
            Part.meeting_id == meeting_id,
            Part.kind == PartKind.DAY,
            RegistrationPart.state == PartState.GRANTED,
            Registration.status == RegistrationStatus.CONFIRMED,
            func.coalesce(RegistrationPart.mode, Mode.ON_SITE) != Mode.ONLINE,
        )
        .group_by(Part.held_on)
    )
    return {row[0]: row[1] for row in rows}


WANTED_EACH = 2
"""Of items at one time a person can have but one: the one they have or want most, and the one they would miss most."""


def wants_of(db: Session, meeting_id: int) -> Wants:
    """What each person who comes wants of the items that can be chosen: what they have, and what they wish for.

    By registration: (item id, weight). Of each block the two that they want most; what they have weighs 11, a first
    wish 10, a second 9. Two statements.
    """
    chosen = db.execute(_of_choosers(meeting_id, Choice, literal(0)))
    wished = db.execute(_of_choosers(meeting_id, ItemWish, ItemWish.rank))
    ranks: dict[tuple[int, int], dict[int, int]] = {}
    for registration_id, block_id, item_id, rank in [*wished, *chosen]:
        ranks.setdefault((registration_id, block_id), {})[item_id] = rank
    wants: dict[int, list[tuple[int, int]]] = {}
    for (registration_id, _), own in ranks.items():
        most = sorted(own.items(), key=lambda pair: (pair[1], pair[0]))[:WANTED_EACH]
        wants.setdefault(registration_id, []).extend((item_id, max(1, 11 - rank)) for item_id, rank in most)
    return {registration_id: tuple(sorted(own)) for registration_id, own in wants.items()}


def _of_choosers(meeting_id: int, table: type[Choice | ItemWish], rank: Any) -> Select[int, int, int, int]:
    return (
        select(table.registration_id, BlockItem.block_id, Item.id, rank)
        .join(BlockItem, BlockItem.id == table.block_item_id)
        .join(Item, Item.uid == BlockItem.item_uid)
        .join(Registration, Registration.id == table.registration_id)
        .where(Item.meeting_id == meeting_id, Registration.status == RegistrationStatus.CONFIRMED)
        .order_by(table.registration_id, Item.id)
    )
