"""What the pages of starters share: a way to go, shown as a small timetable, and what came of one, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from planner.core.language import Lang, say, say_many
from planner.core.work import Work
from planner.meetings.rules import DayHours
from planner.starters.queries import TemplateValue
from planner.starters.rules import Fitted, Ground, LookDay, Parked, Saved, Starter, fit, timetable
from planner.web.page import flash, for_person

SOME_MONDAY = date(2001, 1, 1)
"""Where a starter lies while nobody has said on which days it goes. It is shown as the first day."""


@dataclass(frozen=True)
class Way:
    """A starter or a template, laid out."""

    key: str
    name: str
    words: str
    fitted: Fitted
    days: tuple[LookDay, ...]


def starters_page(page: str, work: Work, *, code: int = 200, **shown: object) -> ResponseReturnValue:
    """A page of this slice."""
    answer = render_template(f"starters/{page}.html", page_here="plan.meetings", **shown, **for_person(work.actor))
    return answer, code


def core_of(pattern: Starter | TemplateValue) -> Starter | Saved:
    """What an agenda is laid out after."""
    return pattern.saved if isinstance(pattern, TemplateValue) else pattern


def way_of(pattern: Starter | TemplateValue, ground: Ground) -> Way:
    """A starter or template on a gathering's days."""
    fitted = fit(core_of(pattern), ground)
    days = timetable(fitted.items, ground.dates)
    return Way(pattern.key, name_of(pattern, ground.lang), _words(pattern, ground.lang), fitted, days)


def usual_way(pattern: Starter | TemplateValue, lang: Lang) -> Way:
    """A starter or template on days of its own, for who has no gathering yet."""
    core = core_of(pattern)
    hours = core.hours_for(len(core.offsets))
    days = tuple(
        DayHours(SOME_MONDAY + timedelta(days=after), *(found or (time(0), time(23, 59))))
        for after, found in zip(core.offsets, hours, strict=True)
    )
    return way_of(pattern, Ground(days, "UTC", lang))


def name_of(pattern: Starter | TemplateValue, lang: Lang) -> str:
    """What it is called."""
    return pattern.name.in_(lang) if isinstance(pattern, Starter) else pattern.name


def _words(pattern: Starter | TemplateValue, lang: Lang) -> str:
    if isinstance(pattern, Starter):
        return pattern.words.in_(lang)
    day = pattern.made_at.date()
    return say("Saved by %(name)s on %(day)s.", name=pattern.made_by, day=day).in_(lang)


def tell_what_came(fitted: Fitted, lang: Lang) -> None:
    """Say on the next page what was put on the agenda, and what was not."""
    number = len(fitted.items)
    flash(say_many("%(n)s item is on the agenda now.", "%(n)s items are on the agenda now.", number))
    if fitted.buses:
        flash(say("The bus with its stops is among the parts that people can say yes to. Write where they are."))
    tell_what_is_parked(fitted.parked, lang)


def tell_what_is_parked(parked: Sequence[Parked], lang: Lang) -> None:
    """Say on the next page what found no place."""
    if parked:
        titles = ", ".join(f"“{one.details.title.in_(lang)}”" for one in parked)
        flash(
            say_many(
                "%(n)s item is in the parking column: %(titles)s.",
                "%(n)s items are in the parking column: %(titles)s.",
                len(parked),
                titles=titles,
            )
        )
