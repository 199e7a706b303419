"""When schools are usually closed, county by county. Usually: each municipality decides for itself. Pure.

Winter, autumn, Christmas and Easter breaks after Skolporten's compilation of the school years of all municipalities,
by county ("Grundskolans läsårstider", 2020/2021); summer after Sommarlovet.se's by county (2020/2021). What differs
within a county stands here as several weeks.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from planner.polls.rules.free import easter_day

WINTER_WEEKS: dict[str, tuple[int, ...]] = {
    "Norrbottens län": (10,),
    "Västerbottens län": (10,),
    "Jämtlands län": (10,),
    "Västernorrlands län": (10,),
    "Gävleborgs län": (9, 10),
    "Dalarnas län": (9,),
    "Värmlands län": (9,),
    "Örebro län": (8,),
    "Västmanlands län": (9,),
    "Uppsala län": (8, 9),
    "Stockholms län": (9,),
    "Södermanlands län": (8,),
    "Östergötlands län": (7, 8),
    "Västra Götalands län": (7, 8, 9, 10),
    "Jönköpings län": (7,),
    "Kalmar län": (8,),
    "Gotlands län": (9,),
    "Kronobergs län": (8,),
    "Hallands län": (7, 8),
    "Blekinge län": (8,),
    "Skåne län": (8,),
}
"""County → the ISO weeks in which its schools usually have the winter break."""
AUTUMN_WEEK = 44


class Break(StrEnum):
    WINTER = "winter"
    EASTER = "easter"
    SUMMER = "summer"
    AUTUMN = "autumn"
    CHRISTMAS = "christmas"


def break_on(day: date, counties: Collection[str]) -> tuple[Break, tuple[str, ...]] | None:
    """The break that usually falls on this day, and the counties of `counties` that it is for (empty: for all)."""
    week = day.isocalendar().week
    closed = tuple(county for county in WINTER_WEEKS if county in counties and week in WINTER_WEEKS[county])
    if closed:
        return Break.WINTER, closed
    everywhere = _everywhere(day, week)
    return (everywhere, ()) if everywhere else None


def _everywhere(day: date, week: int) -> Break | None:
    if week == AUTUMN_WEEK:
        return Break.AUTUMN
    if (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 8):
        return Break.CHRISTMAS
    if (6, 10) <= (day.month, day.day) <= (8, 18):
        return Break.SUMMER
    return Break.EASTER if day in _easter_weeks(day.year) else None


@lru_cache(maxsize=32)
def _easter_weeks(year: int) -> frozenset[date]:
    """The week before Easter Day, which it ends, and the week after: a municipality has one or the other."""
    easter = easter_day(year)
    return frozenset(easter + timedelta(days=n) for n in range(-6, 8)) if easter else frozenset()
