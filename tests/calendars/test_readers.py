"""Every file as five readers see it that had no part in making it: the same instants, texts and counts."""

import zoneinfo
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calendars.ical import calendar_of, item_calendar
from planner.calendars.ical.pieces import line
from planner.calendars.rules import rules_of
from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.programmes.snapshot import Entry, Programme, SpeakerLine
from tests.builders import a_programme, an_entry, some_facts
from tests.calendars.readers import DEFECTS, READERS, by_libical
from tests.calendars.samples import CHANGES, ENGLISH, PROGRAMME, SWEDISH, files, personal

HOSTILE = (
    "komma, semikolon; kolon: bakstreck \\ snedstreck \\n \\, \\; \\N \\\\",
    "citat \"tecken\" och 'apostrof' <b>fet</b> &amp; {{ 7*7 }} %(name)s %s",
    "å ä ö Å Ä Ö é ü ß æ ø ł 中文 العربية עברית",
    "emoji 🎉🧑‍🌾🇸🇪 och sammansatt e\u0301 a\u030a",
    "BEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nATTENDEE:mailto:a@example.org",
    "styrtecken \x00\x01\x07\x08\x0b\x0c\x1b[31m\x7f\x80\x9f\ufeff slut",
    "rad ett\nrad två\r\nrad tre\rrad fyra\u2028rad fem\u2029rad sex\x85rad sju",
    "enlångradutanmellanslag" * 40,
    "🎉" * 200,
    "å" * 74 + "ö",
    "\t tabb\toch   många    blanksteg \u00a0 hårt ",
    "DTSTART:20260101T000000Z",
)


def hostile(text: str, number: int) -> Entry:
    return an_entry(
        number,
        text,
        starts_at=datetime(2026, 10, 14, 6, tzinfo=UTC) + timedelta(hours=number),
        room=text[:120],
        abstract=Words(text),
        suits=Words(text),
        speakers=(SpeakerLine(text[:80], text[:40], text[:40], on_link=True),),
    )


def of_zone(zone: str, *entries: Entry, number: int = 1) -> Programme:
    return a_programme(*entries, facts=some_facts(zone=zone, uid=f"{number:032x}", slug=f"traff-{number}"))


