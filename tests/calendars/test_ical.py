"""Calendar files as bytes, and as two parsers that had no part in making them read them: vobject and dateutil."""

import io
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from planner.calendars.ical import (
    Edition,
    calendar_of,
    invitation,
    item_calendar,
    meeting_calendar,
    vevent,
)
from planner.core.errors import NotFound
from planner.core.language import Words, say
from planner.meetings.rules import DayHours
from planner.programmes.snapshot import Draft, Programme, follow, from_json, to_json
from tests.builders import PREPAREDNESS, PUBLISHED, WATER, a_programme, an_entry, some_facts
from tests.calendars.samples import ENGLISH, GOLDEN, INVITED, PROGRAMME, SAVE_THE_DATE, SWEDISH, files

FILES = files()


def read(content: bytes) -> Any:
    return vobject.readOne(content.decode())


def events(content: bytes) -> dict[str, Any]:
    """vobject's events by UID."""
    return {event.uid.value: event for event in read(content).contents.get("vevent", [])}


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_the_very_bytes_it_held_before(name: str) -> None:
    assert FILES[name] == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_as_the_standard_wants_it_to_the_octet(name: str) -> None:
    content = FILES[name]
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")[:-1]
    assert [line for line in lines if not 0 < len(line) <= 75 or b"\n" in line or b"\r" in line] == []
    texts = [line.decode() for line in lines]  # each by itself: no character is cut in two
    assert [text for text in texts if any(unicodedata.category(c) == "Cc" for c in text)] == []
    assert content.decode() == unicodedata.normalize("NFC", content.decode())


@pytest.mark.parametrize("name", FILES)
def test_joined_pieces_are_what_the_library_would_have_written(name: str) -> None:
    assert Calendar.from_ical(FILES[name]).to_ical() == FILES[name]


def test_downloads_and_feeds_invite_nobody() -> None:
    for name in ("feed.ics", "theme-feed.ics", "download.ics", "item.ics", "meeting.ics"):
        found = re.findall(rb"^(?:METHOD|ORGANIZER|ATTENDEE|BEGIN:VALARM)", FILES[name], re.MULTILINE)
        assert found == [], name


def test_only_a_feed_has_a_name_since_outlook_makes_a_calendar_of_whatever_has_one() -> None:
    assert [name for name, content in FILES.items() if b"X-WR-CALNAME" in content] == [
        "feed.ics",
        "theme-feed.ics",
        "save-the-date-feed.ics",
        "personal.ics",
        "personal-online.ics",
    ]


def test_another_parser_reads_the_instants_of_the_programme() -> None:
    found = events(FILES["feed.ics"])
    assert {
        uid: (event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)) for uid, event in found.items()
    } == {f"{entry.uid}@samling.example.org": (entry.starts_at, entry.ends_at) for entry in PROGRAMME.entries}


def test_another_parser_reads_the_words_of_an_item() -> None:
    event = events(FILES["item.ics"])[f"{1:032x}@samling.example.org"]
    assert {
        "summary": event.summary.value,
        "description": event.description.value,
        "location": event.location.value,
        "status": event.status.value,
        "url": event.url.value,
        "geo": event.geo.value,
        "contact": event.contact.value,
    } == {
        "summary": 'Preparedness: Nätverk, möten; "kaffe" & \\ räksmörgås 🎉 rad två',
        "description": "En beskrivning med å, ä, ö och æ; och rader.\n\n"
        + ("Bevattning när det är torrt. " * 12).strip()
        + "\n\nSuits farmers\n\nDemo Öberg, agronom, Vreta Kluster (on link)\nDemo Ek\n\n"
        "https://samling.example.org/en/meetings/hostens-traff#item-1",
        "location": "Sal Åkerbäret, plan 3, Gamleby folkhögskola, Kastalgatan 1, Gamleby",
        "status": "CONFIRMED",
        "url": "https://samling.example.org/en/meetings/hostens-traff#item-1",
        "geo": "57.8942;16.4048",
        "contact": "Demo Ångström, demo@example.org",
    }


