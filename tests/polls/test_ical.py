"""The entry of a date that was picked: its bytes, and as parsers read them that had no part in making them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import vobject
from ical.calendar_stream import IcsCalendarStream

from planner.calendars.ical import Edition
from planner.core.language import Words
from planner.polls.ical import DateEntry, date_entry

ENTRY = DateEntry(
    uid="a1" * 16,
    sequence=0,
    method="REQUEST",
    title=Words("Höstens träff", "The autumn gathering"),
    starts_at=datetime(2026, 10, 24, 8, 0, tzinfo=UTC),
    ends_at=datetime(2026, 10, 25, 12, 0, tzinfo=UTC),
    zone="Europe/Stockholm",
    text="Boka in datumet.\n\nFrågor; kommatecken, och så.",
    organizer=('Lena "Demo" Lind', "lena@example.org"),
    attendee=("Kim Demo", "kim@example.org"),
    made_at=datetime(2026, 9, 1, 8, 0, tzinfo=UTC),
    told_at=datetime(2026, 9, 1, 8, 0, tzinfo=UTC),
)
SWEDISH = Edition("sv", "http://localhost", "localhost")
VEVENT = """BEGIN:VEVENT
SUMMARY:Höstens träff
DTSTART;TZID=Europe/Stockholm:20261024T100000
DTEND;TZID=Europe/Stockholm:20261025T130000
DTSTAMP:20260901T080000Z
UID:a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1@localhost
SEQUENCE:0
ATTENDEE;CN="Kim Demo";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PA
 RTICIPANT;RSVP=TRUE:mailto:kim@example.org
CLASS:PUBLIC
CREATED:20260901T080000Z
DESCRIPTION:Boka in datumet.\\n\\nFrågor\\; kommatecken\\, och så.
LAST-MODIFIED:20260901T080000Z
ORGANIZER;CN="Lena 'Demo' Lind":mailto:lena@example.org
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT
"""


def test_an_entry_over_a_clock_change_is_written_in_the_zones_own_time() -> None:
    content = date_entry(ENTRY, SWEDISH).decode().replace("\r\n", "\n")
    assert content[content.index("BEGIN:VEVENT") : content.index("END:VCALENDAR")] == VEVENT
    assert content.startswith("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Samling//Programme 1.0//SV\nCALSCALE:GREGORIAN\n"
                              "METHOD:REQUEST\nBEGIN:VTIMEZONE\n")  # fmt: skip


def test_two_other_parsers_read_the_same_instants() -> None:
    content = date_entry(ENTRY, SWEDISH).decode()
    event = vobject.readOne(content).vevent
    other: Any
    (other,) = IcsCalendarStream.calendar_from_ics(content).events
    for starts, ends in ((event.dtstart.value, event.dtend.value), (other.dtstart, other.dtend)):
        assert (starts.astimezone(UTC), ends.astimezone(UTC)) == (ENTRY.starts_at, ENTRY.ends_at)


def test_a_cancelled_entry_says_so_and_asks_nothing() -> None:
    gone = replace(ENTRY, method="CANCEL", sequence=2)
    content = date_entry(gone, replace(SWEDISH, lang="en")).decode().replace("\r\n ", "")
    for line in (
        "METHOD:CANCEL", "STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SEQUENCE:2",
        "SUMMARY:CANCELLED: The autumn gathering",
        'ATTENDEE;CN="Kim Demo";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT:mailto:kim@example.org',
    ):  # fmt: skip
        assert f"\r\n{line}\r\n" in content
