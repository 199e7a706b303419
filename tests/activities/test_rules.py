"""Decisions about activities and the shared calendar that need no database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from planner.activities.rules import (
    Entry,
    EntryKind,
    Filter,
    Month,
    Standing,
    Turn,
    When,
    feed_address,
    fits,
    month_of,
    weeks_of,
    when_of,
)
from planner.activities.rules.entries import ClusterMark, in_order
from planner.activities.rules.reaching import is_public, may_reach
from planner.activities.snapshot import Shown, follow, from_json, to_json
from planner.core.errors import Invalid, NotFound
from planner.core.language import Words
from planner.meetings.rules import Mode
from tests.activities.scene import WALK
from tests.builders import PREPAREDNESS, WATER

FIRST, LATER = datetime(2026, 9, 1, 8, tzinfo=UTC), datetime(2026, 9, 2, 8, tzinfo=UTC)
SHOWN = Shown(
    title=Words("Fältvandring"),
    text=Words(),
    first_day=date(2026, 10, 6),
    last_day=date(2026, 10, 6),
    starts_at=None,
    ends_at=None,
    zone="Europe/Stockholm",
    place="Demogården",
    county="",
    mode="on_site",
    themes=("vatten",),
    link="",
    contact="",
)


def an_entry(day: int = 6, **more: Any) -> Entry:
    entry = Entry(
        kind=EntryKind.ACTIVITY,
        uid=f"{day:032x}",
        path="/activities/x",
        title=Words(f"Den {day}"),
        text=Words(),
        days=(date(2026, 10, day),),
        starts_at=None,
        ends_at=None,
        zone="Europe/Stockholm",
        place="",
        mode=Mode.ON_SITE,
        counties=("Östergötlands län",),
        clusters=(ClusterMark("vreta-kluster", "Vreta Kluster", "Östergötlands län"),),
        themes=(WATER,),
        link="",
        contact="",
        standing=Standing.ON,
        moved_from=None,
        made_of=SHOWN,
    )
    return replace(entry, **more)


# What is shown.


def test_what_is_shown_first_begins_at_nought() -> None:
    first = follow(None, SHOWN, FIRST)
    assert first == replace(SHOWN, sequence=0, changed_at=FIRST, created_at=FIRST)
    assert from_json(to_json(first)) == first


def test_nothing_changed_is_the_very_same_value() -> None:
    first = follow(None, SHOWN, FIRST)
    assert follow(first, SHOWN, LATER) == first


def test_other_words_move_the_date_of_change_alone() -> None:
    first = follow(None, SHOWN, FIRST)
    next_one = follow(first, replace(SHOWN, text=Words("Ta med stövlar.")), LATER)
    assert next_one == replace(first, text=Words("Ta med stövlar."), changed_at=LATER)


@pytest.mark.parametrize(
    "change",
    [
        {"last_day": date(2026, 10, 7)},
        {"starts_at": FIRST, "ends_at": LATER},
        {"place": "Annanstans"},
        {"mode": "online"},
        {"cancelled": True},
    ],
)
def test_another_time_place_or_state_raises_the_sequence(change: dict[str, Any]) -> None:
    first = replace(follow(None, SHOWN, FIRST), sequence=4)
    assert follow(first, replace(SHOWN, **change), LATER).sequence == 5


# When it is.


def test_a_day_without_times_lasts_all_day() -> None:
    assert when_of(WALK) == When(date(2026, 10, 6), date(2026, 10, 6))


def test_times_are_those_of_the_zone_also_over_night() -> None:
    night = replace(WALK, last_day=date(2026, 10, 7), starts=time(22), ends=time(2))
    assert when_of(night) == When(
        date(2026, 10, 6),
        date(2026, 10, 7),
        datetime(2026, 10, 6, 20, tzinfo=UTC),
        datetime(2026, 10, 7, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"last_day": date(2026, 10, 5)}, "last_day"),
        ({"last_day": date(2026, 10, 6) + timedelta(days=60)}, "last_day"),
        ({"starts": time(9)}, "ends"),
        ({"ends": time(9)}, "starts"),
        ({"starts": time(9), "ends": time(9)}, "ends"),
        ({"first_day": date(202, 10, 6)}, "first_day"),
        ({"first_day": date(2026, 3, 29), "starts": time(2, 30), "ends": time(4)}, "starts"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        when_of(replace(WALK, **said))
    assert list(refused.value.fields) == [field]


# Filters.


def test_a_filter_has_one_address_whatever_else_was_asked() -> None:
    asked = {"cluster": "vreta-kluster", "theme": " vatten ", "utm_source": "x", "county": "", "month": "2026-10"}
    wanted = Filter.of(asked)
    assert wanted == Filter(theme="vatten", cluster="vreta-kluster")
    assert wanted.path("/calendar.ics") == "/calendar.ics?theme=vatten&cluster=vreta-kluster"
    assert Filter().path("/calendar.ics") == "/calendar.ics"
    assert wanted.key == "vatten~vreta-kluster~~"


@pytest.mark.parametrize("value", ['x"y', "x y", "Å", "x" * 81, "a~b", "x\n"])
def test_what_can_be_no_code_never_gets_into_an_etag(value: str) -> None:
    wanted = {"theme": value}
    if value == "x\n":
        assert Filter.of(wanted) == Filter(theme="x")
        return
    with pytest.raises(NotFound):
        Filter.of(wanted)


def test_a_way_that_there_is_not_is_not_found() -> None:
    with pytest.raises(NotFound):
        Filter.of({"mode": "hybrid"})


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(), True),
        (Filter(theme="vatten"), True),
        (Filter(theme="beredskap"), False),
        (Filter(cluster="vreta-kluster"), True),
        (Filter(cluster="agrovast"), False),
        (Filter(county="ostergotlands-lan"), True),
        (Filter(county="kalmar-lan"), False),
        (Filter(mode="on_site"), True),
        (Filter(mode="online"), False),
        (Filter("vatten", "vreta-kluster", "ostergotlands-lan", "on_site"), True),
        (Filter("vatten", "agrovast"), False),
    ],
)
def test_an_entry_fits_when_all_of_the_filter_does(wanted: Filter, expected: bool) -> None:
    assert fits(an_entry(), wanted) is expected


def test_what_is_held_both_ways_fits_each() -> None:
    both = an_entry(mode=Mode.HYBRID, themes=(PREPAREDNESS, WATER))
    assert [fits(both, Filter(mode=way)) for way in ("on_site", "online")] == [True, True]
    assert fits(both, Filter(theme="beredskap"))


# Months.


def test_a_month_is_whole_weeks_with_what_is_on_each_day() -> None:
    weeks = weeks_of(Month(2026, 10), [an_entry(6), an_entry(30, days=(date(2026, 10, 30), date(2026, 11, 1)))])
    assert [(week[0].day, week[-1].day) for week in weeks][:: len(weeks) - 1] == [
        (date(2026, 9, 28), date(2026, 10, 4)),
        (date(2026, 10, 26), date(2026, 11, 1)),
    ]
    busy = {each.day: len(each.entries) for week in weeks for each in week if each.entries}
    assert busy == {date(2026, 10, 6): 1, date(2026, 10, 30): 1}


def test_one_can_turn_a_year_back_and_three_ahead() -> None:
    today = date(2026, 9, 1)
    assert month_of("2026-12", today) == Month(2026, 12)
    assert [month_of(code, today).code for code in ("2025-09", "2029-09")] == ["2025-09", "2029-09"]
    for code in ("2025-08", "2029-10", "2026-13", "26-10", "", "2026-10x", "９999-10"):
        with pytest.raises(NotFound):
            month_of(code, today)


def test_months_count_over_the_turn_of_the_year() -> None:
    assert (Month(2026, 12).plus(1), Month(2026, 1).plus(-1)) == (Month(2027, 1), Month(2025, 12))
    assert Month(2028, 2).last == date(2028, 2, 29)


def test_the_whole_day_comes_before_what_begins_at_a_time() -> None:
    timed = an_entry(6, title=Words("A"), starts_at=FIRST, ends_at=LATER, uid="b")
    assert in_order([an_entry(7), timed, an_entry(6)]) == (an_entry(6), timed, an_entry(7))


# Addresses.


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("webcal://www.example.org/a.ics", "https://www.example.org/a.ics"),
        ("WebCals://www.example.org/a.ics", "https://www.example.org/a.ics"),
        (" www.example.org/a.ics?x=1 ", "https://www.example.org/a.ics?x=1"),
        ("http://example.org/a.ics", "http://example.org/a.ics"),
        ("file:///etc/passwd", None),
        ("gopher://example.org/", None),
        ("https://user:secret@example.org/", None),
        ("https://localhost/", None),
        ("https://exa mple.org/", None),
        ("", None),
    ],
)
def test_only_web_addresses_are_fetched_from(typed: str, address: str | None) -> None:
    assert feed_address(typed) == address


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.0.8", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1", "2001::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::",
        "2002:a9fe:a9fe::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "4000::1",
        "localhost", "", "127.1", "0x7f000001", "2130706433",
    ],
)  # fmt: skip
def test_nothing_is_fetched_from_closed_networks(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2a00:1450:400f::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_public_net_is_open(address: str) -> None:
    assert is_public(address)


def test_only_ports_of_web_servers_are_reached() -> None:
    assert {port for port in (22, 25, 80, 443, 3306, 5432, 6379, 8080, 8443, 11211) if may_reach("8.8.8.8", port)} == {
        80,
        443,
        8080,
        8443,
    }


def test_a_turn_is_written_and_read() -> None:
    assert Turn.of(str(Turn(7, 12))) == Turn(7, 12)
