"""Starters of gatherings where people meet in a house: lunch to lunch, a theme day, a steering group. Pure."""

from planner.agenda.rules import ItemKind
from planner.core.language import say
from planner.meetings.rules import MeetingKind, Mode
from planner.starters.rules.values import Line, Place, Starter
from planner.starters.rules.writing import day, dinner, fika, line, lunch, talk, welcome, workshops

_FIRST = day(
    "9.30",
    "21.00",
    line("9.30", 30, ItemKind.REGISTRATION, ("Fika och registrering", "Coffee and registration"), place=Place.DINING),
    welcome("10.00", 15),
    talk("10.15", 35, "Föredrag: ämnet i stort", "Talk: the subject at large"),
    talk("10.50", 35, "Föredrag: så gör ett kluster", "Talk: how one cluster does it"),
    line("11.25", 35, ItemKind.PANEL, ("Samtal mellan talarna", "The speakers in conversation"), place=Place.HALL),
    lunch(90),
    workshops("13.30", 60, 3),
    fika("14.30"),
    line("15.00", 60, ItemKind.DISCUSSION, ("Gruppsamtal", "Group discussion"), place=Place.HALL),
    line(
        "16.00", 30, ItemKind.DISCUSSION, ("Återsamling: det tar vi med oss", "Together again: what we take with us"),
        place=Place.HALL,
    ),
    dinner(),
)  # fmt: skip

_BETWEEN = day(
    "8.30",
    "21.00",
    line("8.30", 30, ItemKind.BREAK, ("Morgonkaffe", "Morning coffee"), place=Place.DINING),
    talk("9.00", 45, "Dagens föredrag", "Talk of the day"),
    fika("9.45"),
    workshops("10.15", 75, 2),
    line("11.30", 30, ItemKind.DISCUSSION, ("Återsamling", "Together again"), place=Place.HALL),
    lunch(60),
    line("13.00", 150, ItemKind.VISIT, ("Studiebesök", "Study visit")),
    fika("15.30"),
    line("16.00", 60, ItemKind.DISCUSSION, ("Gruppsamtal", "Group discussion"), place=Place.HALL),
    dinner(),
)

_LAST = day(
    "8.30",
    "13.00",
    line("8.30", 30, ItemKind.BREAK, ("Morgonkaffe", "Morning coffee"), place=Place.DINING),
    talk("9.00", 45, "Dagens föredrag", "Talk of the day"),
    fika("9.45"),
    workshops("10.15", 60, 2),
    line(
        "11.15", 30, ItemKind.DISCUSSION, ("Så går vi vidare: beslut och nästa steg", "What next: decisions and steps"),
        place=Place.HALL,
    ),
    line(
        "11.45", 15, ItemKind.OTHER,
        ("Avslutning: nästa värd och nästa träff", "Closing: next host and next gathering"),
        place=Place.HALL,
    ),
    lunch(60, "Lunch och hemresa", "Lunch and journey home"),
)  # fmt: skip

LUNCH_TO_LUNCH = Starter(
    key="lunch-to-lunch",
    name=say("Lunch to lunch, two days"),
    words=say("Coffee at 9.30, talks, parallel workshops and dinner; day two ends with lunch."),
    kind=MeetingKind.NETWORK,
    mode=Mode.ON_SITE,
    offsets=(0, 1),
    shapes=((_FIRST, _LAST),),
    between=_BETWEEN,
)

_WHOLE = day(
    "9.00",
    "16.00",
    line("9.00", 30, ItemKind.REGISTRATION, ("Fika och registrering", "Coffee and registration"), place=Place.DINING),
    welcome("9.30", 15),
    talk("9.45", 40, "Föredrag: ämnet i stort", "Talk: the subject at large"),
    line("10.25", 20, ItemKind.BREAK, ("Bensträckare", "Short break")),
    talk("10.45", 40, "Föredrag: så gör ett kluster", "Talk: how one cluster does it"),
    line("11.25", 35, ItemKind.PANEL, ("Samtal mellan talarna", "The speakers in conversation"), place=Place.HALL),
    lunch(60),
    workshops("13.00", 60, 3),
    fika("14.00"),
    line("14.30", 45, ItemKind.DISCUSSION, ("Gruppsamtal", "Group discussion"), place=Place.HALL),
    line("15.15", 45, ItemKind.OTHER, ("Summering och avslutning", "Summing up and closing"), place=Place.HALL),
)

THEME_DAY = Starter(
    key="theme-day",
    name=say("Theme day"),
    words=say("One day on one subject: talks and a panel before lunch, workshops and group discussion after it."),
    kind=MeetingKind.THEME_DAY,
    mode=Mode.ON_SITE,
    offsets=(0,),
    shapes=((_WHOLE,),),
    between=_WHOLE,
)


def _item(clock: str, minutes: int, kind: ItemKind, sv: str, en: str) -> Line:
    return line(clock, minutes, kind, (sv, en), place=Place.HALL)


# What is content has its number from its place: a title says none, or it would be wrong after the first move.
_STEERING = day(
    "13.00",
    "15.00",
    _item("13.00", 5, ItemKind.OTHER, "Mötet öppnas, dagordningen", "Opening, and what is on the list"),
    _item("13.05", 10, ItemKind.OTHER, "Föregående mötes protokoll", "Minutes of the last meeting"),
    _item("13.15", 35, ItemKind.OTHER, "Lägesrapport", "Report"),
    _item("13.50", 45, ItemKind.OTHER, "Beslut", "Decisions"),
    _item("14.35", 15, ItemKind.OTHER, "Övriga frågor", "Other matters"),
    _item("14.50", 10, ItemKind.OTHER, "Nästa möte", "Next meeting"),
)

STEERING = Starter(
    key="steering-group",
    name=say("Steering group meeting"),
    words=say("Numbered items: opening, last minutes, report, decisions, other matters, next meeting."),
    kind=MeetingKind.STEERING,
    mode=Mode.HYBRID,
    offsets=(0,),
    shapes=((_STEERING,),),
)
