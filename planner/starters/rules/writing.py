"""The short hand in which starters are written. Pure."""

from datetime import time
from typing import Any

from planner.agenda.rules import ItemKind
from planner.core.language import Words, say
from planner.starters.rules.values import DayPlan, Line, Place

LUNCH = "12.00"
SPEAKER = say("Who speaks? Ask them, and write their name.")
SUITS = say("Write whom it suits, so that people can choose.")
HOST = say("A host at the stop: name and telephone.")
AT_PLACE = say("Who receives us? Name, telephone, and how many they can take.")


def at(clock: str) -> int:
    """Minutes from midnight of a clock time such as 9.30."""
    hours, minutes = clock.split(".")
    return int(hours) * 60 + int(minutes)


def line(clock: str, minutes: int, kind: ItemKind, words: tuple[str, str], **more: Any) -> Line:
    """A line that begins at `clock`; `words` are Swedish and English, `more` any other field of a Line."""
    return Line(at(clock), minutes, kind, Words(*words), **more)


def day(opens: str, closes: str, *lines: Line | tuple[Line, ...]) -> DayPlan:
    """A day with its usual hours; lines that belong together may come as a tuple."""
    flat = tuple(one for given in lines for one in (given if isinstance(given, tuple) else (given,)))
    return DayPlan(_time(opens), _time(closes), flat)


def _time(clock: str) -> time:
    return time(*divmod(at(clock), 60))


def talk(clock: str, minutes: int, sv: str, en: str, place: Place = Place.HALL) -> Line:
    """A talk whose speaker is still to be found."""
    return line(clock, minutes, ItemKind.TALK, (sv, en), place=place, note=SPEAKER)


def welcome(clock: str, minutes: int, place: Place = Place.HALL) -> Line:
    """What a gathering begins with, by its own people."""
    return line(clock, minutes, ItemKind.OTHER, ("Välkommen", "Welcome"), place=place)


def fika(clock: str, minutes: int = 30) -> Line:
    """Coffee, and time to talk."""
    return line(clock, minutes, ItemKind.BREAK, ("Fika", "Coffee"), place=Place.DINING)


def lunch(minutes: int, sv: str = "Lunch", en: str = "Lunch") -> Line:
    """At noon, whenever the day begins."""
    return line(LUNCH, minutes, ItemKind.MEAL, (sv, en), place=Place.DINING, fixed=True)


def dinner(clock: str = "18.30") -> Line:
    """The evening together."""
    words = ("Middag och mingel", "Dinner and mingle")
    return line(clock, 150, ItemKind.SOCIAL, words, place=Place.DINING, fixed=True)


def workshops(clock: str, minutes: int, number: int) -> tuple[Line, ...]:
    """So many workshops at the same time, at most three."""
    places = (Place.GROUP_1, Place.GROUP_2, Place.GROUP_3)
    return tuple(
        line(
            clock,
            minutes,
            ItemKind.WORKSHOP,
            (f"Workshop {letter}", f"Workshop {letter}"),
            place=place,
            note=SUITS,
        )
        for letter, place in zip("ABC"[:number], places, strict=False)
    )


def stop(clock: str, minutes: int, number: int) -> Line:
    """The bus picks people up, and goes on to the next place."""
    words = (f"Bussen går från hållplats {number}", f"The bus leaves stop {number}")
    return line(clock, minutes, ItemKind.TRAVEL, words, place=Place.BUS, note=HOST, is_stop=True)


def visit(clock: str, minutes: int, number: int) -> Line:
    """A place that one sees."""
    words = (f"Studiebesök {number}", f"Study visit {number}")
    return line(clock, minutes, ItemKind.VISIT, words, note=AT_PLACE)
