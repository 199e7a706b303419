"""What is decided about date polls without looking anything up."""

from planner.polls.rules.breaks import Break, break_on
from planner.polls.rules.free import easter_day, holiday_on, is_bridge, is_free
from planner.polls.rules.ranking import MARK_WORDS, Mark, Tally, Voice, ranked, tallies_of
from planner.polls.rules.remarks import Around, DayLine, Remark, RemarkKind, WeekLines, remarks_of, weeks_of
from planner.polls.rules.terms import (
    MOST_COMMENT,
    MOST_DATES,
    MOST_DAYS,
    MOST_MESSAGE,
    MOST_REMIND_DAYS,
    STATUS_WORDS,
    Course,
    PollStatus,
    PollTerms,
    check_dates,
    check_terms,
    hours_of,
    is_reminder_due,
    may_remind,
)

__all__ = [
    "MARK_WORDS",
    "MOST_COMMENT",
    "MOST_DATES",
    "MOST_DAYS",
    "MOST_MESSAGE",
    "MOST_REMIND_DAYS",
    "STATUS_WORDS",
    "Around",
    "Break",
    "Course",
    "DayLine",
    "Mark",
    "PollStatus",
    "PollTerms",
    "Remark",
    "RemarkKind",
    "Tally",
    "Voice",
    "WeekLines",
    "break_on",
    "check_dates",
    "check_terms",
    "easter_day",
    "holiday_on",
    "hours_of",
    "is_bridge",
    "is_free",
    "is_reminder_due",
    "may_remind",
    "ranked",
    "remarks_of",
    "tallies_of",
    "weeks_of",
]
