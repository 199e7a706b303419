"""Somebody else's calendar, well meant or not, as entries."""

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.activities.errands.parsing import read_apart
from planner.activities.rules.feeds import MOST_ENTRIES, PassedOver
from planner.activities.rules.opening import Unreadable
from planner.activities.rules.reading import (
    ReadCalendar,
    ReadEntry,
    Window,
    read_calendar,
)
from planner.meetings.rules import Mode

WINDOW = Window.around(date(2026, 9, 1), "Europe/Stockholm")


def calendar(*events: str) -> bytes:
    """A calendar of events, each written as its lines without BEGIN and END."""
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//"]
    for event in events:
        whole += ["BEGIN:VEVENT", *(line.strip() for line in event.strip().splitlines()), "END:VEVENT"]
    return "\r\n".join([*whole, "END:VCALENDAR", ""]).encode()


def with_own_zone(*events: str) -> bytes:
    """One that brings a zone with it, five hours ahead of UTC."""
    zone = "BEGIN:VTIMEZONE TZID:Own BEGIN:STANDARD DTSTART:19700101T000000 TZOFFSETFROM:+0500 TZOFFSETTO:+0500"
    lines = "\r\n".join([*zone.split(), "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT"])
    return calendar(*events).replace(b"BEGIN:VEVENT", lines.encode(), 1)


def an_entry(**more: object) -> ReadEntry:
    said = {
        "key": "a@x", "title": "Dag", "text": "", "first_day": date(2026, 10, 6), "last_day": date(2026, 10, 6),
        "starts_at": None, "ends_at": None, "zone": "Europe/Stockholm", "place": "", "link": "", "mode": Mode.ON_SITE,
        "cancelled": False, "categories": (),
    }  # fmt: skip
    return ReadEntry(**(said | more))  # type: ignore[arg-type]


def keys(read: ReadCalendar) -> list[str]:
    return [entry.key for entry in read.entries]


def test_a_whole_day_ends_the_day_before_its_end() -> None:
    event = "UID:a@x\nSUMMARY:Dag\nDTSTART;VALUE=DATE:20261006\nDTEND;VALUE=DATE:20261008"
    assert read_calendar(calendar(event), WINDOW) == ReadCalendar((an_entry(last_day=date(2026, 10, 7)),))


def test_everything_that_is_shown_is_read() -> None:
    event = r"""UID:a@x
        SUMMARY:Kurs\, del 1
        DTSTART;TZID=Europe/Helsinki:20261006T100000
        DTEND;TZID=Europe/Helsinki:20261006T120000
        LOCATION:Demogården
        DESCRIPTION:<p>Hej &amp; välkommen</p><script>alert(1)</script>
        URL:https://www.example.org/kurs
        CATEGORIES:Vatten,Kurs
        STATUS:CANCELLED
        ORGANIZER:mailto:secret@example.org
        ATTENDEE:mailto:secret2@example.org"""
    assert read_calendar(calendar(event), WINDOW) == ReadCalendar(
        (
            an_entry(
                title="Kurs, del 1",
                text="Hej & välkommen",
                starts_at=datetime(2026, 10, 6, 7, tzinfo=UTC),
                ends_at=datetime(2026, 10, 6, 9, tzinfo=UTC),
                zone="Europe/Helsinki",
                place="Demogården",
                link="https://www.example.org/kurs",
                cancelled=True,
                categories=("Vatten", "Kurs"),
            ),
        )
    )


@pytest.mark.parametrize(
    ("start", "instant", "zone"),
    [
        ("DTSTART:20261006T100000", datetime(2026, 10, 6, 8, tzinfo=UTC), "Europe/Stockholm"),
        ("DTSTART:20261006T100000Z", datetime(2026, 10, 6, 10, tzinfo=UTC), "Europe/Stockholm"),
        ("DTSTART;TZID=W. Europe Standard Time:20261006T100000", datetime(2026, 10, 6, 8, tzinfo=UTC), "Europe/Berlin"),
        ("DTSTART;TZID=Home:20261006T100000", datetime(2026, 10, 6, 8, tzinfo=UTC), "Europe/Stockholm"),
    ],
)
def test_times_without_a_known_zone_are_the_readers(start: str, instant: datetime, zone: str) -> None:
    [entry] = read_calendar(calendar(f"UID:a@x\nSUMMARY:Dag\n{start}"), WINDOW).entries
    assert (entry.starts_at, entry.ends_at) == (instant, instant.replace(hour=instant.hour + 1))
    assert entry.zone == zone


def test_what_ends_at_midnight_ends_that_evening() -> None:
    event = "UID:a@x\nSUMMARY:Dag\nDTSTART:20261006T180000\nDTEND:20261007T000000"
    [entry] = read_calendar(calendar(event), WINDOW).entries
    assert (entry.first_day, entry.last_day) == (date(2026, 10, 6), date(2026, 10, 6))


