"""What a starter is made of, what it is laid on, and what comes of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import Protocol

from planner.agenda.rules import ItemDetails, ItemKind
from planner.core.language import Lang, Text, Words
from planner.meetings.rules import DayHours, MeetingKind, Mode
from planner.network.rules import RoomKind
from planner.registrations.rules import PartDetails

Hours = tuple[time, time]
"""From when to when a day goes, on the wall clock."""


class Place(StrEnum):
    """Where a line of a starter is held: which of the venue's rooms that is shows when it is used."""

    HALL = "hall"
    GROUP_1 = "group_1"
    GROUP_2 = "group_2"
    GROUP_3 = "group_3"
    DINING = "dining"
    BUS = "bus"
    ONLINE = "online"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a starter. Lines that begin at the same time are parallel."""

    at: int
    """Minutes from midnight, on a day with the starter's own hours."""
    minutes: int
    kind: ItemKind
    title: Words
    place: Place = Place.NOWHERE
    note: Text | None = None
    """For planners: what is still to be filled in."""
    fixed: bool = False
    """Keeps its clock though the day opens at another hour, as a meal does. What stands before the first such line of
    a day moves along with the opening."""
    is_stop: bool = False
    """The bus picks people up."""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day of a starter: its usual hours, and its lines in the order of time."""

    opens: time
    closes: time
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Starter:
    """How gatherings of one sort usually go."""

    key: str
    """In addresses."""
    name: Text
    words: Text
    kind: MeetingKind
    mode: Mode
    offsets: tuple[int, ...]
    """Its usual days, counted from the first one."""
    shapes: tuple[tuple[DayPlan, ...], ...]
    """From the shortest to the longest: the longest that a gathering has days for is used."""
    between: DayPlan | None = None
    """Of the days between the first and the last of a shape, when the gathering has more; of one day, those after it.
    None: they stay empty."""

    def plans_for(self, number: int) -> tuple[DayPlan | None, ...]:
        """The plan of each day of a gathering with so many; more of them than that when even the shortest shape is
        longer."""
        fitting = [shape for shape in self.shapes if len(shape) <= number]
        shape = fitting[-1] if fitting else self.shapes[0]
        more = (self.between,) * (number - len(shape))
        if len(shape) > 1 and self.between is not None:
            return (*shape[:-1], *more, shape[-1])
        return (*shape, *more)

    def hours_for(self, number: int) -> tuple[Hours | None, ...]:
        """The usual hours of each day of a gathering with so many; of a day that stays empty, those of the first."""
        first = self.shapes[0][0]
        return tuple(((plan or first).opens, (plan or first).closes) for plan in self.plans_for(number)[:number])


class Pattern(Protocol):
    """What an agenda can be laid out after: a starter, or a template that was saved."""

    @property
    def kind(self) -> MeetingKind: ...
    @property
    def mode(self) -> Mode: ...
    @property
    def offsets(self) -> tuple[int, ...]: ...
    def hours_for(self, number: int) -> tuple[Hours | None, ...]: ...


class SomeRoom(Protocol):
    """A room of the gathering's venue."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> RoomKind: ...
    @property
    def capacity(self) -> int | None: ...


@dataclass(frozen=True)
class Ground:
    """What an agenda is laid on: a gathering's days, the rooms of its venue in order, and the reader's language."""

    days: tuple[DayHours, ...]
    zone: str
    lang: Lang
    rooms: Sequence[SomeRoom] = ()
    themes: Mapping[str, int] = field(default_factory=dict)
    """Numbers of the themes by their codes."""
    kind: MeetingKind | None = None
    """Of the gathering: what is meant for its kind is offered first."""

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(day.held_on for day in self.days)


@dataclass(frozen=True)
class Parked:
    """An item for which there is no place, and why: it comes into the parking column."""

    details: ItemDetails
    why: Text


def parked(details: ItemDetails, why: Text) -> Parked:
    """An item without a place. Day and start stay where it would have been."""
    return Parked(replace(details, parked=True), why)


@dataclass(frozen=True)
class Fitted:
    """What comes of laying a pattern on a gathering's days."""

    items: tuple[ItemDetails, ...]
    """In the order of time."""
    parked: tuple[Parked, ...] = ()
    buses: tuple[PartDetails, ...] = ()
    """With the stops that are among the items, for people to say where they get on."""
    remarks: tuple[Text, ...] = ()
    """What is otherwise than the pattern has it."""

    @property
    def wanted(self) -> tuple[ItemDetails, ...]:
        """Everything that comes onto the draft, parked or not."""
        return (*self.items, *(one.details for one in self.parked))
