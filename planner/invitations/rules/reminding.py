"""When the silent are reminded, and who. Pure."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from planner.core.errors import Invalid
from planner.core.language import Text, Words, say
from planner.invitations.rules.standing import SILENT, Standing

MOST_AUTO_REMINDERS = 2
"""That leave by themselves, for one invitation, ever."""
PAUSE_DAYS = 3
"""No automatic reminder comes nearer than this to the letter before it."""
LATE_DAYS = 2
"""A reminder that was missed on its day may still leave for so long; then it is too late to be what was meant."""
PAUSE_HOURS = 20
"""By hand nobody is written to twice within these, so that pressing a button again sends nothing."""
FIRST_DAYS, SECOND_DAYS = 14, 4
MOST_DAYS = 90
MOST_MESSAGE = 4000


@dataclass(frozen=True)
class InvitingTerms:
    """What a gathering's invitations say beside the facts, and when the silent are reminded."""

    message: Words = field(default_factory=Words)
    first_days: int | None = FIRST_DAYS
    """Days before the last day to register; None: nobody is reminded automatically."""
    second_days: int | None = SECOND_DAYS
    revision: int = 0


def check_terms(terms: InvitingTerms) -> None:
    """Raises Invalid, by field: a number of days that cannot be, a second reminder that is not after the first."""
    wrong: dict[str, Text] = {}
    for name, days in (("first_days", terms.first_days), ("second_days", terms.second_days)):
        if days is not None and not 1 <= days <= MOST_DAYS:
            wrong[name] = say("Write a number of days from 1 to %(most)s.", most=MOST_DAYS)
    if not wrong and terms.second_days is not None:
        if terms.first_days is None:
            wrong["first_days"] = say("Say when the first reminder leaves, or leave out the second too.")
        elif terms.first_days - terms.second_days < PAUSE_DAYS:
            wrong["second_days"] = say(
                "The second reminder leaves at least %(days)s days after the first.", days=PAUSE_DAYS
            )
    for name, said in (("message_sv", terms.message.sv), ("message_en", terms.message.en)):
        if len(said) > MOST_MESSAGE:
            wrong[name] = say("At most %(most)s characters.", most=MOST_MESSAGE)
    if wrong:
        raise Invalid(wrong)


def reminder_days(terms: InvitingTerms, last_day: date | None) -> tuple[date, ...]:
    """The days that reminders leave on by themselves, in order; none where there is no last day to register."""
    if last_day is None:
        return ()
    days = [days for days in (terms.first_days, terms.second_days) if days is not None]
    return tuple(sorted(last_day - timedelta(days=before) for before in days))


@dataclass(frozen=True)
class Reminded:
    """What reminding is decided from, of one invitation."""

    standing: Standing
    last_letter_at: datetime | None
    """The invitation or the newest reminder."""
    last_letter_on: date | None
    """The same, as a day where the gathering is held."""
    auto_reminders: int = 0


def may_remind(one: Reminded, now: datetime) -> bool:
    """By hand: whoever got the letter and has said nothing, unless they were written to just now."""
    if one.standing not in SILENT or one.last_letter_at is None:
        return False
    return now - one.last_letter_at >= timedelta(hours=PAUSE_HOURS)


def is_due(one: Reminded, days: tuple[date, ...], today: date) -> bool:
    """Automatically: on one of `days` (or a little late), to the silent, never close upon another letter."""
    if one.standing not in SILENT or one.last_letter_on is None or one.auto_reminders >= MOST_AUTO_REMINDERS:
        return False
    return any(0 <= (today - day).days <= LATE_DAYS and (day - one.last_letter_on).days >= PAUSE_DAYS for day in days)


def next_reminder(days: tuple[date, ...], today: date, auto_reminders: int) -> date | None:
    """The day that one more reminder would leave on, for somebody who is written to today; None: none would."""
    if auto_reminders >= MOST_AUTO_REMINDERS:
        return None
    return next((day for day in days if (day - today).days >= PAUSE_DAYS), None)
