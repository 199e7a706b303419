"""What a gathering may be and become: kinds, modes, its life, and when registration is open. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from planner.core.errors import Invalid
from planner.core.language import Text, Words, say
from planner.core.timespan import end_of_day, instant


class MeetingKind(StrEnum):
    NETWORK = "network"
    CLUSTER = "cluster"
    THEME_DAY = "theme_day"
    STUDY_TRIP = "study_trip"
    WEBINAR = "webinar"
    STEERING = "steering"
    OTHER = "other"


class Mode(StrEnum):
    """How a gathering is held, and how a person takes part (never HYBRID)."""

    ON_SITE = "on_site"
    ONLINE = "online"
    HYBRID = "hybrid"


class Status(StrEnum):
    DRAFT = "draft"
    SAVE_THE_DATE = "save_the_date"
    OPEN = "open"
    CLOSED = "closed"
    HELD = "held"
    CANCELLED = "cancelled"
    MOVED = "moved"


KIND_WORDS: dict[MeetingKind, Text] = {
    MeetingKind.NETWORK: say("Network gathering"),
    MeetingKind.CLUSTER: say("Cluster gathering"),
    MeetingKind.THEME_DAY: say("Theme day"),
    MeetingKind.STUDY_TRIP: say("Study trip"),
    MeetingKind.WEBINAR: say("Webinar"),
    MeetingKind.STEERING: say("Steering group meeting"),
    MeetingKind.OTHER: say("Gathering"),
}
MODE_WORDS: dict[Mode, Text] = {
    Mode.ON_SITE: say("On site"),
    Mode.ONLINE: say("Online"),
    Mode.HYBRID: say("On site and online"),
}
STATUS_WORDS: dict[Status, Text] = {
    Status.DRAFT: say("Draft"),
    Status.SAVE_THE_DATE: say("Save the date"),
    Status.OPEN: say("Open for registration"),
    Status.CLOSED: say("Registration closed"),
    Status.HELD: say("Held"),
    Status.CANCELLED: say("Cancelled"),
    Status.MOVED: say("Postponed"),
}
NEXT: dict[Status, tuple[Status, ...]] = {
    Status.DRAFT: (Status.SAVE_THE_DATE, Status.OPEN),
    Status.SAVE_THE_DATE: (Status.OPEN, Status.MOVED, Status.CANCELLED),
    Status.OPEN: (Status.CLOSED, Status.MOVED, Status.CANCELLED),
    Status.CLOSED: (Status.OPEN, Status.HELD, Status.MOVED, Status.CANCELLED),
    Status.HELD: (Status.CLOSED,),
    Status.CANCELLED: (Status.SAVE_THE_DATE, Status.OPEN),
    Status.MOVED: (Status.SAVE_THE_DATE, Status.OPEN, Status.CANCELLED),
}
"""What a gathering may become, and be brought back to: a slip of the hand is no fate."""
UNDER_WAY = frozenset({Status.SAVE_THE_DATE, Status.OPEN, Status.CLOSED, Status.MOVED})
"""Public, and to be held: once the days are over it has been, whether anybody registered or not."""
FIRST_YEAR, LAST_YEAR = 2000, 2199
NEEDS_KEPT_DAYS = 30
"""Diet and needs are erased so many days after the last day, unless the lead set a date."""


@dataclass(frozen=True, slots=True)
class DayHours:
    """A day of the gathering, with its hours on the wall clock of the gathering's zone."""

    held_on: date
    opens: time
    closes: time


NO_WORDS = Words()


@dataclass(frozen=True)
class MeetingDetails:
    """What the lead says of a gathering."""

    title: Words
    kind: MeetingKind
    days: tuple[DayHours, ...]
    mode: Mode
    zone: str
    venue_id: int | None = None
    summary: Words = NO_WORDS
    description: Words = NO_WORDS
    audience: Words = NO_WORDS
    practical: Words = NO_WORDS
    programme_by: date | None = None
    last_day: date | None = None
    capacity: int | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    host_ids: tuple[int, ...] = ()
    funding: Words = NO_WORDS
    erase_needs_on: date | None = None
    numbered: bool = False

    @property
    def has_numbers(self) -> bool:
        return has_numbers(self.kind, numbered=self.numbered)


def has_numbers(kind: MeetingKind, *, numbered: bool) -> bool:
    """Whether a gathering's items have numbers: always in a steering group, else if its lead says so."""
    return numbered or kind is MeetingKind.STEERING


def check_details(details: MeetingDetails) -> None:
    """Raises Invalid, by field, for what cannot be: no day, a day twice, hours that run backwards or are skipped."""
    wrong: dict[str, Text] = {}
    days = [day.held_on for day in details.days]
    if not days:
        wrong["days"] = say("A gathering needs at least one day.")
    elif len(set(days)) < len(days):
        wrong["days"] = say("The same day stands there twice.")
    elif any(day.closes <= day.opens for day in details.days):
        wrong["days"] = say("A day must end after it begins.")
    if days and details.last_day and details.last_day > max(days):
        wrong["last_day"] = say("The last day to register cannot come after the gathering.")
    if days and details.erase_needs_on and details.erase_needs_on < max(days):
        wrong["erase_needs_on"] = say("The kitchen needs these answers until the gathering is over.")
    if wrong:
        raise Invalid(wrong)
    for held_on in days:
        check_year(held_on, field="days")
    check_days(details.days, details.zone, field="days")


def check_year(day: date, *, field: str) -> None:
    """Raises Invalid for a day that can only be a slip of the hand, such as one in the year 202."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid({field: say("Write the year with four digits, such as 2026.")})


def check_days(days: tuple[DayHours, ...], zone: str, *, field: str) -> None:
    """Raises Invalid when a day begins or ends at a time that the clocks skip."""
    for day in days:
        instant(day.held_on, day.opens, zone, field=field)
        instant(day.held_on, day.closes, zone, field=field)


def check_step(now: Status, wanted: Status) -> None:
    """Raises Invalid unless a gathering may go from `now` to `wanted`."""
    if wanted not in NEXT[now]:
        raise Invalid(
            {
                "status": say(
                    "From “%(now)s” it cannot become “%(wanted)s”.", now=STATUS_WORDS[now], wanted=STATUS_WORDS[wanted]
                )
            }
        )


def standing(status: Status, *, ends_on: date, last_day: date | None, zone: str, now: datetime) -> Status:
    """The status as the clock has it: open until 23.59 of the last day to register, held once its days are over."""
    if status in UNDER_WAY and now >= end_of_day(ends_on, zone):
        return Status.HELD
    if status is Status.OPEN and last_day is not None and now >= end_of_day(last_day, zone):
        return Status.CLOSED
    return status


def erase_date(last_meeting_day: date, chosen: date | None) -> date:
    """When diet and needs are erased."""
    return chosen or date.fromordinal(last_meeting_day.toordinal() + NEEDS_KEPT_DAYS)
