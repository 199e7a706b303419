"""Wall clocks and instants, around the changes of the clock too."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.errors import Invalid
from planner.core.language import speaking
from planner.core.timespan import end_of_day, instant, local

SWEDEN = "Europe/Stockholm"


def test_a_wall_clock_time_is_an_instant() -> None:
    assert instant(date(2026, 10, 14), time(10, 0), SWEDEN) == datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
    assert instant(date(2026, 11, 14), time(10, 0), SWEDEN) == datetime(2026, 11, 14, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("at", [time(2, 0), time(2, 30), time(2, 59)])
def test_an_hour_that_summer_time_takes_away_is_refused(at: time) -> None:
    with speaking("sv"), pytest.raises(Invalid) as refused:
        instant(date(2026, 3, 29), at, SWEDEN, field="opens")
    assert list(refused.value.fields) == ["opens"]
    assert "söndag 29 mars 2026" in refused.value.fields["opens"].in_("sv")


@pytest.mark.parametrize("at", [time(1, 59), time(3, 0)])
def test_the_edges_of_the_skipped_hour_exist(at: time) -> None:
    assert local(instant(date(2026, 3, 29), at, SWEDEN), SWEDEN).time() == at


def test_of_a_repeated_hour_the_first_is_meant() -> None:
    assert instant(date(2026, 10, 25), time(2, 30), SWEDEN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from([SWEDEN, "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_what_is_an_instant_shows_the_same_wall_clock(day: date, at: time, zone: str) -> None:
    try:
        there = local(instant(day, at, zone), zone)
    except Invalid:
        return
    assert (there.date(), there.time()) == (day, at)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 10, 14), 24)]
)
def test_a_day_ends_when_the_next_begins_whatever_the_clock_did(day: date, hours: int) -> None:
    assert end_of_day(day, SWEDEN) - end_of_day(day - timedelta(days=1), SWEDEN) == timedelta(hours=hours)


def test_the_last_minute_of_a_day_is_before_its_end() -> None:
    ends = end_of_day(date(2026, 9, 30), SWEDEN)
    assert ends == datetime(2026, 9, 30, 22, 0, tzinfo=UTC)
    assert local(ends - timedelta(minutes=1), SWEDEN).time() == time(23, 59)
