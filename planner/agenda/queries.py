"""The draft agenda as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from planner.agenda.models import Item, ItemSpeaker, Wish
from planner.agenda.rules import (
    NOTHING_KNOWN,
    Engagement,
    Giver,
    ItemDetails,
    Known,
    Plan,
    PlannedItem,
    PlannedRoom,
    Wished,
    WishedTopic,
    topics_of,
)
from planner.core.errors import NotFound
from planner.core.language import Words
from planner.core.timespan import end_of_day, local
from planner.meetings.models import Meeting
from planner.meetings.queries import Gate
from planner.meetings.rules import Status
from planner.network.models import Person, Room, Theme
from planner.network.rules import RoomKind

LONGEST = timedelta(days=1)
"""No item is longer, the table says so: what begins longer than this before something has ended by then."""


@dataclass(frozen=True)
class AgendaItem:
    """An item with the words of what it points at."""

    item_id: int
    uid: str
    revision: int
    details: ItemDetails
    starts_at: datetime
    ends_at: datetime
    theme_code: str
    theme_name: Words
    theme_hue: str
    room: str
    room_kind: str
    room_capacity: int | None
    room_building: str
    giver_ids: tuple[int, ...]
    created_at: datetime
    changed_at: datetime

    @property
    def title(self) -> Words:
        return self.details.title

    @property
    def planned(self) -> PlannedItem:
        """As clashes and suggestions see it."""
        room_id, givers = self.details.room_id, tuple(zip(self.giver_ids, self.details.givers, strict=True))
        return PlannedItem(
            item_id=self.item_id,
            title=self.details.title,
            kind=self.details.kind,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            room=None
            if room_id is None
            else PlannedRoom(room_id, self.room, RoomKind(self.room_kind), self.room_capacity, self.room_building),
            capacity=self.details.capacity,
            theme_id=self.details.theme_id,
            theme=self.theme_name,
            speakers=tuple((person_id, giver.name) for person_id, giver in givers),
            on_link=frozenset(person_id for person_id, giver in givers if giver.on_link),
        )


def agenda_of(db: Session, meeting_id: int, zone: str) -> tuple[AgendaItem, ...]:
    """All items of a gathering in the order of their starts. Two statements."""
    rows = db.execute(
        select(
            Item, Theme.code, Theme.name_sv, Theme.name_en, Theme.hue,
            Room.name, Room.kind, Room.capacity, Room.building,
        )
        .outerjoin(Theme, Theme.id == Item.theme_id)
        .outerjoin(Room, Room.id == Item.room_id)
        .where(Item.meeting_id == meeting_id)
        .order_by(Item.starts_at, Room.position, Item.id)
    ).all()  # fmt: skip
    givers: dict[int, list[tuple[int, Giver]]] = {}
    for item_id, person_id, on_link, name, title, organisation in db.execute(
        select(
            ItemSpeaker.item_id, ItemSpeaker.person_id, ItemSpeaker.on_link,
            Person.name, Person.title, Person.organisation,
        )
        .join(Person, Person.id == ItemSpeaker.person_id)
        .join(Item, Item.id == ItemSpeaker.item_id)
        .where(Item.meeting_id == meeting_id)
        .order_by(ItemSpeaker.item_id, ItemSpeaker.position)
    ):  # fmt: skip
        givers.setdefault(item_id, []).append((person_id, Giver(name, title, organisation, on_link)))
    return tuple(
        _item(item, (code, Words(sv or "", en or ""), hue), room, givers.get(item.id, []), zone)
        for item, code, sv, en, hue, *room in rows
    )


def _item(
    item: Item,
    theme: tuple[str | None, Words, str | None],
    room: Sequence[Any],
    givers: list[tuple[int, Giver]],
    zone: str,
) -> AgendaItem:
    starts = local(item.starts_at, zone)
    name, kind, holds, building = room
    return AgendaItem(
        item_id=item.id,
        uid=item.uid,
        revision=item.revision,
        details=ItemDetails(
            kind=item.kind,
            title=Words(item.title_sv, item.title_en),
            held_on=starts.date(),
            starts=starts.time(),
            minutes=item.minutes,
            theme_id=item.theme_id,
            room_id=item.room_id,
            abstract=Words(item.abstract_sv, item.abstract_en),
            suits=Words(item.suits_sv, item.suits_en),
            capacity=item.capacity,
            notes=item.notes,
            givers=tuple(giver for _, giver in givers),
        ),
        starts_at=item.starts_at,
        ends_at=item.starts_at + timedelta(minutes=item.minutes),
        theme_code=theme[0] or "",
        theme_name=theme[1],
        theme_hue=theme[2] or "",
        room=name or "",
        room_kind=kind or "",
        room_capacity=holds,
        room_building=building or "",
        giver_ids=tuple(person_id for person_id, _ in givers),
        created_at=item.created_at,
        changed_at=item.changed_at,
    )


def item_row(db: Session, meeting_id: int, item_id: int) -> Item:
    """The row with its speakers, locked, for a use case; NotFound if it is not of this gathering."""
    row = db.scalars(
        select(Item)
        .where(Item.id == item_id, Item.meeting_id == meeting_id)
        .options(selectinload(Item.speakers))
        .with_for_update()  # or two who save at once would both believe that they were the first
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def item_rows(db: Session, meeting_id: int) -> list[Item]:
    """The rows of a gathering's items, in no order, for use cases that change them all."""
    return list(db.scalars(select(Item).where(Item.meeting_id == meeting_id)))


