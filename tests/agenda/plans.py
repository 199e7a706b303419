"""Makes plans for the rules of clashes and suggestions, in as few words as a test can bear."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from planner.agenda.rules import ItemKind, Plan, PlannedItem, PlannedRoom
from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.network.rules import RoomKind

ZONE = "Europe/Stockholm"
DAYS = (
    DayHours(date(2026, 10, 14), time(9, 0), time(18, 0)),
    DayHours(date(2026, 10, 15), time(9, 0), time(18, 0)),
)
TEN = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
"""10.00 in Gamleby."""
ANNA, BO, CARL = (1, "Demo Anna"), (2, "Demo Bo"), (3, "Demo Carl")
WATER: dict[str, Any] = {"theme_id": 7, "theme": Words("Vatten", "Water")}
HALL = PlannedRoom(1, "Stora salen", RoomKind.ROOM, 120, "Herrgården")
SMALL = PlannedRoom(2, "Lilla salen", RoomKind.ROOM, 30, "Herrgården")
BARN = PlannedRoom(3, "Loftet", RoomKind.ROOM, 60, "Ladan")
FARM = PlannedRoom(4, "Demogården", RoomKind.FARM)
BUS = PlannedRoom(5, "Bussen", RoomKind.BUS, 50)
LINK = PlannedRoom(6, "Länken", RoomKind.ONLINE)


def item(number: int, start: int = 0, long: int = 45, **more: Any) -> PlannedItem:
    """A talk, so many minutes after ten, so many minutes long, in a room of its own."""
    starts_at = TEN + timedelta(minutes=start)
    planned = PlannedItem(
        item_id=number,
        title=Words(f"Punkt {number}"),
        kind=ItemKind.TALK,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=long),
        room=PlannedRoom(100 + number, f"Sal {number}"),
    )
    return replace(planned, **more)


def a_break(number: int, start: int, long: int = 15, **more: Any) -> PlannedItem:
    return item(number, start, long, **({"kind": ItemKind.BREAK, "room": None} | more))


def a_meal(number: int, start: int, long: int = 60, **more: Any) -> PlannedItem:
    return a_break(number, start, long, **({"kind": ItemKind.MEAL} | more))


def a_plan(*items: PlannedItem, **more: Any) -> Plan:
    return replace(Plan(zone=ZONE, days=DAYS, items=items), **more)
