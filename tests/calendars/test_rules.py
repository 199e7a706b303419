"""A zone's yearly rules, held against the zone itself; addresses that calendars of the trade take."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.calendars.rules import AddLinks, ClockChange, Subscription, add_links, rules_of, subscription

CHANGING = (
    "Europe/Stockholm",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Helsinki",
    "America/New_York",
    "America/St_Johns",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Antarctica/Troll",
)


def test_sweden_changes_on_the_last_sundays_of_march_and_october() -> None:
    rules = rules_of("Europe/Stockholm")
    assert rules is not None
    assert (rules.since, rules.changes) == (
        1996,
        (
            ClockChange(3, 6, -1, time(2), timedelta(hours=1), timedelta(hours=2), "CEST"),
            ClockChange(10, 6, -1, time(3), timedelta(hours=2), timedelta(hours=1), "CET"),
        ),
    )


@pytest.mark.parametrize("zone", CHANGING)
@pytest.mark.parametrize("year", range(2024, 2038))
def test_the_rules_say_what_the_clocks_do_on_both_sides_of_each_change(zone: str, year: int) -> None:
    rules = rules_of(zone)
    assert rules is not None
    assert len(rules.changes) == 2
    second, tz = timedelta(seconds=1), ZoneInfo(zone)
    for change in rules.changes:
        at = datetime.combine(change.day(year), change.at, UTC) - change.before
        sides = [at - second, at]
        assert [side.astimezone(tz).utcoffset() for side in sides] == [change.before, change.after]


@pytest.mark.parametrize(
    ("zone", "hours"), [("UTC", 0.0), ("Asia/Kolkata", 5.5), ("America/Sao_Paulo", -3.0), ("Asia/Tehran", 3.5)]
)
def test_a_zone_without_summer_time_has_one_offset(zone: str, hours: float) -> None:
    rules = rules_of(zone)
    assert rules is not None
    assert (rules.changes, rules.offset) == ((), timedelta(hours=hours))


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Asia/Jerusalem", "America/Nuuk", "Africa/Cairo"])
def test_clocks_that_follow_no_nth_weekday_have_no_rules(zone: str) -> None:
    assert rules_of(zone) is None


def test_rules_reach_back_only_as_far_as_they_held() -> None:
    assert [rules.since for zone in ("America/New_York", "America/Sao_Paulo") if (rules := rules_of(zone))] == [
        2007,
        2020,
    ]


def test_each_calendar_of_the_trade_gets_the_address_it_takes() -> None:
    assert subscription("https://samling.example.org/meetings/a/feed.ics", "Höst & vår") == Subscription(
        https_url="https://samling.example.org/meetings/a/feed.ics",
        webcal_url="webcal://samling.example.org/meetings/a/feed.ics",
        google_url="https://calendar.google.com/calendar/r?cid="
        "webcal%3A%2F%2Fsamling.example.org%2Fmeetings%2Fa%2Ffeed.ics",
        outlook_url="https://outlook.live.com/calendar/0/addfromweb?"
        "url=https%3A%2F%2Fsamling.example.org%2Fmeetings%2Fa%2Ffeed.ics&name=H%C3%B6st%20%26%20v%C3%A5r",
        office_url="https://outlook.office.com/calendar/0/addfromweb?"
        "url=https%3A%2F%2Fsamling.example.org%2Fmeetings%2Fa%2Ffeed.ics&name=H%C3%B6st%20%26%20v%C3%A5r",
    )


def test_one_entry_is_handed_to_web_calendars_in_utc() -> None:
    sweden = ZoneInfo("Europe/Stockholm")
    starts_at, ends_at = datetime(2026, 10, 14, 9, 30, tzinfo=sweden), datetime(2026, 10, 15, 12, 0, tzinfo=sweden)
    outlook = (
        "rru=addevent&subject=H%C3%B6st&startdt=2026-10-14T07%3A30%3A00Z&enddt=2026-10-15T10%3A00%3A00Z"
        "&body=b&location=c"
    )
    assert add_links("Höst", starts_at, ends_at, "b", "c") == AddLinks(
        google="https://calendar.google.com/calendar/render?action=TEMPLATE&text=H%C3%B6st"
        "&dates=20261014T073000Z%2F20261015T100000Z&details=b&location=c",
        outlook=f"https://outlook.live.com/calendar/0/action/compose?{outlook}",
        office=f"https://outlook.office.com/calendar/0/action/compose?{outlook}",
    )
