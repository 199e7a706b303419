"""What is said of an activity, how far it has come, and when it is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from planner.core.errors import Invalid
from planner.core.language import Text, Words, say
from planner.core.timespan import instant
from planner.meetings.rules import Mode, check_year

MOST_DAYS = 60
"""An activity that lasts longer is no entry in a calendar."""


class ActivityState(StrEnum):
    """How far what was entered has come. What everybody sees is another thing: see snapshot.Shown."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


STATE_WORDS: dict[ActivityState, Text] = {
    ActivityState.DRAFT: say("Draft"),
    ActivityState.WAITING: say("Waiting for the project lead"),
    ActivityState.APPROVED: say("In the calendar"),
    ActivityState.WITHDRAWN: say("Withdrawn"),
    ActivityState.CANCELLED: say("Cancelled"),
}


@dataclass(frozen=True)
class ActivityDetails:
    """What is entered about an activity. Without `starts` it lasts whole days; no `last_day`: one day."""

    title: Words
    cluster_id: int
    first_day: date
    zone: str
    last_day: date | None = None
    starts: time | None = None
    ends: time | None = None
    text: Words = Words()  # noqa: RUF009 - frozen
    mode: Mode = Mode.ON_SITE
    place: str = ""
    county: str = ""
    theme_ids: tuple[int, ...] = ()
    link: str = ""
    """As typed."""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """From the first day to the last one; between two instants unless it lasts whole days."""

    first_day: date
    last_day: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def when_of(details: ActivityDetails) -> When:
    """When it is. Raises Invalid by field for what cannot be."""
    first, last = details.first_day, details.last_day or details.first_day
    check_year(first, field="first_day")
    if last < first:
        raise Invalid({"last_day": say("The last day cannot come before the first.")})
    if (last - first).days >= MOST_DAYS:
        raise Invalid({"last_day": say("At most %(most)s days.", most=MOST_DAYS)})
    if details.starts is None:
        if details.ends is not None:
            raise Invalid({"starts": say("Say when it begins too, or leave both times empty.")})
        return When(first, last)
    if details.ends is None:
        raise Invalid({"ends": say("Say when it ends too, or leave both times empty.")})
    starts_at = instant(first, details.starts, details.zone, field="starts")
    ends_at = instant(last, details.ends, details.zone, field="ends")
    if ends_at <= starts_at:
        raise Invalid({"ends": say("It must end after it begins.")})
    return When(first, last, starts_at, ends_at)


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Every day from the first to the last, both of them among it."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
