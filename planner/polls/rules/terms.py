"""What a date poll says and until when it is open. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from planner.core.errors import Invalid
from planner.core.language import Text, Words, say
from planner.core.timespan import end_of_day
from planner.meetings.rules import DayHours, MeetingKind, Mode, check_days, check_year

MOST_DAYS = 3
MOST_DATES = 20
MOST_MESSAGE = 4000
MOST_COMMENT = 1000
MOST_REMIND_DAYS = 30
INNER_OPENS, INNER_CLOSES = time(9), time(17)
"""A date of several days: all but the last end at the one, all but the first begin at the other."""
PAUSE_HOURS = 20
"""Nobody is reminded twice within these, so that pressing a button again sends nothing."""
LATE_DAYS = 2
"""A reminder that was missed on its day may still leave for so long."""


class PollStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"


STATUS_WORDS: dict[PollStatus, Text] = {
    PollStatus.DRAFT: say("Not sent yet"),
    PollStatus.OPEN: say("Open for answers"),
    PollStatus.CLOSED: say("Closed for answers"),
    PollStatus.DECIDED: say("Date picked"),
}


@dataclass(frozen=True)
class PollTerms:
    """What a lead says of a date poll, but for the dates."""

    title: Words
    kind: MeetingKind
    mode: Mode
    length: int
    """How many days a date takes."""
    opens: time
    closes: time
    """When the first day begins and the last one ends."""
    last_day: date
    """Answers are taken until 23.59 that day."""
    asked: frozenset[int] = frozenset()
    required: frozenset[int] = frozenset()
    """Of the clusters that are asked, those without whom it cannot well be held."""
    message: Words = field(default_factory=Words)
    shows_answers: bool = False
    remind_days: int | None = None
    """Days before the last day that the silent are reminded on by themselves."""

    @property
    def asks(self) -> frozenset[int]:
        """Whoever must come is asked."""
        return self.asked | self.required


def hours_of(first_day: date, length: int, opens: time, closes: time) -> tuple[DayHours, ...]:
    """The days of a date with their hours."""
    return tuple(
        DayHours(
            first_day + timedelta(days=n),
            opens if n == 0 else INNER_OPENS,
            closes if n == length - 1 else INNER_CLOSES,
        )
        for n in range(length)
    )


def check_terms(terms: PollTerms, first_days: Collection[date]) -> None:
    """Raises Invalid, by field, for what cannot be; `first_days`: of the dates that are chosen already."""
    wrong: dict[str, Text] = {}
    if not terms.title:
        wrong["title_sv"] = say("This needs an answer.")
    if not 1 <= terms.length <= MOST_DAYS:
        wrong["length"] = say("Choose one of the options.")
    elif terms.length == 1 and terms.closes <= terms.opens:
        wrong["closes"] = say("A day must end after it begins.")
    elif terms.length > 1 and terms.opens >= INNER_CLOSES:
        wrong["opens"] = say("The first of several days ends at %(time)s: it must begin before.", time=INNER_CLOSES)
    elif terms.length > 1 and terms.closes <= INNER_OPENS:
        wrong["closes"] = say("The last of several days begins at %(time)s: it must end after.", time=INNER_OPENS)
    if not terms.asks:
        wrong["asked"] = say("Ask at least one cluster.")
    if terms.remind_days is not None and not 1 <= terms.remind_days <= MOST_REMIND_DAYS:
        wrong["remind_days"] = say("Write a number of days from 1 to %(most)s.", most=MOST_REMIND_DAYS)
    if first_days and terms.last_day >= min(first_days):
        wrong["last_day"] = say("The last day to answer must come before the first of the dates.")
    for name, said in (("message_sv", terms.message.sv), ("message_en", terms.message.en)):
        if len(said) > MOST_MESSAGE:
            wrong[name] = say("At most %(most)s characters.", most=MOST_MESSAGE)
    if wrong:
        raise Invalid(wrong)
    check_year(terms.last_day, field="last_day")


def check_dates(first_days: Collection[date], terms: PollTerms, zone: str) -> None:
    """Raises Invalid({"days": …}) for too many dates, or one that comes before the answers do."""
    if len(first_days) > MOST_DATES:
        raise Invalid({"days": say("At most %(most)s dates.", most=MOST_DATES)})
    if any(day <= terms.last_day for day in first_days):
        raise Invalid({"days": say("A date must come after the last day to answer, %(day)s.", day=terms.last_day)})
    for day in first_days:
        check_year(day, field="days")
        check_days(hours_of(day, terms.length, terms.opens, terms.closes), zone, field="days")


@dataclass(frozen=True)
class Course:
    """What has happened to a poll."""

    sent_at: datetime | None = None
    closed_at: datetime | None = None
    picked_day: date | None = None

    def status(self, last_day: date, zone: str, now: datetime) -> PollStatus:
        """Where it stands, as the clock has it."""
        if self.picked_day is not None:
            return PollStatus.DECIDED
        if self.sent_at is None:
            return PollStatus.DRAFT
        is_over = self.closed_at is not None or now >= end_of_day(last_day, zone)
        return PollStatus.CLOSED if is_over else PollStatus.OPEN


def may_remind(sent_at: datetime | None, last_letter_at: datetime | None, now: datetime) -> bool:
    """Whether a silent cluster may be written to again by hand."""
    if sent_at is None or last_letter_at is None:
        return False
    return now - last_letter_at >= timedelta(hours=PAUSE_HOURS)


def is_reminder_due(last_day: date, remind_days: int | None, reminded_on: date | None, today: date) -> bool:
    """Whether the automatic reminder leaves today: on its day or a little late, and once."""
    if remind_days is None:
        return False
    due = last_day - timedelta(days=remind_days)
    if reminded_on is not None and reminded_on >= due:
        return False
    return 0 <= (today - due).days <= LATE_DAYS and today <= last_day
