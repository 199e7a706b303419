"""Series of somebody else's calendar, changed times of them, and what tells one entry from another."""

from datetime import UTC, date, datetime

import pytest

from planner.activities.rules.events import zones
from planner.activities.rules.feeds import PassedOver
from planner.activities.rules.reading import ReadCalendar, read_calendar
from tests.activities.test_reading import WINDOW, calendar, keys

WEEKLY = """UID:w@x
    SUMMARY:Varje vecka
    DTSTART:20261006T160000Z
    DTEND:20261006T180000Z
    RRULE:FREQ=WEEKLY;COUNT=3"""
CHANGED = "UID:w@x\nRECURRENCE-ID:20261013T160000Z\nDTSTART:20261014T160000Z\nDTEND:20261014T180000Z"


@pytest.mark.parametrize(
    ("changed", "second"),
    [
        (f"{CHANGED}\nSUMMARY:Flyttad", [("Flyttad", date(2026, 10, 14), False)]),
        (CHANGED, [("Varje vecka", date(2026, 10, 14), False)]),
        (f"{CHANGED}\nSTATUS:CANCELLED", [("Varje vecka", date(2026, 10, 14), True)]),
        (
            "UID:w@x\nRECURRENCE-ID:20261013T160000Z\nSTATUS:CANCELLED",
            [("Varje vecka", date(2026, 10, 13), True)],
        ),
        (f"{CHANGED}\nCLASS:PRIVATE\nSUMMARY:Hemligt", []),
    ],
)
def test_a_changed_time_stands_in_the_place_of_the_old_one_whatever_it_says(
    changed: str, second: list[tuple[str, date, bool]]
) -> None:
    read = read_calendar(calendar(WEEKLY, changed), WINDOW)
    assert [(entry.title, entry.first_day, entry.cancelled) for entry in read.entries] == [
        ("Varje vecka", date(2026, 10, 6), False),
        *second,
        ("Varje vecka", date(2026, 10, 20), False),
    ]
    assert read.passed_over == (() if second else ((PassedOver.PRIVATE, 1),))


def test_a_time_of_a_private_series_is_private_unless_it_says_otherwise() -> None:
    private = f"{WEEKLY}\nCLASS:PRIVATE"
    assert keys(read_calendar(calendar(private, CHANGED), WINDOW)) == []
    read = read_calendar(calendar(private, f"{CHANGED}\nCLASS:PUBLIC"), WINDOW)
    assert (keys(read), read.passed_over) == (["w@x|20261013T160000Z"], ((PassedOver.PRIVATE, 1),))


def test_changed_times_without_their_series_are_entries_of_their_own() -> None:
    other = CHANGED.replace("1013T", "1020T").replace("1014T", "1021T")
    read = read_calendar(calendar(f"{CHANGED}\nSUMMARY:x", f"{other}\nSUMMARY:y"), WINDOW)
    assert keys(read) == ["w@x|20261013T160000Z", "w@x|20261020T160000Z"]


def test_a_change_of_all_that_follows_leaves_each_its_own_key() -> None:
    later = CHANGED.replace("RECURRENCE-ID:", "RECURRENCE-ID;RANGE=THISANDFUTURE:")
    read = read_calendar(calendar(WEEKLY, later), WINDOW)
    assert [(entry.key, entry.first_day) for entry in read.entries] == [
        ("w@x|20261006T160000Z", date(2026, 10, 6)),
        ("w@x|20261014T160000Z", date(2026, 10, 14)),
        ("w@x|20261021T160000Z", date(2026, 10, 21)),
    ]


def test_of_two_revisions_the_later_one_counts_and_doubles_are_told() -> None:
    day = "UID:a\nDTSTART;VALUE=DATE:20261006\nSUMMARY"
    read = read_calendar(calendar(f"{day}:ny\nSEQUENCE:2", f"{day}:gammal\nSEQUENCE:1"), WINDOW)
    assert ([entry.title for entry in read.entries], read.passed_over) == (["ny"], ())
    read = read_calendar(calendar(f"{day}:en", f"{day}:två"), WINDOW)
    assert ([entry.title for entry in read.entries], read.passed_over) == (["två"], ((PassedOver.DOUBLE, 1),))


def test_without_a_uid_title_and_start_tell_entries_apart() -> None:
    days = [f"SUMMARY:Café\nDTSTART;VALUE=DATE:{day}" for day in ("20261006", "20261013", "20261013")]
    read = read_calendar(calendar(*days), WINDOW)
    assert (keys(read), read.passed_over) == (["Café|20261006", "Café|20261013"], ((PassedOver.DOUBLE, 1),))


def test_uids_that_differ_only_at_their_ends_are_two() -> None:
    events = [f"UID:{'u' * 250}{n}\nSUMMARY:{n}\nDTSTART;VALUE=DATE:20261006" for n in (1, 2)]
    read = read_calendar(calendar(*events), WINDOW)
    assert {entry.title for entry in read.entries} == {"1", "2"}
    assert all(len(entry.key) <= 200 for entry in read.entries)


def test_what_lasts_sixty_days_is_told() -> None:
    show = "UID:a\nSUMMARY:Utställning\nDTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:2026"
    assert keys(read_calendar(calendar(f"{show}1129"), WINDOW)) == ["a"]
    assert read_calendar(calendar(f"{show}1201"), WINDOW) == ReadCalendar((), ((PassedOver.LONG, 1),))


@pytest.mark.parametrize(
    ("length", "end"),
    [
        ("PT5H", datetime(2027, 3, 28, 3, tzinfo=UTC)),
        ("P1D", datetime(2027, 3, 28, 21, tzinfo=UTC)),
        ("P1DT1H", datetime(2027, 3, 28, 22, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("rule", ["", "\nRRULE:FREQ=WEEKLY;COUNT=1"])
def test_a_duration_is_exact_in_the_night_when_clocks_are_put_forward(length: str, end: datetime, rule: str) -> None:
    event = f"UID:a\nSUMMARY:x\nDTSTART;TZID=Europe/Stockholm:20270327T230000\nDURATION:{length}{rule}"
    [entry] = read_calendar(calendar(event), WINDOW).entries
    assert (entry.starts_at, entry.ends_at) == (datetime(2027, 3, 27, 22, tzinfo=UTC), end)


def test_the_names_of_zones_are_looked_up_once() -> None:
    assert zones() is zones()