def test_a_series_is_each_of_its_times_within_the_window() -> None:
    weekly = """UID:w@x
        SUMMARY:Varje vecka
        DTSTART;TZID=Europe/Stockholm:20261006T180000
        DTEND;TZID=Europe/Stockholm:20261006T200000
        RRULE:FREQ=WEEKLY;COUNT=4
        EXDATE;TZID=Europe/Stockholm:20261013T180000"""
    moved = """UID:w@x
        RECURRENCE-ID;TZID=Europe/Stockholm:20261020T180000
        SUMMARY:Flyttad
        DTSTART;TZID=Europe/Stockholm:20261021T180000
        DTEND;TZID=Europe/Stockholm:20261021T200000"""
    read = read_calendar(calendar(weekly, moved), WINDOW)
    assert [(entry.key, entry.title, entry.first_day) for entry in read.entries] == [
        ("w@x|20261006T160000Z", "Varje vecka", date(2026, 10, 6)),
        ("w@x|20261020T160000Z", "Flyttad", date(2026, 10, 21)),
        ("w@x|20261027T170000Z", "Varje vecka", date(2026, 10, 27)),
    ]


def test_only_the_window_is_read() -> None:
    days = ("20260801", "20260802", "20260803", "20271006", "20271007")
    events = [f"UID:{day}\nSUMMARY:Dag\nDTSTART;VALUE=DATE:{day}" for day in days]
    assert keys(read_calendar(calendar(*events), WINDOW)) == ["20260802", "20260803", "20271006"]


def test_what_is_private_or_has_no_title_is_passed_over() -> None:
    day = "DTSTART;VALUE=DATE:20261006"
    events = (
        f"UID:a\nSUMMARY:Hemligt\nCLASS:PRIVATE\n{day}",
        f"UID:b\nSUMMARY: \n{day}",
        f"UID:c\nSUMMARY:Öppet\n{day}",
    )
    read = read_calendar(calendar(*events), WINDOW)
    assert (keys(read), read.passed_over) == (["c"], ((PassedOver.PRIVATE, 1), (PassedOver.UNTITLED, 1)))


def test_one_event_that_makes_no_sense_does_not_take_the_others_with_it() -> None:
    day = "DTSTART;VALUE=DATE:20261006"
    odd = ("UID:a\nSUMMARY:x\nDTSTART:nonsense", "UID:b\nSUMMARY:x", f"UID:c\nSUMMARY:x\n{day}\nRRULE:FREQ=SOMETIMES")
    assert "d" in keys(read_calendar(calendar(*odd, f"UID:d\nSUMMARY:x\n{day}"), WINDOW))


@pytest.mark.parametrize("zone", ["Europe", "x" * 300, "../../etc/passwd", "posix", "\x00"])
def test_a_zone_that_is_no_zones_name_does_not_take_the_others_with_it(zone: str) -> None:
    odd = f"UID:a\nSUMMARY:x\nDTSTART;TZID={zone}:20261006T100000"
    own = "UID:b\nSUMMARY:x\nDTSTART;TZID=Own:20261006T100000"
    read = read_apart(with_own_zone(odd, own, "UID:d\nSUMMARY:x\nDTSTART;VALUE=DATE:20261006"), WINDOW)
    assert [(entry.key, entry.starts_at) for entry in read.entries if entry.key != "a"] == [
        ("b", datetime(2026, 10, 6, 5, tzinfo=UTC)),
        ("d", None),
    ]
    assert len(read.entries) == 3 or read.passed_over == ((PassedOver.ODD, 1),)


@pytest.mark.parametrize("zone", ["Europe", "x" * 300, "Mars/Olympus"])
def test_a_calendars_zone_that_is_none_is_not_heeded(zone: str) -> None:
    content = calendar("UID:a\nSUMMARY:x\nDTSTART:20261006T100000").replace(
        b"PRODID:", f"X-WR-TIMEZONE:{zone}\r\nPRODID:".encode()
    )
    [entry] = read_calendar(content, WINDOW).entries
    assert entry.starts_at == datetime(2026, 10, 6, 8, tzinfo=UTC)


@pytest.mark.parametrize("place", ["Zoom", "Teams-möte", "https://meet.example.org/x", "Digitalt"])
def test_what_is_on_the_net_is_known_by_its_place(place: str) -> None:
    [entry] = read_calendar(
        calendar(f"UID:a\nSUMMARY:x\nLOCATION:{place}\nDTSTART;VALUE=DATE:20261006"), WINDOW
    ).entries
    assert entry.mode is Mode.ONLINE
    assert "://" not in entry.place


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>Sign in</body></html>",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:cut sho",
        b"BEGIN:VEVENT\r\nSUMMARY:alone\r\nEND:VEVENT\r\n",
        b"\xff\xfe\x00\x00",
        calendar(*["UID:a\nSUMMARY:x\nDTSTART;VALUE=DATE:20261006"] * 3001),
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_calendar(content, WINDOW)


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read_calendar(calendar(), WINDOW) == ReadCalendar(())


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=0,1,2,3;BYMINUTE=0,1,2,3;BYSECOND=0,1,2,3",
    ],
)
def test_a_series_that_would_take_for_ever_is_passed_over(rule: str) -> None:
    event = f"UID:a\nSUMMARY:x\nDTSTART:20261006T100000\nRRULE:{rule}"
    begun = time.perf_counter()
    read = read_calendar(calendar(event, "UID:b\nSUMMARY:x\nDTSTART;VALUE=DATE:20261006"), WINDOW)
    assert (keys(read), read.passed_over) == (["b"], ((PassedOver.ENDLESS, 1),))
    assert time.perf_counter() - begun < 2


