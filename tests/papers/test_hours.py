"""Scheduled time: content apart from breaks, and what runs at the same time once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from planner.papers.pdf.proof.hours import hours_of
from planner.papers.rules import covered
from tests.builders import a_programme
from tests.papers.samples import large, series
from tests.programmes.samples import GAMLEBY_MEETS, SAVE_THE_DATE, item


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-10-14T{clock}")


def test_content_and_breaks_of_each_day() -> None:
    hour = timedelta(hours=1)
    found = [(day.held_on, day.clock("sv"), day.content, day.breaks) for day in hours_of(GAMLEBY_MEETS)]
    assert found == [
        (date(2026, 10, 14), "09.30–21.00", 6 * hour + hour / 6, 5 * hour + hour / 3),
        (date(2026, 10, 15), "08.30–13.45", 2 * hour + 2 * hour / 3, 2 * hour),
    ]


def test_parallel_items_count_once_and_what_is_called_off_not_at_all() -> None:
    programme = a_programme(
        item(1, "14 9.00–10.00", "talk", "Ett"),
        item(2, "14 9.30–10.30", "workshop", "Två"),
        item(3, "14 13.00–15.00", "talk", "Inställt", cancelled=True),
    )
    (day,) = hours_of(programme)
    assert (day.content, day.breaks, day.clock("en")) == (timedelta(minutes=90), timedelta(), "09:00–10:30")


def test_a_break_beside_content_is_content() -> None:
    programme = a_programme(item(1, "14 9.00–10.00", "talk", "Ett"), item(2, "14 9.30–10.15", "break", "Fika"))
    (day,) = hours_of(programme)
    assert (day.content, day.breaks) == (timedelta(hours=1), timedelta(minutes=15))


def test_nothing_where_no_agenda_was_published() -> None:
    assert hours_of(None) == hours_of(SAVE_THE_DATE) == hours_of(replace(GAMLEBY_MEETS, with_agenda=False)) == ()


def test_many_days_and_many_rooms() -> None:
    assert len(hours_of(series())) == 14
    assert {day.content + day.breaks <= timedelta(hours=12) for day in hours_of(large())} == {True}


@pytest.mark.parametrize(
    ("stretches", "minutes"),
    [
        ([], 0),
        ([("09:00", "10:00"), ("10:00", "11:00")], 120),
        ([("09:00", "12:00"), ("10:00", "11:00")], 180),
        ([("10:00", "11:00"), ("09:00", "10:30")], 120),
        ([("09:00", "09:00")], 0),
    ],
)
def test_how_long_at_least_one_of_them_lasts(stretches: list[tuple[str, str]], minutes: int) -> None:
    assert covered((at(starts), at(ends)) for starts, ends in stretches) == timedelta(minutes=minutes)