@settings(max_examples=150, deadline=None)
@given(title=st.text(max_size=120), text=st.text(max_size=300))
def test_whatever_people_write_comes_through_as_one_event(title: str, text: str) -> None:
    content = item_calendar(a_programme(an_entry(title=title, suits=Words(text))), 1, SWEDISH)
    lines = content.split(b"\r\n")[:-1]
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    (event,) = events(content).values()
    (again,) = Calendar.from_ical(content).walk("VEVENT")
    shown = " ".join(_visible(title).split()) or say("Talk").in_("sv")
    assert event.summary.value == str(again["summary"]) == shown
    assert event.description.value == str(again["description"])
    assert event.description.value.startswith(_visible(text).strip())


def _visible(text: str) -> str:
    """What is left of a text once line breaks are made one kind and unseen characters are gone."""
    broken = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    kept = (c for c in broken if c == "\n" or (unicodedata.category(c) != "Cc" and c != "\ufeff"))
    return unicodedata.normalize("NFC", "".join(kept))


@pytest.mark.parametrize(
    "zone", ["Europe/Stockholm", "Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kolkata"]
)
def test_another_reader_of_the_zone_shows_the_same_clocks(zone: str) -> None:
    content = calendar_of(a_programme(facts=some_facts(zone=zone)), SWEDISH)
    text = content.decode()
    part = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE") + len("END:VTIMEZONE")]
    reader = tzical(io.StringIO(part)).get(zone)
    begins = datetime(2025, 1, 1, 12, tzinfo=UTC)
    for at in (begins + timedelta(days=day) for day in range(6 * 365)):
        local = at.astimezone(ZoneInfo(zone))
        assert local.replace(tzinfo=reader).utcoffset() == local.utcoffset(), local


def test_a_zone_whose_clocks_follow_no_rule_is_written_in_utc() -> None:
    content = calendar_of(a_programme(an_entry(), facts=some_facts(zone="Africa/Casablanca")), SWEDISH)
    assert b"DTSTART:20261014T080000Z\r\n" in content
    assert b"TZID:UTC\r\n" in content
    assert b"TZID=" not in content


def test_times_from_before_the_zones_rules_held_are_written_in_utc() -> None:
    old = an_entry(starts_at=datetime(2006, 7, 1, 14, 0, tzinfo=UTC))
    content = calendar_of(a_programme(old, facts=some_facts(zone="America/New_York")), SWEDISH)
    assert b"DTSTART:20060701T140000Z\r\n" in content


def test_swedish_words_stand_in_the_swedish_edition() -> None:
    kind, title = say("Break").in_("sv"), say("CANCELLED: %(title)s", title="Fika").in_("sv")
    content = item_calendar(a_programme(an_entry(title="Fika", kind="break", cancelled=True)), 1, SWEDISH)
    (event,) = events(content).values()
    assert (event.summary.value, event.categories.value) == (title, [kind])
    assert event.url.value == "https://samling.example.org/meetings/hostens-traff#item-1"


def test_a_theme_is_not_named_twice() -> None:
    programme = a_programme(an_entry(title="Beredskap på gården", theme="beredskap"))
    (event,) = events(calendar_of(programme, SWEDISH)).values()
    assert event.summary.value == "Beredskap på gården"


def test_a_themes_calendar_holds_its_items_alone() -> None:
    assert [event.summary.value for event in events(FILES["theme-feed.ics"]).values()] == [
        'Preparedness: Nätverk, möten; "kaffe" & \\ räksmörgås 🎉 rad två',
        "CANCELLED: Preparedness: Beredskap på gården",
    ]
    with pytest.raises(NotFound):
        calendar_of(PROGRAMME, SWEDISH, theme="okand")


def test_an_item_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        item_calendar(PROGRAMME, 99, SWEDISH)


def test_a_calendar_without_items_is_still_one() -> None:
    empty = calendar_of(a_programme(with_agenda=True), SWEDISH, feed=True)
    assert [component.name for component in read(empty).components()] == ["VTIMEZONE"]