def test_a_series_from_long_ago_is_passed_over() -> None:
    event = "UID:a\nSUMMARY:x\nDTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY"
    assert read_calendar(calendar(event), WINDOW) == ReadCalendar((), ((PassedOver.ENDLESS, 1),))


def test_no_more_than_so_many_are_kept_the_nearest_ones() -> None:
    daily = "UID:a\nSUMMARY:x\nDTSTART;VALUE=DATE:20260802\nRRULE:FREQ=DAILY"
    second = "UID:b\nSUMMARY:x\nDTSTART;VALUE=DATE:20260802\nRRULE:FREQ=DAILY"
    read = read_calendar(calendar(daily, second), WINDOW)
    assert len(read.entries) == MOST_ENTRIES
    assert read.passed_over == ((PassedOver.MANY, 862 - MOST_ENTRIES),)
    assert read.entries[0].first_day == date(2026, 9, 1)


def test_texts_are_cut_and_cleaned() -> None:
    [entry] = read_calendar(
        calendar(f"UID:a\nSUMMARY:{'x' * 500}\x07\u2028y\nDESCRIPTION:{'z' * 5000}\nDTSTART;VALUE=DATE:20261006"),
        WINDOW,
    ).entries
    assert (len(entry.title), len(entry.text)) == (200, 2000)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 300))
def test_whatever_stands_in_a_file_is_read_or_refused(noise: bytes, place: int) -> None:
    good = calendar("UID:a\nSUMMARY:x\nDTSTART;TZID=Europe/Stockholm:20261006T100000\nRRULE:FREQ=WEEKLY;COUNT=3")
    try:
        read = read_calendar(good[:place] + noise + good[place:], WINDOW)
    except Unreadable:
        return
    assert all(WINDOW.first <= entry.last_day and entry.first_day <= WINDOW.last for entry in read.entries)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:x", "UID:a", "UID:",
                "SUMMARY:x",
                "DTSTART:20261006T100000", "DTSTART;TZID=x:20261006T100000", "DTSTART;VALUE=DATE:20261006", "DTEND:",
                "DTSTART;VALUE=DATE:20261399", "RRULE:FREQ=DAILY;UNTIL=20260101", "RRULE:", "RDATE:20261007T100000",
                "RECURRENCE-ID:20261006T100000", "EXDATE:x", "DURATION:-P1D", "DURATION:P9999999D",
                "DTEND:20260101T000000Z",
                "CATEGORIES:", "URL:javascript:alert(1)", "LOCATION:" + "å" * 300, "X-WR-TIMEZONE:Mars/Olympus",
                "BEGIN:VALARM", "END:VALARM", "SUMMARY;LANGUAGE=sv:y", " folded", "STATUS:CANCELLED",
            ]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_lines_in_any_order_are_read_or_refused(lines: list[str]) -> None:
    whole = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()
    try:
        read = read_calendar(whole, WINDOW)
    except Unreadable:
        return
    assert all(entry.link == "" for entry in read.entries)


def test_a_calendar_of_beginnings_without_ends_is_soon_left() -> None:
    whole = calendar().replace(b"END:VCALENDAR", b"BEGIN:VEVENT\r\n" * 70_000 + b"END:VCALENDAR")
    many = "\nBEGIN:VEVENT" * 70_000
    odd = calendar(f"UID:a\nSUMMARY:x\nDTSTART;TZID=Europe:20261006T100000{many}")
    begun = time.process_time()
    for content in (whole, odd):
        with pytest.raises(Unreadable):
            read_calendar(content, WINDOW)
    assert time.process_time() - begun < 5


def test_a_process_of_its_own_reads_the_same() -> None:
    content = calendar("UID:a\nSUMMARY:x\nDTSTART;VALUE=DATE:20261006")
    assert read_apart(content, WINDOW) == read_calendar(content, WINDOW)
    with pytest.raises(Unreadable):
        read_apart(b"no calendar", WINDOW)


class _Odd(bytes):
    """What goes wrong over there in a way that nobody thought of."""

    def decode(self, *_: object) -> str:
        raise ReferenceError("odd")


def test_whatever_goes_wrong_in_the_other_process_means_that_it_cannot_be_read() -> None:
    with pytest.raises(Unreadable):
        read_apart(_Odd(b"x"), WINDOW)


def test_who_takes_too_long_is_left() -> None:
    begun = time.perf_counter()
    with pytest.raises(Unreadable):
        read_apart(calendar("UID:a\nSUMMARY:x\nDTSTART;VALUE=DATE:20261006"), WINDOW, seconds=0.01)
    assert time.perf_counter() - begun < 2
