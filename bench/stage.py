"""What is measured: the application on a SQLite file, with a gathering of 24 items and one of 400, both published."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import product
from pathlib import Path

import flask_migrate
from flask import Flask

from planner.agenda.queries import agenda_of
from planner.agenda.rules import Giver, ItemDetails, ItemKind
from planner.agenda.services import add_item, change_item
from planner.app import create_app
from planner.config import MailSettings, Settings
from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import record_of
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode, Status
from planner.meetings.services import create_meeting, set_status
from planner.network.queries import themes_in_order
from planner.network.rules import Hue, RoomKind
from planner.network.services import (
    RoomDetails,
    ThemeDetails,
    VenueDetails,
    add_room,
    add_theme,
    add_venue,
)
from planner.programmes.queries import stamp_of
from planner.programmes.services import PRINT, publish
from planner.web.entry import parts, reading, writing

ZONE = "Europe/Stockholm"
BASE_URL = "http://localhost"
ABSTRACT = Words(
    "Vad vi har prövat, **vad som bar** och vad som inte gjorde det. Vi räknar på pass {n} tillsammans: vem gör vad, "
    "när, och för vilka pengar? Ta med ett eget exempel, så bygger vi vidare på det.",
    "What we tried, **what carried** and what did not. We count on session {n} together: who does what, when, and "
    "for which money? Bring an example of your own, and we build on it.",
)
SUITS = Words("Passar dig som arbetar med frågan varje vecka.", "Suits you who work with the matter each week.")
KINDS = (ItemKind.TALK, ItemKind.WORKSHOP, ItemKind.PANEL, ItemKind.DISCUSSION)


@dataclass(frozen=True)
class Size:
    """A gathering: each of its `rooms` has `in_room` items a day, one each `minutes`."""

    items: int
    days: int
    rooms: int
    in_room: int
    minutes: int


SMALL = Size(items=24, days=2, rooms=3, in_room=4, minutes=60)
LARGE = Size(items=400, days=4, rooms=5, in_room=20, minutes=30)
SIZES = (SMALL, LARGE)


@dataclass(frozen=True)
class Gathering:
    """A published gathering, its programme printed and kept."""

    size: Size
    slug: str
    meeting_id: int


def an_app(instance: Path, database_url: str = "", *, migrate: bool = True) -> Flask:
    """The application as it runs on one machine, its tables made by the migrations; SQLite unless told otherwise."""
    settings = Settings(
        base_url=BASE_URL,
        secret_key="a key for the bench only",
        instance=instance,
        database_url=database_url or f"sqlite:///{instance / 'bench.sqlite'}",
        redis_url="",
        network_name="Demonätverket",
        default_zone=ZONE,
        mail=MailSettings(),
    )
    app = create_app(settings)
    if migrate:
        with app.app_context():
            flask_migrate.upgrade()
    return app


def set_up(sizes: tuple[Size, ...] = SIZES) -> tuple[Gathering, ...]:
    """Plan, publish and print the gatherings. Wants an application context."""
    with writing(SYSTEM) as work:
        for number, hue in enumerate(Hue, start=1):
            name = Words(f"Tema nummer {number}", f"Theme number {number}")
            add_theme(work, ThemeDetails(name, Words(f"T{number}"), hue))
        gatherings = tuple(a_gathering(work, size) for size in sizes)
    for gathering in gatherings:
        print_ahead(gathering)
    return gatherings


def change_one(gathering: Gathering) -> None:
    """Another title for the item in the middle, published as the next version."""
    draft_one(gathering, "namn")
    with writing(SYSTEM) as work:
        publish(work, gathering.slug, preliminary=False, with_agenda=True)


def draft_one(gathering: Gathering, name: str) -> None:
    """Another title for the item in the middle, in the draft."""
    with writing(SYSTEM) as work:
        items = agenda_of(work.db, gathering.meeting_id, ZONE)
        item = items[len(items) // 2]
        details = replace(item.details, title=Words(f"Ett annat {name}", f"Another {name}"))
        change_item(work, gathering.slug, item.item_id, details, revision=item.revision)


def print_ahead(gathering: Gathering) -> None:
    """What the worker does after publishing."""
    with reading(SYSTEM) as work:
        programme_id = stamp_of(work.db, gathering.slug).programme_id
    parts().runners[PRINT](f"{programme_id}.sv.")


def a_gathering(work: Work, size: Size) -> Gathering:
    """Planned and published, not printed yet."""
    venue = VenueDetails(
        f"Demoskolan {size.items}", "Skolvägen 1", "Gamleby", (57.89, 16.40), "", Words("Tio minuter från tåget.")
    )
    venue_id = add_venue(work, venue)
    rooms = [add_room(work, venue_id, RoomDetails(f"Sal {n + 1}", RoomKind.ROOM, 60)) for n in range(size.rooms)]
    first = work.now.date() + timedelta(days=60)
    days = tuple(first + timedelta(days=n) for n in range(size.days))
    slug = create_meeting(work, _details(size, days, venue_id))
    themes = [theme.id for theme in themes_in_order(work.db)]
    for n, (day, place, room) in enumerate(product(days, range(size.in_room), range(size.rooms))):
        add_item(work, slug, an_item(n, day, 8 * 60 + place * size.minutes, size, themes[n % len(themes)], rooms[room]))
    publish(work, slug, preliminary=False, with_agenda=True, note="Demo.")
    set_status(work, slug, Status.OPEN)
    return Gathering(size, slug, record_of(work.db, slug).meeting_id)


def _details(size: Size, days: tuple[date, ...], venue_id: int) -> MeetingDetails:
    return MeetingDetails(
        title=Words(f"Träff med {size.items} punkter", f"A gathering of {size.items} items"),
        kind=MeetingKind.NETWORK,
        days=tuple(DayHours(day, time(8), time(18)) for day in days),
        mode=Mode.ON_SITE,
        zone=ZONE,
        venue_id=venue_id,
        summary=Words("Dagar om det vi gör bättre tillsammans.", "Days on what we do better together."),
        description=Words("Alla kluster är med.\n\n- Ta med stövlar\n- Ta med frågor", "All clusters are here."),
        practical=Words("Parkering finns.", "There is parking."),
        last_day=days[0] - timedelta(days=7),
        capacity=120,
        contact_name="Demo Lind",
        contact_email="demo.lind@example.org",
        contact_phone="070-000 00 00",
    )


def an_item(n: int, day: date, minute: int, size: Size, theme_id: int | None, room_id: int | None) -> ItemDetails:
    """The item of number `n`, so many minutes after midnight."""
    givers = (_giver(2 * n), _giver(2 * n + 1))
    return ItemDetails(
        kind=KINDS[n % len(KINDS)],
        title=Words(f"Programpunkt {n} om frågan som återstår", f"Item {n} on the question that remains"),
        held_on=day,
        starts=time(minute // 60, minute % 60),
        minutes=size.minutes - 5,
        theme_id=theme_id,
        room_id=room_id,
        abstract=Words(ABSTRACT.sv.format(n=n), ABSTRACT.en.format(n=n)),
        suits=SUITS,
        capacity=40,
        givers=givers,
    )


def _giver(number: int) -> Giver:
    return Giver(f"Demo {number % 60}", "rådgivare", f"Demokluster {number % 12}", on_link=number % 9 == 0)
