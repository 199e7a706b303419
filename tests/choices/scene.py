"""A gathering with three workshops at the same time, and people who choose among them."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from sqlalchemy import select

from planner.agenda.rules import ItemKind
from planner.choices import services
from planner.choices.queries import board_in, boards_of, source_of
from planner.choices.rules.terms import BlockAnswer, BlockBoard, Opening, Way
from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.mail.models import PostedLetter
from planner.meetings.queries import gate_of
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue
from planner.programmes.services import publish
from tests.builders import an_item
from tests.registrations.scene import FIRST, SECOND, a_gathering, come

__all__ = ["FIRST", "SECOND"]
FARM, SOIL, WATER = "Gården", "Jorden", "Vattnet"
TITLES = (FARM, SOIL, WATER)


@dataclass(frozen=True)
class Day:
    """A gathering with its parallel items, by title."""

    slug: str
    items: dict[str, int]


def a_workshop(work: Work, slug: str, title: str, **more: Any) -> int:
    """An item of an hour and a half, 14 October at 13.30, unless said otherwise."""
    said: dict[str, Any] = {"kind": ItemKind.WORKSHOP, "held_on": FIRST, "starts": time(13, 30), "minutes": 90}
    return an_item(work, slug, title, **(said | more))


def a_workshop_day(work: Work, *, is_published: bool = True, **more: Any) -> Day:
    """Three workshops: the farm holds one person and the soil two, by themselves; the water two, by its room."""
    venue_id = add_venue(work, VenueDetails("Gamleby folkhögskola"))
    hall = add_room(work, venue_id, RoomDetails("Stora salen"))
    small = add_room(work, venue_id, RoomDetails("Lilla salen", capacity=2))
    slug = a_gathering(work, venue_id=venue_id, **({"capacity": 50} | more))
    items = {
        FARM: a_workshop(work, slug, FARM, capacity=1),
        SOIL: a_workshop(work, slug, SOIL, capacity=2, room_id=hall),
        WATER: a_workshop(work, slug, WATER, room_id=small, suits=Words("vill spara vatten")),
    }
    if is_published:
        publish(work, slug, preliminary=True, with_agenda=True)
    return Day(slug, items)


def an_opening(work: Work, slug: str, titles: tuple[str, ...] = TITLES, **more: Any) -> Opening:
    entries = source_of(work.db, gate_of(work.db, slug)).entries
    uids = tuple(entry.uid for entry in entries if entry.title.sv in titles)
    return replace(Opening(Way.FIRST_COME, None, uids), **more)


def a_block(work: Work, slug: str, titles: tuple[str, ...] = TITLES, **more: Any) -> int:
    """First come, until it begins, unless said otherwise; gives the block's id."""
    return services.open_block(work, slug, an_opening(work, slug, titles, **more))


def a_ranked_block(work: Work, slug: str, titles: tuple[str, ...] = TITLES, *, closes_on: date | None = None) -> int:
    return a_block(work, slug, titles, way=Way.RANKED, closes_on=closes_on)


def board(work: Work, slug: str, block_id: int) -> BlockBoard:
    work.db.flush()
    gate = gate_of(work.db, slug)
    return board_in(boards_of(work.db, gate, source_of(work.db, gate)), block_id)


def option_ids(work: Work, slug: str, block_id: int) -> dict[str, int]:
    return {option.title.sv: option.option_id for option in board(work, slug, block_id).block.options}


def guests(work: Work, slug: str, *names: str, **more: Any) -> dict[str, int]:
    """Each registers, on site both days unless said otherwise; their registrations by name."""
    return {name: come(work, slug, name, **more).registration_id for name in names}


def holding(work: Work, registration_id: int) -> Work:
    """The same work, done by the holder of a private link."""
    return replace(work, actor=Actor(registration_id=registration_id))


def choose(work: Work, slug: str, block_id: int, registration_id: int, title: str | None) -> None:
    """Somebody chooses an item by its title; None: gives it up."""
    option_id = option_ids(work, slug, block_id)[title] if title else None
    answer = BlockAnswer(block_id, option_id)
    services.answer(holding(work, registration_id), registration_id, [answer])


def wish(work: Work, slug: str, block_id: int, registration_id: int, *titles: str) -> None:
    """Somebody ranks items, the most wanted first."""
    ids = option_ids(work, slug, block_id)
    wishes = tuple((ids[title], rank) for rank, title in enumerate(titles, 1))
    services.answer(holding(work, registration_id), registration_id, [BlockAnswer(block_id, wishes=wishes)])


def place(work: Work, block_id: int) -> int:
    """Look, and apply what was seen."""
    work.db.flush()
    return services.apply_placing(work, block_id, services.propose(work, block_id).mark)


def who_has_what(work: Work, slug: str, block_id: int) -> dict[str, str]:
    """First name → title of the item they have; those without one are left out."""
    now = board(work, slug, block_id)
    return {
        person.name.removeprefix("Demo "): option.title.sv
        for person in now.people
        if (pick := now.pick_of(person.registration_id)) and (option := now.block.option(pick.option_id))
    }


def letters_since(work: Work, kind: str = "choices") -> dict[str, str]:
    """Recipient's first name → the plain text of the last letter of that kind."""
    rows = work.db.execute(
        select(PostedLetter.recipient, PostedLetter.plain).where(PostedLetter.kind == kind).order_by(PostedLetter.id)
    )
    return {row.recipient.partition("@")[0]: row.plain for row in rows}


def republish(work: Work, slug: str) -> None:
    publish(work, slug, preliminary=True, with_agenda=True)
    work.db.expire_all()
