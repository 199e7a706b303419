"""What the papers of the staff have in common: what they say of themselves, and the pieces of their heads."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from planner.core.language import BigDate, Lang, Text, big_date, clock, date_part, plain_day_words, say, say_many
from planner.core.timespan import local
from planner.papers.pdf.document import Frame, House
from planner.papers.queries.staff import Head

MOST_NUMBERS = 4
"""More days than these, apart from each other, are told as from the first to the last."""


@dataclass(frozen=True)
class DayMark:
    """A day as it hangs in the margin."""

    weekday: str
    number: int
    month: str


def staff_frame(head: Head, lang: Lang, house: House, name: Text) -> Frame:
    """Of a paper called `name`. Its dates are those of the latest change, so that what is alike is printed alike."""
    return Frame(
        lang=lang,
        title=f"{name.in_(lang)}: {head.title.in_(lang)}",
        about=changed_words(head, lang),
        authors=tuple(dict.fromkeys(filter(None, (house.network, *head.hosts, head.contact.name)))) or ("Samling",),
        at=head.changed_at or datetime.combine(head.days[0].held_on, time(0), UTC),
    )


def changed_words(head: Head, lang: Lang) -> str:
    """As things stood: Senaste ändring 3 oktober 2026 kl. 14.32"""
    if head.changed_at is None:
        return say("Nothing is planned yet").in_(lang)
    at = local(head.changed_at, head.zone)
    words = say("Latest change %(day)s at %(time)s", day=plain_day_words(at.date(), lang), time=clock(at, lang))
    return words.in_(lang)


def day_mark(day: date, lang: Lang) -> DayMark:
    """onsdag 14 oktober"""
    return DayMark(date_part(day, "EEEE", lang), day.day, date_part(day, "MMMM", lang))


def big_of(head: Head, lang: Lang) -> BigDate:
    """The dates of the gathering as an ornament."""
    days = tuple(day.held_on for day in head.days)
    together = (days[-1] - days[0]).days == len(days) - 1
    if together or len(days) <= MOST_NUMBERS:
        return big_date(days, lang)
    first, last = days[0], days[-1]
    counted = say_many("%(n)s day", "%(n)s days", len(days)).in_(lang)
    if (first.year, first.month) == (last.year, last.month):
        numbers = f"{first.day}–{last.day}"
    else:
        numbers = "–".join(f"{day.day} {date_part(day, 'MMM', lang)}" for day in (first, last))
    return replace(big_date((first, last), lang), weekdays=counted, days=numbers)
