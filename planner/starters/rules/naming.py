"""What a copy is called, and when it begins, unless something else is said. Pure."""

import re
from datetime import date, timedelta

from planner.core.language import Words

A_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


def next_time(first_day: date, today: date) -> date:
    """The same weekday in the same week of a year to come: what a copy begins on unless something else is said."""
    found = first_day + timedelta(weeks=52)
    while found <= today:
        found += timedelta(weeks=52)
    return found


def title_for(title: Words, before: date, after: date) -> Words:
    """The title with the new year in place of the old, or behind it where it says none: no two are called the same."""
    old, new = str(before.year), str(after.year)

    def renewed(text: str) -> str:
        return text.replace(old, new) if not text or A_YEAR.search(text) else f"{text} {new}"

    return Words(renewed(title.sv), renewed(title.en))
