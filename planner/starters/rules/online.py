"""Starters of mornings online: one webinar, or a series. Pure."""

from planner.agenda.rules import ItemKind
from planner.core.language import say
from planner.meetings.rules import MeetingKind, Mode
from planner.starters.rules.values import DayPlan, Line, Place, Starter
from planner.starters.rules.writing import day, line, talk

_HERE = Place.ONLINE


def _answers(clock: str) -> Line:
    return line(clock, 15, ItemKind.DISCUSSION, ("Frågor och svar", "Questions and answers"), place=_HERE)


def _pause(clock: str, minutes: int) -> Line:
    return line(clock, minutes, ItemKind.BREAK, ("Paus", "Break"))


_WEBINAR = day(
    "9.00",
    "12.00",
    line("9.00", 10, ItemKind.OTHER, ("Välkommen: så går det till", "Welcome: how it goes"), place=_HERE),
    talk("9.10", 35, "Föredrag: ämnet i stort", "Talk: the subject at large", _HERE),
    _answers("9.45"),
    _pause("10.00", 15),
    talk("10.15", 35, "Föredrag: så gör ett kluster", "Talk: how one cluster does it", _HERE),
    _answers("10.50"),
    _pause("11.05", 10),
    line("11.15", 35, ItemKind.PANEL, ("Samtal mellan talarna", "The speakers in conversation"), place=_HERE),
    line("11.50", 10, ItemKind.OTHER, ("Avslutning", "Closing"), place=_HERE),
)

WEBINAR = Starter(
    key="webinar",
    name=say("Webinar, one morning"),
    words=say("Nine to twelve, online: two talks with questions, a conversation, and two short breaks."),
    kind=MeetingKind.WEBINAR,
    mode=Mode.ONLINE,
    offsets=(0,),
    shapes=((_WEBINAR,),),
    between=_WEBINAR,
)


def _morning(begins: tuple[str, str], ends: tuple[str, str]) -> DayPlan:
    return day(
        "9.00",
        "12.00",
        line("9.00", 15, ItemKind.OTHER, begins, place=_HERE),
        talk("9.15", 45, "Dagens föredrag", "Talk of the day", _HERE),
        _answers("10.00"),
        _pause("10.15", 15),
        line("10.30", 45, ItemKind.DISCUSSION, ("Gruppsamtal", "Group discussion"), place=_HERE),
        _pause("11.15", 10),
        line("11.25", 35, ItemKind.DISCUSSION, ends, place=_HERE),
    )


_SINCE = ("Välkommen tillbaka: sedan sist", "Welcome back: since last time")
_BEGIN = ("Välkommen: så går serien till", "Welcome: how the series goes")
_NEXT = ("Det tar vi med oss till nästa gång", "What we take along to next time")
_END = ("Summering: det tar vi med oss", "Summing up: what we take with us")

MORNINGS = Starter(
    key="mornings",
    name=say("Series of mornings, a week apart"),
    words=say("Four mornings online, nine to twelve: a talk, group discussion, and what to do until next time."),
    kind=MeetingKind.WEBINAR,
    mode=Mode.ONLINE,
    offsets=(0, 7, 14, 21),
    shapes=((_morning(_BEGIN, _END),), (_morning(_BEGIN, _NEXT), _morning(_SINCE, _END))),
    between=_morning(_SINCE, _NEXT),
)
