"""How a starter is laid on a gathering's days: nothing comes outside them, and what has no room is parked. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from planner.agenda.rules import ItemDetails
from planner.core.errors import Invalid
from planner.core.language import Text, Words, say
from planner.core.timespan import instant
from planner.meetings.rules import DayHours
from planner.registrations.rules import PartDetails, PartKind, Stop
from planner.starters.rules.rooms import rooms_for
from planner.starters.rules.values import DayPlan, Fitted, Ground, Line, Parked, Starter, parked

LEAST_MINUTES = 15
"""An item is not made shorter than this, nor than two thirds of its length."""


def fit_starter(starter: Starter, ground: Ground) -> Fitted:
    """The starter on the gathering's days and within their hours.

    What stands before the first meal of a day moves with the day's opening; meals, and what comes after them, keep
    their clock. An item that is cut off by the end of the day, or by the meal, is shortened by at most a third; when
    that does not help it is parked.
    """
    laying = _Laying(ground)
    plans = starter.plans_for(len(ground.days))
    for plan, day in zip(plans, ground.days, strict=False):
        if plan is not None:
            laying.lay(plan, day)
    for plan in plans[len(ground.days) :]:
        laying.park_day(plan)
    number = _about_number(starter, plans, len(ground.days))
    return Fitted(
        items=tuple(laying.items),
        parked=tuple(laying.parked),
        buses=tuple(laying.buses),
        remarks=(*([number] if number else ()), *laying.remarks),
    )


def is_skipped(day: date, at: time, zone: str) -> bool:
    """Whether the clocks skip that time, as they do when summer time begins."""
    try:
        instant(day, at, zone)
    except Invalid:
        return True
    return False


def past_the_gap(item: ItemDetails) -> ItemDetails:
    """An hour later, when the clocks go again."""
    later = datetime.combine(item.held_on, item.starts) + timedelta(hours=1)
    return replace(item, held_on=later.date(), starts=later.time())


def skipped_words(day: date, at: time) -> Text:
    """That they do, for people."""
    return say("The clocks skip %(time)s on %(day)s.", time=at, day=day)


@dataclass
class _Laying:
    """What has been laid so far."""

    ground: Ground
    items: list[ItemDetails] = field(default_factory=list)
    parked: list[Parked] = field(default_factory=list)
    buses: list[PartDetails] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)

    def lay(self, plan: DayPlan, day: DayHours) -> None:
        """One day of the starter on one of the gathering's."""
        opens, closes = _minutes(day.opens), _minutes(day.closes)
        shift = opens - _minutes(plan.opens)
        meal = next((line.at for line in plan.lines if line.fixed), None)
        if shift and any(_moves(line, meal) for line in plan.lines):
            self.remarks.append(_about_opening(plan, day, has_meal=meal is not None))
        # What moves must be over when what keeps its clock begins.
        bound = min([closes, *(line.at for line in plan.lines if line.at >= opens and not _moves(line, meal))])
        stops: list[Stop] = []
        for line in plan.lines:
            moves = _moves(line, meal)
            begins, ends = (line.at + shift, bound) if moves else (line.at, closes)
            if self._put(line, day, begins, (opens, ends)) and line.is_stop:
                stops.append(Stop(say_stop(len(stops) + 1), _clock(begins)))
        if stops:
            bus = Words("Buss", "Bus")
            self.buses.append(PartDetails(PartKind.BUS, day.held_on, bus, starts=stops[0].leaves, stops=tuple(stops)))

    def park_day(self, plan: DayPlan | None) -> None:
        """A day of the starter that the gathering does not have: its items are parked, on the last day there is."""
        why = say("The gathering has no such day.")
        for line in plan.lines if plan else ():
            self.parked.append(parked(self._details(line, self.ground.dates[-1], line.at, line.minutes), why))

    def _put(self, line: Line, day: DayHours, begins: int, within: tuple[int, int]) -> bool:
        """Whether there was room."""
        minutes = _room(begins, line.minutes, within)
        # Where it would have begun, or as near to that as a clock can say.
        shown = min(max(begins, 0), 24 * 60 - 1)
        details = self._details(line, day.held_on, shown, minutes or line.minutes)
        if not minutes:
            early = begins < within[0]
            why = say("The day has not begun by then.") if early else say("There is not time enough.")
            self.parked.append(parked(details, why))
        elif is_skipped(day.held_on, details.starts, self.ground.zone):
            self.parked.append(parked(past_the_gap(details), skipped_words(day.held_on, details.starts)))
            minutes = 0
        else:
            self.items.append(details)
            if minutes < line.minutes:
                self.remarks.append(
                    say("“%(title)s” is shortened to %(minutes)s minutes.", title=line.title, minutes=minutes)
                )
        return bool(minutes)

    def _details(self, line: Line, held_on: date, begins: int, minutes: int) -> ItemDetails:
        return ItemDetails(
            kind=line.kind,
            title=line.title,
            held_on=held_on,
            starts=_clock(begins),
            minutes=minutes,
            room_id=rooms_for(self.ground.rooms).get(line.place),
            notes=line.note.in_(self.ground.lang) if line.note else "",
        )


def say_stop(number: int) -> str:
    """What a stop is called until somebody says where it is. A stop has one name, in the network's own language."""
    return f"Hållplats {number}"


def _room(begins: int, minutes: int, within: tuple[int, int]) -> int:
    """How long it can be, in steps of five minutes when it is shortened; 0: there is no room for it."""
    if begins < within[0]:
        return 0
    left = within[1] - begins
    if left >= minutes:
        return minutes
    left -= left % 5
    return left if left >= LEAST_MINUTES and left * 3 >= minutes * 2 else 0


def _moves(line: Line, meal: int | None) -> bool:
    return meal is None or line.at < meal


def _about_opening(plan: DayPlan, day: DayHours, *, has_meal: bool) -> Text:
    if has_meal:
        return say(
            "Since %(day)s begins at %(opens)s and not at %(usual)s, what comes before the first meal moves along.",
            day=day.held_on,
            opens=day.opens,
            usual=plan.opens,
        )
    return say(
        "Since %(day)s begins at %(opens)s and not at %(usual)s, everything moves along.",
        day=day.held_on,
        opens=day.opens,
        usual=plan.opens,
    )


def _about_number(starter: Starter, plans: Sequence[DayPlan | None], number: int) -> Text | None:
    """What becomes of days more or fewer than the starter usually has."""
    if len(plans) > number:
        return say("The gathering has fewer days than this usually has: what belongs to the others is parked.")
    if None in plans:
        return say("The gathering has more days than this usually has: the later ones stay empty.")
    longest = max([len(starter.offsets), *(len(shape) for shape in starter.shapes)])
    if number <= longest:
        return None
    if len(starter.shapes[-1]) > 1:
        return say("The gathering has more days than this usually has: those between the first and the last are alike.")
    return say("The gathering has more days than this usually has: they are all alike.")


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))
