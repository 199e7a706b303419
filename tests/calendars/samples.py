"""A small programme with everything that has ever tripped a calendar, and the files that are made of it.

Run as a module it writes the golden files anew: `python -m tests.calendars.samples`. Read the difference before you
commit it: each changed byte reaches everybody's calendar.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from planner.calendars.ical import (
    Attendance,
    Edition,
    ItemAttendance,
    calendar_of,
    invitation,
    item_calendar,
    item_invitation,
    meeting_calendar,
    personal_calendar,
    portions_of,
)
from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.programmes.snapshot import Contact, Programme, SpeakerLine
from tests.builders import PUBLISHED, a_programme, an_entry, some_facts

GOLDEN = Path(__file__).parent / "golden"
ENGLISH = Edition("en", "https://samling.example.org", "samling.example.org")
SWEDISH = replace(ENGLISH, lang="sv")

_AROUND_CHANGES = (
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 2, 30, tzinfo=UTC),
)
"""02.30 comes twice on 25 October."""
CHANGES = [
    an_entry(10 + number, f"Runt klockbytet {number}", starts_at=at, ends_at=at + timedelta(minutes=20))
    for number, at in enumerate(_AROUND_CHANGES)
]
FACTS = some_facts(
    title=Words("Träff; vår, höst & \\ räksmörgås 🎉", "Gathering; spring, autumn & \\ shrimp 🎉"),
    summary=Words("Två dagar, **på riktigt**; rad ett\n\nrad två", "Two days, **for real**; line one\n\nline two"),
    contact=Contact("Demo Ångström", "demo@example.org", ""),
)
PROGRAMME = a_programme(
    an_entry(
        1,
        'Nätverk, möten; "kaffe" &\x0b \\ räksmörgås 🎉\r\nrad två',
        theme="beredskap",
        kind="workshop",
        room="Sal Åkerbäret, plan 3",
        abstract=Words("En *beskrivning* med å, ä, ö och æ; och rader.\r\n\r\n" + "Bevattning när det är torrt. " * 12),
        suits=Words("Passar dig som är lantbrukare", "Suits farmers"),
        speakers=(
            SpeakerLine("Demo Öberg", "agronom", "Vreta Kluster", on_link=True),
            SpeakerLine("Demo Ek", "", "", on_link=False),
        ),
    ),
    an_entry(2, "Beredskap på gården", theme="beredskap", cancelled=True, sequence=1),
    an_entry(3, "Fika", kind="break", room=""),
    an_entry(4, "Bussen går", kind="travel", room="Buss 1", room_kind="bus"),
    an_entry(5, "Vattnets väg", theme="vatten", sequence=2, changed_at=PUBLISHED + timedelta(days=9, microseconds=7)),
    *CHANGES,
    facts=FACTS,
)
SAVE_THE_DATE = a_programme(facts=replace(FACTS, programme_by=date(2026, 9, 15)))
WEBINAR = a_programme(
    facts=some_facts(
        title=Words("Webbinarium"), place=None, mode="online", days=(DayHours(date(2026, 11, 3), time(9), time(12)),)
    )
)
INVITED = Attendance(
    uid="c3" * 16,
    sequence=0,
    method="REQUEST",
    organizer=('Demo "Kansliet"; Öst', "kansli@example.org"),
    attendee=("Demo Gäst, Åsa", "asa@example.org"),
    days=(date(2026, 10, 14), date(2026, 10, 15)),
    created_at=PUBLISHED,
    changed_at=PUBLISHED + timedelta(days=1),
)
MOVED = replace(PROGRAMME, facts=replace(FACTS, days=(replace(FACTS.days[0], opens=time(11)), FACTS.days[1])))
"""The same, an hour and a half later on the first day."""
ITEM, GONE = PROGRAMME.entries[2], PROGRAMME.entries[3]
GIVER = ItemAttendance(
    uid="d4" * 16,
    sequence=0,
    method="REQUEST",
    organizer=INVITED.organizer,
    attendee=("Demo Öberg", "oberg@example.org"),
    created_at=PUBLISHED,
    changed_at=PUBLISHED + timedelta(days=1),
    online_link="https://meet.example.org/sal?a=1&b=2",
)


def files() -> dict[str, bytes]:
    """Every golden file's name and what it should hold."""
    online = replace(INVITED, on_site=False, online_link="https://video.example.org/rum?a=1&b=2")
    cancelled = replace(INVITED, method="CANCEL", sequence=1)
    return {
        "feed.ics": calendar_of(PROGRAMME, ENGLISH, feed=True),
        "theme-feed.ics": calendar_of(PROGRAMME, ENGLISH, theme="beredskap", feed=True),
        "download.ics": calendar_of(PROGRAMME, ENGLISH),
        "item.ics": item_calendar(PROGRAMME, 1, ENGLISH),
        "meeting.ics": meeting_calendar(PROGRAMME, ENGLISH),
        "save-the-date-feed.ics": calendar_of(SAVE_THE_DATE, ENGLISH, feed=True),
        "webinar.ics": meeting_calendar(WEBINAR, ENGLISH),
        "request.ics": invitation(PROGRAMME, INVITED, ENGLISH),
        "request-online.ics": invitation(PROGRAMME, online, ENGLISH),
        "cancel.ics": invitation(PROGRAMME, cancelled, ENGLISH),
        "personal.ics": personal(PROGRAMME, SAVE_THE_DATE, edition=replace(ENGLISH, alarm_minutes=60)),
        "personal-online.ics": personal(
            SAVE_THE_DATE, edition=replace(SWEDISH, online="https://video.example.org/rum")
        ),
        "request-update.ics": invitation(MOVED, replace(INVITED, sequence=1), ENGLISH),
        "item-request.ics": item_invitation(PROGRAMME, ITEM, GIVER, ENGLISH),
        "item-cancel.ics": item_invitation(PROGRAMME, GONE, replace(GIVER, method="CANCEL", sequence=1), SWEDISH),
    }


def personal(*programmes: Programme, edition: Edition = ENGLISH) -> bytes:
    """Everything of several gatherings as one person's calendar."""
    portions = [portions_of(programme, edition) for programme in programmes]
    lines = [entry.lines for each in portions for entry in each.entries]
    source = "https://samling.example.org/en/my/abcdefghijklmnopqrstuvwxyz234567.ics"
    return personal_calendar("Mina träffar; \\ alla, 🎉", source, [each.zone for each in portions], lines, edition)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, content in files().items():
        (GOLDEN / name).write_bytes(content)
