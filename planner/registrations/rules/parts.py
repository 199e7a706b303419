"""The parts of a gathering that people say yes or no to: what is offered, what was chosen, who gets it. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from planner.core.errors import Invalid
from planner.core.language import Text, Words, say


class PartKind(StrEnum):
    """What one says yes or no to."""

    DAY = "day"
    MEAL = "meal"
    DINNER = "dinner"
    NIGHT = "night"
    BUS = "bus"
    SIDE_MEETING = "side_meeting"


class RoomType(StrEnum):
    """How one sleeps."""

    SINGLE = "single"
    DOUBLE = "double"


class PartState(StrEnum):
    """Wished for by somebody who has no seat yet; granted; or waiting in the part's own line."""

    WISHED = "wished"
    GRANTED = "granted"
    WAITING = "waiting"


PART_WORDS: dict[PartKind, Text] = {
    PartKind.DAY: say("Day"),
    PartKind.MEAL: say("Meal"),
    PartKind.DINNER: say("Dinner"),
    PartKind.NIGHT: say("Night"),
    PartKind.BUS: say("Bus"),
    PartKind.SIDE_MEETING: say("Side meeting"),
}
ROOM_WORDS: dict[RoomType, Text] = {RoomType.SINGLE: say("Single room"), RoomType.DOUBLE: say("Double room")}
PART_STATE_WORDS: dict[PartState, Text] = {
    PartState.WISHED: say("Wished for"),
    PartState.GRANTED: say("Yes"),
    PartState.WAITING: say("On the waiting list"),
}


NO_WORDS = Words()


@dataclass(frozen=True)
class Stop:
    """Where a bus stops."""

    name: str
    leaves: time | None = None
    stop_id: int | None = None
    """None for one that is new."""


@dataclass(frozen=True)
class PartDetails:
    """What the lead says of a part."""

    kind: PartKind
    held_on: date
    name: Words
    starts: time | None = None
    capacity: int | None = None
    last_day: date | None = None
    price: Words = NO_WORDS
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True)
class PartOffer:
    """A part as it can be chosen, and how full it is."""

    part_id: int
    details: PartDetails
    taken: int
    """Granted to people who are there in person and have a seat, or are offered one."""
    last_in_line: int
    """The highest number in its line; 0 when nobody waits."""

    @property
    def left(self) -> int | None:
        """None: no limit."""
        capacity = self.details.capacity
        return None if capacity is None else max(0, capacity - self.taken)

    def is_closed(self, today: date) -> bool:
        """Whether its last day has passed, where the gathering is held."""
        return self.details.last_day is not None and today > self.details.last_day


@dataclass(frozen=True)
class PartChoice:
    """Somebody's yes to a part that is no day."""

    part_id: int
    room: RoomType | None = None
    share_with: str = ""
    stop_id: int | None = None


def check_part(details: PartDetails, *, last_meeting_day: date) -> None:
    """Raises Invalid, by field, for a part that cannot be."""
    wrong: dict[str, Text] = {}
    if not details.name.sv and details.kind is not PartKind.DAY:
        wrong["name_sv"] = say("This needs an answer.")
    if details.capacity is not None and details.capacity < 1:
        wrong["capacity"] = say("At least one place, or leave it empty for no limit.")
    if details.last_day is not None and details.last_day > max(details.held_on, last_meeting_day):
        wrong["last_day"] = say("The last day to register cannot come after the gathering.")
    names = [stop.name.casefold() for stop in details.stops]
    if len(set(names)) < len(names):
        wrong["stops"] = say("The same stop stands there twice.")
    if wrong:
        raise Invalid(wrong)


def check_choices(
    chosen: Sequence[PartChoice], offers: Sequence[PartOffer], before: Sequence[PartChoice], today: date
) -> None:
    """Raises Invalid, by field `part_<id>`: a part that is none, is closed, or lacks its room or stop.

    `before` is what they had chosen: a part whose last day has passed stays as it was.
    """
    known = {offer.part_id: offer for offer in offers}
    wrong: dict[str, Text] = {}
    had = {choice.part_id: choice for choice in before}
    now = {choice.part_id: choice for choice in chosen}
    for choice in chosen:
        offer = known.get(choice.part_id)
        if offer is None or offer.details.kind is PartKind.DAY:
            wrong["parts"] = say("What one can choose has changed. Look through your choices again.")
        else:
            stops = {stop.stop_id for stop in offer.details.stops}
            if offer.details.kind is PartKind.NIGHT and choice.room is None:
                wrong[f"room_{choice.part_id}"] = say("Choose a single or a double room.")
            if stops and choice.stop_id not in stops:
                wrong[f"stop_{choice.part_id}"] = say("Choose where you get on.")
    for part_id in had.keys() | now.keys():
        offer = known.get(part_id)
        if offer is not None and offer.is_closed(today) and had.get(part_id) != now.get(part_id):
            name = f"part_{part_id}"
            wrong[name] = say("The last day to change this has passed. Ask the contact person.")
    if wrong:
        raise Invalid(wrong)


def check_open_days(
    chosen: Collection[date], before: Collection[date], offers: Sequence[PartOffer], today: date
) -> None:
    """Raises Invalid for a day that somebody takes or leaves after the day's own last day."""
    closed = {o.details.held_on for o in offers if o.details.kind is PartKind.DAY and o.is_closed(today)}
    if closed & (set(chosen) ^ set(before)):
        raise Invalid({"days": say("The last day to change this has passed. Ask the contact person.")})


def share_part(offer: PartOffer, in_person: Sequence[bool]) -> tuple[PartState, ...]:
    """Who of those that ask for a part, in their order, gets it now; `in_person` is whether each needs a place."""
    left = offer.left
    states: list[PartState] = []
    for needs_place in in_person:
        if not needs_place or left is None:
            states.append(PartState.GRANTED)
        elif left > 0:
            states.append(PartState.GRANTED)
            left -= 1
        else:
            states.append(PartState.WAITING)
    return tuple(states)


def usual_parts(days: Sequence[date], offers: Sequence[PartOffer]) -> tuple[PartDetails, ...]:
    """What most gatherings have and this one lacks: lunch each day, dinner the first evening, the nights between.

    A day that has a part of that kind already is left as it is.
    """
    lunch, dinner, night = Words("Lunch", "Lunch"), Words("Middag", "Dinner"), Words("Natt", "Night")
    wanted = [PartDetails(PartKind.MEAL, day, lunch, starts=time(12)) for day in days]
    if len(days) > 1:
        wanted.append(PartDetails(PartKind.DINNER, days[0], dinner, starts=time(19)))
        wanted += [PartDetails(PartKind.NIGHT, day, night) for day in days[:-1]]
    present = {(offer.details.kind, offer.details.held_on) for offer in offers}
    return tuple(details for details in wanted if (details.kind, details.held_on) not in present)
