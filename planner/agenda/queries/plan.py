"""A whole agenda as the rules want it: with its rooms, and with what its speakers give elsewhere."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.agenda.models import Item, ItemSpeaker
from planner.agenda.queries.items import AgendaItem
from planner.agenda.rules import NOTHING_KNOWN, Engagement, Known, Plan, PlannedItem, PlannedRoom
from planner.core.language import Words
from planner.core.timespan import end_of_day
from planner.meetings.models import Meeting
from planner.meetings.queries import Gate
from planner.meetings.rules import Status
from planner.network.models import Room

LONGEST = timedelta(days=1)
"""No item is longer, the table says so: what begins longer than this before something has ended by then."""


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
        rooms_matter=gate.rooms_matter,
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
            ~Item.parked,
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
