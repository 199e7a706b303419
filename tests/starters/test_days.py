"""Which days a new gathering gets."""

from datetime import date, time

import pytest

from planner.core.errors import Invalid
from planner.meetings.rules import DayHours, MeetingKind, Mode
from planner.starters.rules import LUNCH_TO_LUNCH, MORNINGS, STEERING, SaidDay, Saved, days_for
from planner.starters.rules.templates import SavedDay

WEDNESDAY, THURSDAY, FRIDAY = date(2026, 10, 14), date(2026, 10, 15), date(2026, 10, 16)


def a_template(*days: SavedDay) -> Saved:
    return Saved(MeetingKind.CLUSTER, Mode.ON_SITE, days, ())


def test_one_day_is_the_first_of_those_that_usually_follow() -> None:
    assert days_for(LUNCH_TO_LUNCH, [SaidDay(WEDNESDAY)]) == (
        DayHours(WEDNESDAY, time(9, 30), time(21)),
        DayHours(THURSDAY, time(8, 30), time(13)),
    )
    assert [day.held_on for day in days_for(MORNINGS, [SaidDay(WEDNESDAY)])] == [
        WEDNESDAY,
        date(2026, 10, 21),
        date(2026, 10, 28),
        date(2026, 11, 4),
    ]


def test_hours_that_are_said_go_before_the_usual_ones() -> None:
    assert days_for(LUNCH_TO_LUNCH, [SaidDay(WEDNESDAY, opens=time(11))])[0] == DayHours(WEDNESDAY, time(11), time(21))
    assert days_for(STEERING, [SaidDay(WEDNESDAY, time(9), time(11))]) == (DayHours(WEDNESDAY, time(9), time(11)),)


def test_several_days_are_all_there_are_whatever_order_they_were_written_in() -> None:
    said = [SaidDay(FRIDAY), SaidDay(WEDNESDAY), SaidDay(THURSDAY, closes=time(17))]
    assert days_for(LUNCH_TO_LUNCH, said) == (
        DayHours(WEDNESDAY, time(9, 30), time(21)),
        DayHours(THURSDAY, time(8, 30), time(17)),
        DayHours(FRIDAY, time(8, 30), time(13)),
    )


def test_a_template_gives_its_days_and_hours() -> None:
    template = a_template(SavedDay(0, time(10), time(16)), SavedDay(2, time(9), time(12)))
    assert days_for(template, [SaidDay(WEDNESDAY)]) == (
        DayHours(WEDNESDAY, time(10), time(16)),
        DayHours(FRIDAY, time(9), time(12)),
    )
    three = [SaidDay(WEDNESDAY), SaidDay(THURSDAY), SaidDay(FRIDAY)]
    assert days_for(template, three)[2] == DayHours(FRIDAY, time(9), time(12))


def test_where_a_template_knows_no_hours_those_of_the_first_day_go_for_all() -> None:
    template = a_template(SavedDay(0), SavedDay(1))
    assert days_for(template, [SaidDay(WEDNESDAY, time(10), time(15))]) == (
        DayHours(WEDNESDAY, time(10), time(15)),
        DayHours(THURSDAY, time(10), time(15)),
    )
    with pytest.raises(Invalid) as refusal:
        days_for(template, [SaidDay(WEDNESDAY, opens=time(10))])
    assert refusal.value.fields == {"days": "Write from when to when the days go."}
