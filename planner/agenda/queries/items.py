"""The draft agenda as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.agenda.models import Item, ItemSpeaker, Wish
from planner.agenda.rules import (
    Giver,
    ItemDetails,
    PlannedItem,
    PlannedRoom,
    Wished,
    WishedTopic,
    topics_of,
)
from planner.core.language import Words
from planner.core.timespan import local
from planner.network.models import Person, Room, Theme
from planner.network.rules import RoomKind


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
            parked=self.details.parked,
        )


def agenda_of(db: Session, meeting_id: int, zone: str) -> tuple[AgendaItem, ...]:
    """The placed items of a gathering in the order of their starts. Two statements."""
    return tuple(item for item in items_of(db, meeting_id, zone) if not item.details.parked)


def items_of(db: Session, meeting_id: int, zone: str) -> tuple[AgendaItem, ...]:
    """All items of a gathering in the order of their starts, the parked ones too. Two statements."""
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
    name, kind, holds, building = room
    return AgendaItem(
        item_id=item.id,
        uid=item.uid,
        revision=item.revision,
        details=_details(item, tuple(giver for _, giver in givers), zone),
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


def _details(item: Item, givers: tuple[Giver, ...], zone: str) -> ItemDetails:
    starts = local(item.starts_at, zone)
    return ItemDetails(
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
        givers=givers,
        parked=item.parked,
    )


def wishes_of(db: Session, meeting_id: int) -> tuple[WishedTopic, ...]:
    """The topics that people wish for at a gathering, most wanted first. One statement."""
    rows = db.execute(
        select(Wish.text, Wish.origin, Wish.cluster_id).where(Wish.meeting_id == meeting_id).order_by(Wish.id)
    )
    return topics_of(Wished(*row) for row in rows)