def test_days_give_way_to_items_once_there_is_an_agenda() -> None:
    days = [f"{'a0' * 16}-{number}@samling.example.org" for number in (1, 2)]
    assert list(events(FILES["save-the-date-feed.ics"])) == days
    assert list(events(FILES["meeting.ics"])) == days
    assert not set(days) & set(events(FILES["feed.ics"]))


def test_a_gathering_of_one_day_is_one_entry_under_its_own_title() -> None:
    facts = some_facts(days=(DayHours(date(2026, 10, 25), time(9), time(16)),))
    (event,) = events(meeting_calendar(a_programme(facts=facts), SWEDISH)).values()
    assert (event.summary.value, event.dtstart.value.astimezone(UTC)) == (
        "Höstens nätverksträff",
        datetime(2026, 10, 25, 8, 0, tzinfo=UTC),
    )


def test_a_cancelled_gathering_says_so_in_its_title() -> None:
    cancelled = replace(SAVE_THE_DATE, facts=replace(SAVE_THE_DATE.facts, cancelled=True))
    told = [(e.summary.value, e.status.value) for e in events(calendar_of(cancelled, ENGLISH)).values()]
    title = "CANCELLED: Gathering; spring, autumn & \\ shrimp 🎉"
    assert told == [(f"{title}, day 1 of 2", "CANCELLED"), (f"{title}, day 2 of 2", "CANCELLED")]


# What changes, from one published version to the next.

THEMES = (PREPAREDNESS, WATER)


def versions() -> tuple[Programme, Programme]:
    """Item 1 moves an hour, item 2 is taken out, item 3 gets another title, item 4 stays."""
    before = tuple(an_entry(n, f"Punkt {n}") for n in (1, 2, 3, 4))
    after = (
        replace(
            before[0],
            starts_at=before[0].starts_at + timedelta(hours=6),
            ends_at=before[0].ends_at + timedelta(hours=6),
        ),
        replace(before[2], title=Words("Punkt 3, ny")),
        before[3],
    )
    first = follow(None, Draft(some_facts(), THEMES, before), published_at=PUBLISHED)
    later = PUBLISHED + timedelta(days=1)
    return first, follow(first, Draft(some_facts(), THEMES, after), published_at=later)


def test_a_change_keeps_the_uid_and_raises_sequence_when_time_or_place_moved() -> None:
    told = [
        {
            uid[:32].lstrip("0"): (
                int(event.sequence.value),
                event.status.value,
                event.dtstamp.value == event.last_modified.value,
                event.dtstamp.value,
            )
            for uid, event in events(calendar_of(version, SWEDISH, feed=True)).items()
        }
        for version in versions()
    ]
    later = PUBLISHED + timedelta(days=1)
    assert told == [
        dict.fromkeys("1234", (0, "CONFIRMED", True, PUBLISHED)),
        {
            "1": (1, "CONFIRMED", True, later),
            "2": (1, "CANCELLED", True, later),
            "3": (0, "CONFIRMED", True, later),
            "4": (0, "CONFIRMED", True, PUBLISHED),
        },
    ]


def test_what_did_not_change_keeps_its_bytes() -> None:
    def piece(programme: Programme) -> bytes:
        return item_calendar(programme, 4, SWEDISH)

    first, second = versions()
    assert piece(first) == piece(second)


def test_one_changed_item_of_four_hundred_is_rendered_alone() -> None:
    entries = [
        an_entry(n, starts_at=datetime(2026, 10, 14, 7, 0, tzinfo=UTC) + timedelta(minutes=n)) for n in range(1, 401)
    ]
    programme = a_programme(*entries)
    vevent.cache_clear()
    first = calendar_of(programme, SWEDISH, feed=True)
    changed = replace(programme.entries[200], room="Lilla salen", sequence=1)
    second = replace(programme, entries=(*programme.entries[:200], changed, *programme.entries[201:]))
    again = calendar_of(from_json(to_json(second)), SWEDISH, feed=True)
    seen = vevent.cache_info()
    assert (seen.misses, seen.hits) == (401, 399)
    vevent.cache_clear()
    assert (again != first, again == calendar_of(second, SWEDISH, feed=True)) == (True, True)


