"""The shared calendar as a file: what each entry says, read by programs of other people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import vobject
from icalendar import Calendar

from planner.activities.ical import FeedHead, events_of, feed_of, file_of
from planner.activities.rules import Entry, EntryKind, Standing
from planner.activities.snapshot import follow
from planner.calendars.ical import Edition
from planner.core.language import Words
from planner.meetings.rules import Mode
from tests.activities.test_rules import SHOWN, an_entry
from tests.builders import PUBLISHED, a_programme, some_facts
from tests.builders import an_entry as an_item

SV, EN = Edition("sv", "http://localhost", "localhost"), Edition("en", "http://localhost", "localhost")
HEAD = FeedHead(
    "Demonätverket, allt", "/calendar.ics?theme=vatten", "/calendar?theme=vatten", "Europe/Stockholm", "lake"
)
WALK = an_entry(
    made_of=follow(None, SHOWN, PUBLISHED),
    path="/activities/x",
    title=Words("Fältvandring; del 1", "Field walk"),
    text=Words("Ta med stövlar."),
    place="Demogården, Linköping",
    link="https://www.example.org",
    contact="Kim Demo",
)


def lines(content: bytes) -> list[str]:
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def a_gathering(**facts: object) -> Entry:
    programme = a_programme(facts=some_facts(**facts))
    return replace(
        an_entry(), kind=EntryKind.GATHERING, made_of=programme, starts_at=PUBLISHED, ends_at=PUBLISHED, uid="a0" * 16
    )


def test_a_whole_day_says_all_there_is() -> None:
    assert lines(b"".join(events_of(WALK, SV))) == [
        "BEGIN:VEVENT",
        r"SUMMARY:Fältvandring\; del 1",
        "DTSTART;VALUE=DATE:20261006",
        "DTEND;VALUE=DATE:20261007",
        "DTSTAMP:20260820T120000Z",
        f"UID:{6:032x}@localhost",
        "SEQUENCE:0",
        "CATEGORIES:Vattenfrågor,Vreta Kluster",
        "CLASS:PUBLIC",
        "COLOR:steelblue",
        "CONTACT:Kim Demo",
        "CREATED:20260820T120000Z",
        r"DESCRIPTION:Ta med stövlar.\n\nArrangör: Vreta Kluster.\n\nhttps://www.example.org\n\nhttp://localhost/activities/x",
        "LAST-MODIFIED:20260820T120000Z",
        r"LOCATION:Demogården\, Linköping",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:http://localhost/activities/x",
        "END:VEVENT",
        "",
    ]


def test_times_are_told_in_the_zone_and_english_has_its_own_words() -> None:
    at = datetime(2026, 10, 6, 11, tzinfo=UTC)
    said = lines(
        b"".join(events_of(replace(WALK, starts_at=at, ends_at=at + timedelta(hours=2), mode=Mode.HYBRID), EN))
    )
    assert [line for line in said if line.startswith(("DT", "SUMMARY", "LOCATION", "URL"))] == [
        "SUMMARY:Field walk",
        "DTSTART;TZID=Europe/Stockholm:20261006T130000",
        "DTEND;TZID=Europe/Stockholm:20261006T150000",
        "DTSTAMP:20260820T120000Z",
        r"LOCATION:Demogården\, Linköping\, Online",
        "URL:http://localhost/en/activities/x",
    ]


def test_what_is_cancelled_says_so_first() -> None:
    said = lines(b"".join(events_of(replace(WALK, standing=Standing.CANCELLED), SV)))
    assert {r"SUMMARY:INSTÄLLT: Fältvandring\; del 1", "STATUS:CANCELLED"} <= set(said)


def test_a_gathering_is_its_days_whatever_is_on_its_agenda() -> None:
    entry = a_gathering()
    assert len(events_of(entry, SV)) == 2
    with_agenda = replace(entry, made_of=replace(a_programme(an_item(1)), entries=(), facts=some_facts()))
    assert len(events_of(with_agenda, SV)) == 2


def test_the_head_says_what_it_is_and_where() -> None:
    said = lines(feed_of([WALK], HEAD, EN))
    assert {
        r"NAME:Demonätverket\, allt",
        r"X-WR-CALNAME:Demonätverket\, allt",
        "X-WR-TIMEZONE:Europe/Stockholm",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:http://localhost/en/calendar.ics?theme=vatten",
        "URL:http://localhost/en/calendar?theme=vatten",
        "COLOR:steelblue",
    } <= set(said)
    assert [line for line in said if line.startswith(("METHOD", "ORGANIZER", "ATTENDEE"))] == []


def test_an_empty_calendar_is_still_one() -> None:
    content = feed_of([], HEAD, SV)
    assert [part.name for part in Calendar.from_ical(content).subcomponents] == ["VTIMEZONE"]
    assert next(vobject.readComponents(content.decode())).name == "VCALENDAR"


def test_each_zone_that_is_named_has_its_rules_once() -> None:
    at = datetime(2026, 10, 6, 11, tzinfo=UTC)
    there = replace(WALK, zone="Europe/Helsinki", starts_at=at, ends_at=at + timedelta(hours=1), uid="f" * 32)
    content = feed_of([WALK, there, replace(there, uid="e" * 32)], HEAD, SV)
    assert [line for line in lines(content) if line.startswith("TZID:")] == [
        "TZID:Europe/Stockholm",
        "TZID:Europe/Helsinki",
    ]
    events: list[Any] = list(Calendar.from_ical(content).walk("VEVENT"))
    [begin] = {event["DTSTART"].dt for event in events if event["UID"].startswith("f")}
    assert begin == at


def test_others_read_the_same_days() -> None:
    content = feed_of([WALK, a_gathering()], HEAD, SV)
    events: list[Any] = list(next(vobject.readComponents(content.decode())).contents["vevent"])
    begins = sorted(f"{event.dtstart.value:%Y-%m-%d}" for event in events)
    assert begins == ["2026-10-06", "2026-10-14", "2026-10-15"]


def test_lines_are_folded_and_end_as_they_must() -> None:
    content = feed_of([replace(WALK, text=Words("å" * 400))], HEAD, SV)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert content.endswith(b"END:VCALENDAR\r\n")


def test_one_entry_is_a_file() -> None:
    assert [part.name for part in Calendar.from_ical(file_of(WALK, SV)).subcomponents] == ["VTIMEZONE", "VEVENT"]


def test_a_dtstamp_is_the_last_change_whenever_it_is_asked() -> None:
    assert feed_of([WALK], HEAD, SV) == feed_of([WALK], HEAD, SV)
    later = replace(WALK, made_of=follow(WALK.made_of, replace(SHOWN, place="Där"), PUBLISHED + timedelta(1)))  # type: ignore[arg-type]
    assert "DTSTAMP:20260821T120000Z" in lines(feed_of([later], HEAD, SV))
    assert "SEQUENCE:1" in lines(feed_of([later], HEAD, SV))