ELSEWHERE = (
    "UTC", "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe",
    "Asia/Kolkata", "Africa/Casablanca", "Asia/Jerusalem", "America/Nuuk", "Africa/Cairo", "Pacific/Chatham",
)  # fmt: skip
FILES = {
    **files(),
    "reminding": calendar_of(PROGRAMME, replace(ENGLISH, alarm_minutes=30)),
    "online": calendar_of(PROGRAMME, replace(ENGLISH, online="https://video.example.org/rum?a=1&b=2,3;4"), feed=True),
    "empty feed": calendar_of(a_programme(with_agenda=True), SWEDISH, feed=True),
    "empty personal": personal(),
    "personal, many zones": personal(
        *(of_zone(zone, an_entry(n), number=n) for n, zone in enumerate(ELSEWHERE, start=1))
    ),
    "hostile": calendar_of(a_programme(*(hostile(text, n) for n, text in enumerate(HOSTILE, 1))), SWEDISH, feed=True),
    **{
        f"in {zone}": calendar_of(
            of_zone(zone, *(an_entry(m, starts_at=datetime(2026, m, 14, 8, tzinfo=UTC)) for m in range(1, 13))),
            SWEDISH,
        )
        for zone in ELSEWHERE
    },
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", FILES)
def test_all_read_the_same(name: str, reader: str) -> None:
    expected, found = by_libical(FILES[name]), READERS[reader](FILES[name])
    assert found == DEFECTS.get(reader, sorted)(expected)


@pytest.mark.parametrize("reader", READERS)
def test_they_read_the_instants_that_were_meant_also_round_the_clock_changes(reader: str) -> None:
    content = calendar_of(a_programme(*CHANGES), SWEDISH, feed=True)
    assert [(seen.starts_at, seen.ends_at) for seen in READERS[reader](content)] == [
        (entry.starts_at, entry.ends_at) for entry in CHANGES
    ]


@pytest.mark.parametrize("reader", READERS)
def test_an_entry_across_each_clock_change_is_as_long_as_it_was(reader: str) -> None:
    nights = [
        an_entry(1, starts_at=datetime(2026, 3, 28, 22, tzinfo=UTC), ends_at=datetime(2026, 3, 29, 2, tzinfo=UTC)),
        an_entry(2, starts_at=datetime(2026, 10, 24, 21, tzinfo=UTC), ends_at=datetime(2026, 10, 25, 3, tzinfo=UTC)),
    ]
    found = READERS[reader](calendar_of(a_programme(*nights), SWEDISH))
    assert [seen.ends_at - seen.starts_at for seen in found] == [timedelta(hours=4), timedelta(hours=6)]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_through_as_one_entry(text: str, reader: str) -> None:
    (seen,) = READERS[reader](item_calendar(a_programme(hostile(text, 1)), 1, SWEDISH))
    meant = replace(seen, summary=line(text))
    assert [seen] == DEFECTS.get(reader, sorted)([meant])


def test_a_backslash_and_an_n_are_no_line_break() -> None:
    content = item_calendar(a_programme(an_entry(title="D:\\Nya\\nytt")), 1, SWEDISH)
    assert b"SUMMARY:D:\\\\Nya\\\\nytt\r\n" in content
    assert [seen.summary for seen in by_libical(content)] == ["D:\\Nya\\nytt"]


def test_a_title_of_which_nothing_can_be_shown_is_called_by_its_kind() -> None:
    (seen,) = by_libical(item_calendar(a_programme(an_entry(title="\x07 \x1b")), 1, ENGLISH))
    assert seen.summary == "Talk"


@settings(max_examples=60, deadline=None)
@given(title=st.text(min_size=1, max_size=100), text=st.text(max_size=200))
def test_any_text_is_read_alike(title: str, text: str) -> None:
    content = item_calendar(a_programme(an_entry(title=title, suits=Words(text))), 1, SWEDISH)
    found = [READERS[name](content) for name in ("libical", "vobject", "ical")]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 1


def test_the_instants_of_every_zone_there_is_survive() -> None:
    """One entry each month, and one right before and after each clock change that the rules tell of."""
    wrong = {}
    for zone in sorted(zoneinfo.available_timezones() - {"localtime"}):
        entries = [
            an_entry(n, starts_at=at, ends_at=at + timedelta(minutes=45)) for n, at in enumerate(_moments(zone), 1)
        ]
        content = calendar_of(of_zone(zone, *entries), SWEDISH, feed=True)
        meant = [(entry.starts_at, entry.ends_at) for entry in sorted(entries, key=lambda entry: entry.starts_at)]
        if [(seen.starts_at, seen.ends_at) for seen in by_libical(content)] != meant:
            wrong[zone] = content
    assert list(wrong) == []


def _moments(zone: str) -> list[datetime]:
    moments = [datetime(2026 + m // 12, m % 12 + 1, 15, 9, tzinfo=UTC) for m in range(18)]
    rules = rules_of(zone)
    for change in rules.changes if rules else ():
        at = (datetime.combine(change.day(2027), change.at) - change.before).replace(tzinfo=UTC)
        moments += [at - timedelta(minutes=46), at - timedelta(minutes=1), at, at + timedelta(minutes=61)]
    return moments


def test_days_of_a_gathering_elsewhere_begin_when_its_own_clocks_say() -> None:
    facts = some_facts(zone="America/New_York", days=(DayHours(date(2026, 11, 1), time(9), time(16)),))
    content = calendar_of(a_programme(facts=facts), SWEDISH)
    assert [[seen.starts_at for seen in read(content)] for read in READERS.values()] == [
        [datetime(2026, 11, 1, 14, tzinfo=UTC)]
    ] * len(READERS)


def test_a_reader_that_sees_something_else_is_noticed() -> None:
    content = FILES["meeting.ics"]
    moved = content.replace(b"T093000", b"T103000")
    assert content != moved
    for read in READERS.values():
        assert read(content) != read(moved)
