"""Meals that were served, and from what that is known. Of values at hand: asks nothing of the database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from planner.agenda.rules import ItemKind
from planner.checkin.rules import DoorPart, Roll
from planner.core.language import Words
from planner.core.timespan import local
from planner.meetings.queries import Gate
from planner.meetings.rules import Mode, Status
from planner.programmes.snapshot import Programme
from planner.registrations.rules import PartKind

EARLY = timedelta(hours=1)
"""A meal that one says yes to is the programme's, if it begins during that or so long before."""


class Counted(StrEnum):
    """From what the number of a meal is known; the surest first."""

    TICKED = "ticked"
    """Ticked at the meal itself."""
    SIGNED_UP_AND_THERE = "signed_up_and_there"
    THERE = "there"
    """There that day: the meal is for all."""
    SIGNED_UP = "signed_up"
    REGISTERED = "registered"
    """Registered for the day: the meal is for all."""


@dataclass(frozen=True)
class Meal:
    """A meal that one says yes to, or one that stands in the programme for all."""

    held_on: date
    starts: time | None
    name: Words
    served: int
    counted: Counted


def meals_in(roll: Roll, programme: Programme | None, gate: Gate) -> tuple[Meal, ...]:
    """In the order of time. The programme's meals count where no part one says yes to is the same meal.

    Of a gathering that was called off only what was ticked: nobody cooked for those who had signed up.
    """
    if gate.status is Status.CANCELLED and not roll.states:
        return ()
    parts = [part for part in roll.parts if part.kind in (PartKind.MEAL, PartKind.DINNER)]
    meals = [_of_part(roll, part) for part in parts]
    if programme is not None and gate.mode is not Mode.ONLINE:
        meals += [
            _for_all(roll, starts.date(), starts.time(), entry.title)
            for entry in programme.entries
            if entry.kind == ItemKind.MEAL and not entry.cancelled
            for starts, ends in ((local(entry.starts_at, gate.zone), local(entry.ends_at, gate.zone)),)
            if not any(_is_same(part, starts, ends, entry.title) for part in parts)
        ]
    return tuple(sorted(meals, key=lambda meal: (meal.held_on, meal.starts or time.max)))


def _is_same(part: DoorPart, starts: datetime, ends: datetime, title: Words) -> bool:
    if part.held_on != starts.date():
        return False
    if part.starts is None:
        return part.name.sv.casefold() == title.sv.casefold()
    begins = datetime.combine(part.held_on, part.starts, starts.tzinfo)
    return starts - EARLY <= begins < ends


def _of_part(roll: Roll, part: DoorPart) -> Meal:
    is_ticked = any(part_id == part.part_id for _, part_id in roll.states)
    if is_ticked:
        served = sum(roll.is_present(person, part.part_id) for person in roll.people)
        return _meal(part, served, Counted.TICKED)
    signed_up = [person for person in roll.people if part.part_id in person.part_ids]
    if _is_noted(roll, part.held_on):
        there = sum(part.held_on in roll.days_of(person) for person in signed_up)
        return _meal(part, there, Counted.SIGNED_UP_AND_THERE)
    return _meal(part, len(signed_up), Counted.SIGNED_UP)


def _meal(part: DoorPart, served: int, counted: Counted) -> Meal:
    return Meal(part.held_on, part.starts, part.name, served, counted)


def _for_all(roll: Roll, day: date, starts: time, title: Words) -> Meal:
    if _is_noted(roll, day):
        there = sum(day in roll.days_of(person) for person in roll.people)
        return Meal(day, starts, title, there, Counted.THERE)
    days = {part.part_id for part in roll.parts if part.is_day and part.held_on == day}
    return Meal(day, starts, title, sum(bool(days & person.part_ids) for person in roll.people), Counted.REGISTERED)


def _is_noted(roll: Roll, day: date) -> bool:
    parts = {part.part_id for part in roll.parts if part.held_on == day}
    return any(part_id in parts for _, part_id in roll.states)
