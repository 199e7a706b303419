"""The starter of a study trip with a bus: stops, talks while driving, visits with a host each. Pure."""

from planner.agenda.rules import ItemKind
from planner.core.language import say
from planner.meetings.rules import MeetingKind, Mode
from planner.starters.rules.values import Line, Place, Starter
from planner.starters.rules.writing import day, dinner, fika, line, lunch, stop, talk, visit


def _driving(clock: str, minutes: int) -> Line:
    return talk(clock, minutes, "På bussen: samtal om det vi ska se", "On the bus: about what we will see", Place.BUS)


def _home(clock: str, minutes: int) -> Line:
    words = ("Hemresa: gruppsamtal på bussen", "Journey home: group discussion on the bus")
    return line(clock, minutes, ItemKind.TRAVEL, words, place=Place.BUS)


def _morning() -> tuple[Line, ...]:
    return (
        *(stop(clock, minutes, n) for n, (clock, minutes) in enumerate((("7.30", 20), ("7.50", 20), ("8.10", 10)), 1)),
        _driving("8.20", 40),
        visit("9.00", 75, 1),
        fika("10.15", 20),
        _driving("10.35", 25),
        visit("11.00", 60, 2),
        lunch(60),
        _driving("13.00", 30),
        visit("13.30", 90, 3),
        fika("15.00"),
    )


_THERE_AND_BACK = day("7.30", "17.30", _morning(), _home("15.30", 120))
_OUT = day(
    "7.30",
    "21.00",
    _morning(),
    visit("15.30", 90, 4),
    line("17.00", 60, ItemKind.OTHER, ("Incheckning", "Checking in")),
    dinner(),
)
_TOURING = day(
    "8.30",
    "21.00",
    _driving("8.30", 30),
    visit("9.00", 75, 1),
    fika("10.15", 20),
    _driving("10.35", 25),
    visit("11.00", 60, 2),
    lunch(60),
    visit("13.00", 90, 3),
    fika("14.30"),
    visit("15.00", 90, 4),
    dinner(),
)
_BACK = day(
    "8.30",
    "17.00",
    _driving("8.30", 30),
    visit("9.00", 75, 1),
    fika("10.15", 20),
    _driving("10.35", 25),
    visit("11.00", 60, 2),
    lunch(60),
    visit("13.00", 90, 3),
    fika("14.30"),
    _home("15.00", 120),
)

STUDY_TRIP = Starter(
    key="study-trip",
    name=say("Study trip by bus"),
    words=say("Three stops where people get on, talks while driving, three visits with a host each, lunch on the way."),
    kind=MeetingKind.STUDY_TRIP,
    mode=Mode.ON_SITE,
    offsets=(0,),
    shapes=((_THERE_AND_BACK,), (_OUT, _BACK)),
    between=_TOURING,
)
