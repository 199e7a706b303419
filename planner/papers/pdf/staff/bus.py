"""The bus list: who gets on where, in the order of the stops, with a box to tick and a telephone to call."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from planner.core.language import Lang, clock, say
from planner.papers.pdf.document import Document, Group, House, Leaf
from planner.papers.pdf.staff.frame import DayMark, big_of, day_mark, staff_frame
from planner.papers.queries.sheets import Bus, BusList, Traveller, bus_list, staff_papers_offered
from planner.press import Progress
from planner.registrations.permissions import may_see_all_people

NAME = say("Bus list")
NOT_SAID = say("Has not said where")


@dataclass(frozen=True)
class ShownStop:
    """Where people get on, and who. A bus without stops has one that is called nothing."""

    clock: str
    name: str
    travellers: tuple[Traveller, ...]


@dataclass(frozen=True)
class ShownBus:
    """A bus as it is written down."""

    mark: DayMark
    name: str
    tongue: Lang | None
    leaves: str
    seats: int | None
    people: int
    waiting: int
    stops: tuple[ShownStop, ...]


def press_bus_list(value: BusList, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """Every bus begins on a page of its own: each driver gets theirs."""
    progress(0, 1)
    leaf = Leaf(
        frame=staff_frame(value.head, lang, house, NAME),
        house=house,
        template="print/staff/bus.html",
        values={
            "head": value.head,
            "big": big_of(value.head, lang),
            "buses": tuple(_shown(bus, value.travellers, lang) for bus in value.buses),
        },
        styles=("staff/staff.css", "staff/bus.css"),
    )
    return leaf.pressed()


def _shown(bus: Bus, travellers: tuple[Traveller, ...], lang: Lang) -> ShownBus:
    details = bus.details
    theirs = [each for each in travellers if each.part_id == bus.part_id]
    return ShownBus(
        mark=day_mark(details.held_on, lang),
        name=details.name.in_(lang),
        tongue=details.name.tongue(lang),
        leaves=clock(details.starts, lang) if details.starts else "",
        seats=details.capacity,
        people=len(theirs),
        waiting=bus.waiting,
        stops=tuple(_stops(bus, theirs, lang)),
    )


def _stops(bus: Bus, travellers: list[Traveller], lang: Lang) -> Iterator[ShownStop]:
    for stop in sorted(bus.details.stops, key=lambda stop: stop.leaves or time.max):
        here = tuple(each for each in travellers if each.stop_id == stop.stop_id)
        yield ShownStop(clock(stop.leaves, lang) if stop.leaves else "", stop.name, here)
    known = {stop.stop_id for stop in bus.details.stops}
    if rest := tuple(each for each in travellers if each.stop_id not in known):
        yield ShownStop("", NOT_SAID.in_(lang) if known else "", rest)


BUS_LIST = Document(
    key="bus-list",
    name=say("Bus list, A4"),
    words=say("Who gets on where and when, stop by stop, with telephones and boxes to tick. A page for each bus."),
    group=Group.STAFF,
    fetch=bus_list,
    press=press_bus_list,
    may=may_see_all_people,
    holds_people=True,
    offered=staff_papers_offered,
)
