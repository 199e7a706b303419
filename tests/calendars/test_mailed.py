"""Mailed entries of items, updates of the gathering's, and what makes a change of them worth a letter."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream

from planner.calendars.ical import told_of, told_of_item
from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.programmes.snapshot import Contact, from_json, to_json
from tests.builders import GAMLEBY
from tests.calendars.samples import FACTS, GIVER, INVITED, ITEM, PROGRAMME, files

FILES = files()
MAILED = [name for name in FILES if "request" in name or "cancel" in name]


def read(name: str) -> Any:
    """The one event, by vobject."""
    (event,) = vobject.readOne(FILES[name].decode()).contents["vevent"]
    return event


def test_an_update_has_the_uid_of_the_invitation_a_higher_sequence_and_the_new_time() -> None:
    first, second = read("request.ics"), read("request-update.ics")
    assert first.uid.value == second.uid.value
    assert (first.sequence.value, second.sequence.value) == ("0", "1")
    assert [e.dtstart.value.astimezone(UTC) for e in (first, second)] == [
        datetime(2026, 10, 14, 7, 30, tzinfo=UTC),
        datetime(2026, 10, 14, 9, 0, tzinfo=UTC),
    ]


@pytest.mark.parametrize("name", MAILED)
def test_two_other_readers_find_one_event_and_one_method(name: str) -> None:
    calendar = IcsCalendarStream.calendar_from_ics(FILES[name].decode())
    (event,) = calendar.events
    other = vobject.readOne(FILES[name].decode())
    method = "CANCEL" if "cancel" in name else "REQUEST"
    assert (other.method.value, calendar.method) == (method, method)
    assert event.uid == other.vevent.uid.value
    assert event.dtstart.astimezone(UTC) == other.vevent.dtstart.value.astimezone(UTC)  # type: ignore[union-attr]
    assert event.sequence == int(other.vevent.sequence.value)
    assert event.status == ("CANCELLED" if "cancel" in name else "CONFIRMED")
    assert (len(event.attendees), event.organizer is not None) == (1, True)


def test_an_items_entry_asks_one_person_and_says_where_it_belongs() -> None:
    event = read("item-request.ics")
    assert [(a.value, a.params) for a in event.contents["attendee"]] == [
        (
            "mailto:oberg@example.org",
            {
                "CN": ["Demo Öberg"],
                "CUTYPE": ["INDIVIDUAL"],
                "PARTSTAT": ["NEEDS-ACTION"],
                "ROLE": ["REQ-PARTICIPANT"],
                "RSVP": ["TRUE"],
            },
        )
    ]
    assert event.organizer.value == "mailto:kansli@example.org"
    assert event.uid.value == f"{'d4' * 16}@samling.example.org"
    assert event.location.value == "Sal Åkerbäret, plan 3, Gamleby folkhögskola, Kastalgatan 1, Gamleby"
    assert event.description.value.startswith("Part of Gathering; spring, autumn & \\ shrimp 🎉.\n\n")
    assert (event.conference.value, event.conference.params) == (
        "https://meet.example.org/sal?a=1&b=2",
        {"FEATURE": ["AUDIO", "VIDEO"], "VALUE": ["URI"]},
    )


def test_an_item_that_is_taken_back_asks_nothing_and_gives_no_link() -> None:
    event = read("item-cancel.ics")
    assert [(a.value, sorted(a.params)) for a in event.contents["attendee"]] == [
        ("mailto:oberg@example.org", ["CN", "CUTYPE", "ROLE"])
    ]
    assert (event.status.value, event.transp.value, event.sequence.value) == ("CANCELLED", "TRANSPARENT", "1")
    assert event.summary.value == "INSTÄLLT: Beredskap på gården"
    assert b"meet.example.org" not in FILES["item-cancel.ics"]


FIRST, SECOND = FACTS.days


@pytest.mark.parametrize(
    ("change", "is_worth_a_letter"),
    [
        ({"days": (replace(FIRST, opens=time(11)), SECOND)}, True),
        ({"days": (FIRST, replace(SECOND, closes=time(13)))}, True),
        ({"days": (FIRST, DayHours(date(2026, 10, 16), time(8, 30), time(12)))}, True),
        ({"place": replace(GAMLEBY, name="Kvarnen")}, True),
        ({"place": replace(GAMLEBY, latitude=57.0)}, True),
        ({"place": None}, True),
        ({"place": replace(GAMLEBY, directions=Words("Ta bussen"), website="https://example.org")}, False),
        ({"title": Words("Höstmötet"), "summary": Words("Två dagar")}, False),
        ({"contact": Contact("Demo Ek", "ek@example.org", "")}, False),
    ],
)
def test_what_of_the_gathering_is_worth_a_letter(change: dict[str, Any], is_worth_a_letter: bool) -> None:
    changed = replace(PROGRAMME, facts=replace(FACTS, **change))
    assert (told_of(changed, INVITED) != told_of(PROGRAMME, INVITED)) is is_worth_a_letter


def test_whose_day_does_not_change_is_not_told() -> None:
    second = replace(INVITED, days=(SECOND.held_on,))
    changed = replace(PROGRAMME, facts=replace(FACTS, days=(replace(FIRST, opens=time(11)), SECOND)))
    assert told_of(changed, second) == told_of(PROGRAMME, second)


def test_the_link_counts_and_the_place_does_not_for_somebody_online() -> None:
    online = replace(INVITED, on_site=False, online_link="https://video.example.org/a")
    elsewhere = replace(PROGRAMME, facts=replace(FACTS, place=None))
    assert told_of(elsewhere, online) == told_of(PROGRAMME, online)
    assert told_of(PROGRAMME, replace(online, online_link="https://video.example.org/b")) != told_of(PROGRAMME, online)


@pytest.mark.parametrize(
    ("change", "is_worth_a_letter"),
    [
        ({"starts_at": ITEM.starts_at + timedelta(minutes=5)}, True),
        ({"ends_at": ITEM.ends_at + timedelta(minutes=5)}, True),
        ({"room": "Lilla salen"}, True),
        ({"room_kind": "bus"}, True),
        ({"title": Words("Nytt"), "abstract": Words("Nytt"), "theme": "", "capacity": 3, "sequence": 9}, False),
    ],
)
def test_what_of_an_item_is_worth_a_letter(change: dict[str, Any], is_worth_a_letter: bool) -> None:
    changed = replace(ITEM, **change)
    assert (told_of_item(PROGRAMME, changed, "") != told_of_item(PROGRAMME, ITEM, "")) is is_worth_a_letter


def test_what_was_stored_and_read_again_tells_the_same() -> None:
    again = from_json(to_json(PROGRAMME))
    assert told_of(again, INVITED) == told_of(PROGRAMME, INVITED)
    entry = next(entry for entry in again.entries if entry.uid == ITEM.uid)
    assert told_of_item(again, entry, GIVER.online_link) == told_of_item(PROGRAMME, ITEM, GIVER.online_link)
