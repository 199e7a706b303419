"""The draft's items as they are restored and moved, and the days that ran late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from planner.agenda.queries import AgendaItem, items_of
from planner.core.timespan import local
from planner.meetings.models import Meeting
from planner.meetings.queries import Gate
from planner.network.models import Room
from planner.network.queries import themes_in_order
from planner.publishing.models import Delay
from planner.publishing.rules.delaying import Moved, drafted_minutes, ways_back
from planner.publishing.rules.restoring import DraftItem, Known


@dataclass(frozen=True)
class DelayLine:
    """A delay that stands."""

    delay_id: int
    minutes: int
    begins_at: datetime
    made_at: datetime
    made_by: str
    moved: tuple[Moved, ...]


_moved = msgspec.json.Decoder(tuple[Moved, ...])


def draft_items_of(db: Session, gate: Gate) -> tuple[DraftItem, ...]:
    """The draft's items, parked ones too, in the order of their starts. Two statements."""
    items = items_of(db, gate.meeting_id, gate.zone)
    return tuple(DraftItem(item.item_id, item.uid, item.revision, item.details) for item in items)


def known_of(db: Session, meeting_id: int) -> Known:
    """The network's themes, retired ones too, and the rooms of the gathering's venue. Two statements."""
    rooms = db.execute(
        select(Room.name, Room.id).join(Meeting, Meeting.venue_id == Room.venue_id).where(Meeting.id == meeting_id)
    )
    return Known(
        themes={theme.code: theme.id for theme in themes_in_order(db, with_retired=True)},
        rooms={row.name: row.id for row in rooms},
    )


def delays_of(db: Session, meeting_id: int, day: date) -> tuple[DelayLine, ...]:
    """The delays of a day that were not taken back, the oldest first. One statement."""
    return tuple(
        DelayLine(row.id, row.minutes, row.begins_at, row.made_at, row.made_by, moved_in(row.moved))
        for row in standing_delays(db, meeting_id, day)
    )


def standing_delays(db: Session, meeting_id: int, day: date) -> Sequence[Delay]:
    """Their rows, for a use case."""
    return db.scalars(
        select(Delay)
        .where(Delay.meeting_id == meeting_id, Delay.held_on == day, Delay.undone_at.is_(None))
        .order_by(Delay.id)
    ).all()


def as_planned(db: Session, meeting_id: int, items: Iterable[AgendaItem], zone: str) -> tuple[AgendaItem, ...]:
    """A gathering's items as they were planned, whatever delay stands; what was moved since stays. One statement."""
    texts = db.scalars(
        select(Delay.moved).where(Delay.meeting_id == meeting_id, Delay.undone_at.is_(None)).order_by(Delay.id)
    )
    ways = ways_back(moved_in(text) for text in texts)
    return tuple(_on_time(item, ways.get(item.uid), zone) for item in items)


def _on_time(item: AgendaItem, way: Moved | None, zone: str) -> AgendaItem:
    if way is None or (item.starts_at, item.ends_at) != (way.old.starts_at, way.old.ends_at):
        return item
    there, minutes = local(way.new.starts_at, zone), (way.new.ends_at - way.new.starts_at) // timedelta(minutes=1)
    details = replace(item.details, held_on=there.date(), starts=there.time(), minutes=drafted_minutes(minutes))
    return replace(item, details=details, starts_at=way.new.starts_at, ends_at=way.new.ends_at)


def day_of_delay(db: Session, programme_id: int) -> date | None:
    """The day that a version moved, or moved back; None when it is the version of no delay."""
    return db.scalar(
        select(Delay.held_on)
        .where(or_(Delay.programme_id == programme_id, Delay.undone_programme_id == programme_id))
        .limit(1)
    )


def moved_in(text: str) -> tuple[Moved, ...]:
    """What a delay's row says was moved."""
    return _moved.decode(text)


def moved_to_text(moved: Sequence[Moved]) -> str:
    """What was moved, for a delay's row."""
    return msgspec.json.encode(moved).decode()
