"""What a day must bear: its hours, its length, its breaks and its meal."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.agenda.rules import Clash, ClashKind, ItemKind, Plan, clashes
from planner.meetings.rules import DayHours
from tests.agenda.plans import ANNA, DAYS, TEN, ZONE, a_break, a_meal, a_plan, item

FIVE = timedelta(minutes=5)
WEDNESDAY = date(2026, 10, 14)
ALL_DAY = tuple(replace(day, opens=time(0), closes=time(23, 59)) for day in DAYS)


def of_kind(kind: ClashKind, plan: Plan) -> list[Clash]:
    return [clash for clash in clashes(plan) if clash.kind is kind]


@pytest.mark.parametrize(
    ("start", "long", "warns"),
    [
        (-10 * 60, 5, False),  # 00.00 on the first day
        (-10 * 60 - 5, 5, True),  # ends 00.00 on the first day, begins the day before
        (38 * 60 - 5, 5, False),  # ends at midnight after the last day
        (38 * 60 - 5, 10, True),  # ends five past
        (13 * 60, 120, False),  # over midnight between the two days
        (24 * 60 * 3, 45, True),
        (0, 5 * 24 * 60 - 10 * 60, True),  # ends at midnight, days later
    ],
)
def test_an_item_outside_the_days_in_the_gatherings_zone(start: int, long: int, warns: bool) -> None:
    found = of_kind(ClashKind.OUTSIDE_DAYS, a_plan(item(1, start, long)))
    assert [(clash.item_ids, str(clash.words)) for clash in found] == [
        ((1,), "“Punkt 1” lies outside the gathering's days.")
    ] * warns


@pytest.mark.parametrize(
    ("start", "long", "says"),
    [
        (-60, 45, []),
        (-65, 45, ["“Punkt 1” begins at 08:55, before the day does at 09:00."]),
        (420, 60, []),
        (420, 65, ["“Punkt 1” ends at 18:05, after the day does at 18:00."]),
        (13 * 60, 120, ["“Punkt 1” ends at 01:00, after the day does at 18:00."]),
    ],
)
def test_an_item_outside_its_days_hours(start: int, long: int, says: list[str]) -> None:
    found = of_kind(ClashKind.OUTSIDE_HOURS, a_plan(item(1, start, long)))
    assert [str(clash.words) for clash in found] == says


@pytest.mark.parametrize("kind", [ItemKind.MEAL, ItemKind.SOCIAL, ItemKind.TRAVEL])
def test_a_dinner_an_evening_and_a_way_home_may_lie_outside_the_hours(kind: ItemKind) -> None:
    assert clashes(a_plan(item(1, 9 * 60, 120, kind=kind))) == ()


def test_a_day_that_closes_one_minute_to_midnight_closes_at_midnight() -> None:
    assert of_kind(ClashKind.OUTSIDE_HOURS, a_plan(item(1, 13 * 60, 60), days=ALL_DAY)) == []
    assert len(of_kind(ClashKind.OUTSIDE_HOURS, a_plan(item(1, 13 * 60, 65), days=ALL_DAY))) == 1


def test_a_day_of_more_than_ten_hours() -> None:
    arrival = item(1, -60, 30, kind=ItemKind.REGISTRATION)
    last = item(2, 8 * 60, 60)
    assert of_kind(ClashKind.LONG_DAY, a_plan(arrival, last)) == []
    (clash,) = of_kind(ClashKind.LONG_DAY, a_plan(arrival, item(3), replace(last, ends_at=last.ends_at + FIVE)))
    assert (clash.item_ids, clash.held_on) == ((2, 1), WEDNESDAY)
    assert clash.words.in_("en") == (
        "The programme of Wednesday 14 October lasts 10 h 5 min, from 09:00 to 19:05: more than 10 h."
    )
    assert clash.words.in_("sv") == (
        "Programmet onsdag 14 oktober varar 10 tim 5 min, från 09.00 till 19.05: mer än 10 tim."
    )


def test_meals_and_evenings_together_make_no_day_longer() -> None:
    plan = a_plan(a_meal(1, -120), item(2, 0, 90), item(3, 420, 60), item(4, 540, 240, kind=ItemKind.SOCIAL))
    assert of_kind(ClashKind.LONG_DAY, plan) == []


@pytest.mark.parametrize(
    ("morning", "afternoon", "meal", "warns"),
    [
        (85, 165, None, True),  # 11.25–11.30, ends 13.35
        (90, 165, None, False),  # begins 11.30
        (85, 160, None, False),  # ends 13.30
        (0, 300, (120, 60), False),
        (0, 300, (55, 5), True),  # ends at 11.00
        (0, 300, (240, 30), True),  # begins at 14.00
        (0, 300, (235, 30), False),
        (0, 300, (0, 65), False),  # ends at 11.05
    ],
)
def test_a_meal_is_missed_where_a_day_has_items_before_and_after_noon(
    morning: int, afternoon: int, meal: tuple[int, int] | None, warns: bool
) -> None:
    meals = [a_meal(3, *meal)] if meal else []
    plan = a_plan(item(1, morning, 5), item(2, afternoon, 50), *meals)
    found = of_kind(ClashKind.NO_MEAL, plan)
    assert [(clash.item_ids, clash.held_on) for clash in found] == [((2, 1), WEDNESDAY)] * warns


def test_a_missing_meal_is_said() -> None:
    (clash,) = of_kind(ClashKind.NO_MEAL, a_plan(item(1), item(2, 240)))
    assert clash.words.in_("en") == (
        "There is no meal on Wednesday 14 October between 11:00 and 14:00, though there are items before and after."
    )


def test_a_free_afternoon_before_the_dinner_wants_no_lunch() -> None:
    assert of_kind(ClashKind.NO_MEAL, a_plan(item(1), a_meal(2, 480), item(3, 540, kind=ItemKind.SOCIAL))) == []


def test_more_than_three_hours_in_a_row() -> None:
    morning = [item(1, 0, 60), item(2, 60, 60), item(3, 130, 60)]
    (clash,) = of_kind(ClashKind.LONG_STRETCH, a_plan(*morning, item(4, 60, 30)))
    assert (clash.item_ids, clash.starts_at) == ((1, 2, 4, 3), TEN)
    assert clash.words.in_("en") == (
        "There is no break on Wednesday 14 October from 10:00 to 13:10: 3 h 10 min in a row, more than 3 h."
    )
    for rested in (
        a_plan(*morning[:2], item(3, 120, 60)),
        a_plan(*morning, a_break(4, 120, 10)),
        a_plan(item(1, 0, 60), item(2, 75, 180)),
        a_plan(item(1, 0, 300), a_break(2, 150)),
    ):
        assert of_kind(ClashKind.LONG_STRETCH, rested) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 80), st.integers(1, 50), st.sampled_from([ItemKind.TALK, ItemKind.BREAK])),
        max_size=8,
    )
)
def test_the_same_stretches_as_looking_at_every_five_minutes(chosen: list[tuple[int, int, ItemKind]]) -> None:
    items = [
        item(n, start * 5, (long if kind is ItemKind.TALK else long % 4 + 1) * 5, kind=kind)
        for n, (start, long, kind) in enumerate(chosen, 1)
    ]
    steps = ["idle"] * 150
    for kind, mark in ((ItemKind.TALK, "on"), (ItemKind.BREAK, "rest")):
        for each in items:
            if each.kind is kind:
                first, last = ((at - TEN) // FIVE for at in (each.starts_at, each.ends_at))
                steps[first:last] = [mark] * (last - first)
    line = "".join(step[0] for step in steps)
    runs = [run.strip("i") for run in line.replace("iii", "r" * 3).split("r")]
    long = [len(run) for run in runs if len(run) > 36]
    found = of_kind(ClashKind.LONG_STRETCH, a_plan(*items))
    assert sorted(len_of(clash) for clash in found) == sorted(long)


def len_of(clash: Clash) -> int:
    """How many times five minutes a stretch has, by its words."""
    starts, ends = (clash.words.blanks[name] for name in ("starts", "ends"))
    span = datetime.combine(WEDNESDAY, ends) - datetime.combine(WEDNESDAY, starts)
    return int((span % timedelta(days=1)) / FIVE)


def test_hours_are_those_of_the_wall_clock_when_the_clocks_change() -> None:
    night = date(2026, 10, 25)
    days = (DayHours(night, time(0), time(12)),)
    three = datetime.combine(night, time(3), ZoneInfo(ZONE))
    lecture = item(1, starts_at=three, ends_at=three + timedelta(hours=10), speakers=(ANNA,))
    (late,) = of_kind(ClashKind.OUTSIDE_HOURS, a_plan(lecture, days=days))
    assert str(late.words) == "“Punkt 1” ends at 13:00, after the day does at 12:00."