def wishes_of(db: Session, meeting_id: int) -> tuple[WishedTopic, ...]:
    """The topics that people wish for at a gathering, most wanted first. One statement."""
    rows = db.execute(
        select(Wish.text, Wish.origin, Wish.cluster_id).where(Wish.meeting_id == meeting_id).order_by(Wish.id)
    )
    return topics_of(Wished(*row) for row in rows)


def plan_of(db: Session, gate: Gate, agenda: Sequence[AgendaItem], known: Known = NOTHING_KNOWN) -> Plan:
    """What clashes and suggestions need of a gathering; `agenda` as agenda_of() gives it. Two statements more.

    `known` is what higher slices know; what they give is not looked up here.
    """
    items = tuple(item.planned for item in agenda)
    return Plan(
        zone=gate.zone,
        days=gate.days,
        items=items,
        rooms=_rooms(db, gate.meeting_id),
        elsewhere=_elsewhere(db, gate, items),
        known=known,
    )


def _rooms(db: Session, meeting_id: int) -> tuple[PlannedRoom, ...]:
    """The rooms of the gathering's venue, in their order."""
    rows = db.execute(
        select(Room.id, Room.name, Room.kind, Room.capacity, Room.building)
        .join(Meeting, Meeting.venue_id == Room.venue_id)
        .where(Meeting.id == meeting_id)
        .order_by(Room.position, Room.id)
    )
    return tuple(PlannedRoom(*row) for row in rows)


def _elsewhere(db: Session, gate: Gate, items: Sequence[PlannedItem]) -> dict[int, tuple[Engagement, ...]]:
    """What those who give items here give at other gatherings meanwhile, by person, in the order of time."""
    ends = [end_of_day(day.held_on, gate.zone) for day in gate.days]
    first = min([ends[0] - LONGEST, *(item.starts_at for item in items)])
    last = max([ends[-1], *(item.ends_at for item in items)])
    here = select(ItemSpeaker.person_id).join(Item, Item.id == ItemSpeaker.item_id)
    rows = db.execute(
        select(
            ItemSpeaker.person_id, Item.starts_at, Item.minutes, Meeting.title_sv, Meeting.title_en,
            Item.title_sv, Item.title_en,
        )
        .join(Item, Item.id == ItemSpeaker.item_id)
        .join(Meeting, Meeting.id == Item.meeting_id)
        .where(
            Item.meeting_id != gate.meeting_id,
            Meeting.status != Status.CANCELLED,
            Item.starts_at > first - LONGEST,
            Item.starts_at < last,
            ItemSpeaker.person_id.in_(here.where(Item.meeting_id == gate.meeting_id)),
        )
        .order_by(Item.starts_at, Item.id)
    )  # fmt: skip
    found: dict[int, list[Engagement]] = {}
    for person_id, starts_at, minutes, *words in rows:
        gathering, title = Words(*words[:2]), Words(*words[2:])
        found.setdefault(person_id, []).append(
            Engagement(starts_at, starts_at + timedelta(minutes=minutes), gathering, title)
        )
    return {person_id: tuple(theirs) for person_id, theirs in found.items()}