# Letters to one person.


def test_an_invitation_has_one_organizer_and_one_attendee_who_is_asked() -> None:
    calendar = read(FILES["request.ics"])
    (event,) = calendar.vevent_list
    assert calendar.method.value == "REQUEST"
    assert [(o.value, o.params) for o in event.contents["organizer"]] == [
        ("mailto:kansli@example.org", {"CN": ["Demo 'Kansliet'; Öst"]})
    ]
    assert [(a.value, a.params) for a in event.contents["attendee"]] == [
        (
            "mailto:asa@example.org",
            {
                "CN": ["Demo Gäst, Åsa"],
                "CUTYPE": ["INDIVIDUAL"],
                "PARTSTAT": ["NEEDS-ACTION"],
                "ROLE": ["REQ-PARTICIPANT"],
                "RSVP": ["TRUE"],
            },
        )
    ]


def test_an_invitation_spans_the_days_that_the_person_attends() -> None:
    def span(*days: date) -> tuple[datetime, datetime]:
        (event,) = events(invitation(PROGRAMME, replace(INVITED, days=days), SWEDISH)).values()
        return event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)

    first, second = date(2026, 10, 14), date(2026, 10, 15)
    opens = {first: datetime(2026, 10, 14, 7, 30, tzinfo=UTC), second: datetime(2026, 10, 15, 6, 30, tzinfo=UTC)}
    closes = {first: datetime(2026, 10, 14, 14, 30, tzinfo=UTC), second: datetime(2026, 10, 15, 10, 0, tzinfo=UTC)}
    assert (span(first, second), span(first), span(second)) == (
        (opens[first], closes[second]),
        (opens[first], closes[first]),
        (opens[second], closes[second]),
    )


def test_nobody_is_asked_for_days_that_are_not_out_but_what_goes_may_be_of_such() -> None:
    elsewhen = replace(INVITED, days=(date(2026, 10, 14), date(2026, 10, 21)))
    with pytest.raises(ValueError, match="not published"):
        invitation(PROGRAMME, elsewhen, SWEDISH)
    gone = replace(INVITED, method="CANCEL", days=(date(2026, 10, 21),))
    (event,) = events(invitation(PROGRAMME, gone, SWEDISH)).values()
    assert event.dtstart.value.astimezone(UTC) == datetime(2026, 10, 14, 7, 30, tzinfo=UTC)


def test_a_cancellation_bears_the_uid_of_its_invitation_and_a_higher_sequence() -> None:
    told = [
        (c.method.value, c.vevent.uid.value, int(c.vevent.sequence.value), c.vevent.status.value)
        for c in (read(FILES["request.ics"]), read(FILES["cancel.ics"]))
    ]
    uid = f"{'c3' * 16}@samling.example.org"
    assert told == [("REQUEST", uid, 0, "CONFIRMED"), ("CANCEL", uid, 1, "CANCELLED")]


def test_the_online_link_stands_only_in_what_is_for_somebody_online() -> None:
    link = b"video.example.org"
    assert {name for name, content in FILES.items() if link in content} == {"request-online.ics", "personal-online.ics"}
    (event,) = events(FILES["request-online.ics"]).values()
    assert (event.conference.value, event.conference.params, event.location.value) == (
        "https://video.example.org/rum?a=1&b=2",
        {"FEATURE": ["AUDIO", "VIDEO"], "VALUE": ["URI"]},
        "Online",
    )
    assert "https://video.example.org/rum?a=1&b=2" in event.description.value


def test_an_edition_knows_the_addresses_of_its_language() -> None:
    swedish = Edition("sv", "https://a.example.org", "a.example.org")
    assert [e.url("/meetings/x") for e in (swedish, replace(swedish, lang="en"))] == [
        "https://a.example.org/meetings/x",
        "https://a.example.org/en/meetings/x",
    ]
