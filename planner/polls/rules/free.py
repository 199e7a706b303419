"""Days on which Sweden is free: weekends, red days, the eves that are as good as red, and what lies between. Pure."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from planner.core.language import Words

_KINDS = ("public", "de_facto")
"""By law (1989:253), and Midsummer Eve, Christmas Eve and New Year's Eve, which count as Sundays in working life."""


def holiday_on(day: date) -> Words | None:
    """What the day is called, if it is red or as good as."""
    return _holidays(day.year).get(day)


def is_free(day: date) -> bool:
    """Saturday, Sunday, or a holiday."""
    return day.weekday() >= 5 or holiday_on(day) is not None


def is_bridge(day: date) -> bool:
    """A working day between two free ones (klämdag): many take it off."""
    return not is_free(day) and is_free(day - timedelta(days=1)) and is_free(day + timedelta(days=1))


def easter_day(year: int) -> date | None:
    """Easter Day of a year; None for one that is too far away for the calendar of holidays."""
    return next((day for day, name in _holidays(year).items() if name.sv == "Påskdagen"), None)


@lru_cache(maxsize=64)
def _holidays(year: int) -> dict[date, Words]:
    swedish = holidays.country_holidays("SE", years=year, language="sv", categories=_KINDS)
    english = holidays.country_holidays("SE", years=year, language="en_US", categories=_KINDS)
    return {day: Words(name, english[day]) for day, name in sorted(swedish.items()) if day.year == year}
