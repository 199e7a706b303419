"""What calendar files are made of: head, zone, times, place, and texts that no calendar program stumbles on."""

import re
import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Parameters,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vText,
    vUri,
)

from planner.calendars.rules import ZoneRules, rules_of
from planner.core.language import Lang, say
from planner.core.timespan import instant
from planner.meetings.rules import Mode
from planner.programmes.snapshot import Contact, DayHours, MeetingFacts, Place

_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Edition:
    """In whose language, from which installation, and what a reader gets beside what everybody gets."""

    lang: Lang
    base_url: str
    host: str
    """Every UID ends with it."""
    alarm_minutes: int = 0
    """So long before each entry it reminds; 0: never. Only for who asked for it."""
    online: str | None = None
    """For who takes part online alone: where, or empty as long as nobody knows. None: everybody else."""

    def url(self, path: str) -> str:
        return f"{self.base_url}{'/en' if self.lang == 'en' else ''}{path}"


# The gathering in words and instants.


def heading(facts: MeetingFacts, lang: Lang) -> str:
    """The gathering's title as an entry's summary; CANCELLED comes first when it is."""
    title = facts.title.in_(lang)
    return line(called_off(title, lang) if facts.cancelled else title) or say("Gathering").in_(lang)


def gathered_at(facts: MeetingFacts, lang: Lang) -> str:
    """Where the gathering is, as one line; empty when nobody knows yet."""
    return where(facts.place) or (say("Online").in_(lang) if facts.mode == Mode.ONLINE else "")


def hours(first: DayHours, last: DayHours, zone: str) -> tuple[datetime, datetime]:
    """The instants at which the first day opens and the last one closes."""
    return instant(first.held_on, first.opens, zone), instant(last.held_on, last.closes, zone)


def called_off(title: str, lang: Lang) -> str:
    # Outlook shows a cancelled event as if nothing had happened: the words must say it.
    """A title with CANCELLED first."""
    return say("CANCELLED: %(title)s", title=title).in_(lang)


# What all events have.


def give(event: Event, name: str, value: Hashable) -> None:
    """Like event.add(), for what many events share: the library's value is made once. Not for times in a zone.

    (Two instants are equal, and so one key, also when they are told on different clocks.)
    """
    event[name] = _made(name, value)


@lru_cache(maxsize=1024)
def _made(name: str, value: Hashable) -> Any:
    alone = Event()
    alone.add(name, value)
    return alone[name]


def identify(
    event: Event, uid: str, edition: Edition, sequence: int, created_at: datetime, changed_at: datetime
) -> None:
    """DTSTAMP is when the event last changed, not when it is asked for: else every refresh marks it as changed."""
    event.add("uid", f"{uid}@{edition.host}")
    give(event, "dtstamp", changed_at)
    give(event, "last-modified", changed_at)
    give(event, "created", created_at)
    event.add("sequence", sequence)


def set_times(event: Event, starts_at: datetime, ends_at: datetime, zone: str) -> None:
    """DTSTART and DTEND, in the zone's time."""
    event.add("dtstart", _when(starts_at, zone))
    event.add("dtend", _when(ends_at, zone))


def _when(at: datetime, zone: str) -> datetime:
    """On the zone's clocks; in UTC where they cannot say it: clients disagree on the hour that autumn repeats."""
    rules = rules_of(zone)
    local = at.astimezone(ZoneInfo(zone)).replace(microsecond=0)
    if rules is None or local.year <= rules.since:
        return at.astimezone(UTC)
    repeated = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return at.astimezone(UTC) if repeated else local


def set_place(event: Event, words: str, place: Place | None) -> None:
    """LOCATION in words, and GEO where the coordinates are known."""
    if words:
        give(event, "location", Exactly(words))
    if place and place.latitude is not None and place.longitude is not None:
        give(event, "geo", (place.latitude, place.longitude))


def set_alarm(event: Event, minutes: int) -> None:
    """A reminder so many minutes before; none where the entry takes up nobody's time, or is called off."""
    if not minutes or str(event["transp"]) == "TRANSPARENT":
        return
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])  # RFC 5545 3.6.6: a DISPLAY alarm must have one
    alarm.add("trigger", timedelta(minutes=-minutes))
    event.add_component(alarm)


def set_online(event: Event, link: str) -> None:
    """CONFERENCE, if anybody knows where: only for those who take part online."""
    if link:
        # FEATURE as a list: the library's own Conference writes both words as one (RFC 7986 5.11, 6.3).
        how = Parameters({"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"]})
        event.add("conference", vUri(link, params=how))


def online_words(link: str | None, lang: Lang) -> str:
    """The way in as a text, since few programmes show CONFERENCE."""
    return say("Take part online: %(link)s", link=link).in_(lang) if link else ""


@lru_cache(maxsize=64)
def where(place: Place | None) -> str:
    """Name, address and place as one line, each word once."""
    if place is None:
        return ""
    words = [line(word) for word in (place.name, place.address, place.place)]
    return ", ".join(dict.fromkeys(filter(None, words)))


def asks(contact: Contact, lang: Lang) -> str:
    """Whom to ask, as a sentence; empty if there is nobody."""
    words = reached(contact)
    return say("Questions? Contact %(contact)s.", contact=words).in_(lang) if words else ""


def set_contact(event: Event, contact: Contact) -> None:
    """CONTACT as one line, if there is somebody."""
    # Never ORGANIZER: Outlook and Apple would take the reader for an invited guest.
    if words := reached(contact):
        give(event, "contact", Exactly(words))


@lru_cache(maxsize=64)
def reached(contact: Contact) -> str:
    """How to reach whoever answers questions, as one line."""
    return ", ".join(filter(None, map(line, (contact.name, contact.email, contact.phone))))


# Calendars.


def head_of(lang: Lang) -> Calendar:
    """A calendar with what every calendar must begin with (RFC 5545 3.6)."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Samling//Programme 1.0//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def joined(head: Calendar, zone: str, events: Iterable[bytes], *others: str) -> bytes:
    """Head, the rules of the zone (and `others`) and the events: the very bytes that the library makes of them."""
    return assembled(begun(head), [zone, *others], events)


def begun(head: Calendar) -> bytes:
    """A calendar's first lines, up to where zones and events follow."""
    empty: bytes = head.to_ical()
    return empty.removesuffix(_END)


def assembled(beginning: bytes, zones: Iterable[str], events: Iterable[bytes]) -> bytes:
    """A calendar of its first lines, the rules of each of these zones once, and events of several gatherings."""
    rules = dict.fromkeys(map(zone_lines, zones)) or {zone_lines("UTC"): None}
    return b"".join((beginning, *rules, *events, _END))


@lru_cache(maxsize=64)
def zone_lines(zone: str) -> bytes:
    """A zone's VTIMEZONE; UTC's for a zone whose times are written in UTC."""
    lines: bytes = _timezone(rules_of(zone) or rules_of("UTC")).to_ical()
    return lines


def written(event: Event) -> bytes:
    """An event's lines, as they stand in a calendar."""
    lines: bytes = event.to_ical()
    return lines


def _timezone(rules: ZoneRules | None) -> Timezone:
    """Two yearly rules, or one standing offset: no list of dates, which half of the programmes misread."""
    assert rules is not None
    timezone = Timezone()
    timezone.add("tzid", rules.zone)
    if not rules.changes:
        standard = TimezoneStandard()
        standard.add("dtstart", datetime(rules.since, 1, 1))  # noqa: DTZ001 - the zone's own clocks
        standard.add("tzname", rules.name)
        standard.add("tzoffsetfrom", rules.offset)
        standard.add("tzoffsetto", rules.offset)
        timezone.add_component(standard)
    for change in rules.changes:
        observance = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
        weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[change.weekday]
        observance.add("dtstart", datetime.combine(change.day(rules.since), change.at))
        observance.add("rrule", {"FREQ": "YEARLY", "BYMONTH": change.month, "BYDAY": f"{change.nth}{weekday}"})
        observance.add("tzname", change.name)
        observance.add("tzoffsetfrom", change.before)
        observance.add("tzoffsetto", change.after)
        timezone.add_component(observance)
    return timezone


# Texts.


class Exactly(vText):
    """A text as it stands. The library's own takes a backslash and N, as in a Windows path, for a line break."""

    def to_ical(self) -> bytes:
        # RFC 5545 3.3.11; clean() has left no line break but \n.
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
_UNWANTED = {code: None for code in (*range(0x20), *range(0x7F, 0xA0), 0xFEFF) if code != 0x0A}
_TABLE = {**_UNWANTED, **_BREAKS, 0x09: " "}
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")


def clean(text: str) -> str:
    """NFC, line breaks as \\n, and no character that a calendar programme could stumble on."""
    whole = text.replace("\r\n", "\n").encode("utf-8", "ignore").decode()
    composed = unicodedata.normalize("NFC", whole)
    return (composed.translate(_TABLE) if _ODD.search(composed) else composed).strip()


def line(text: str) -> str:
    """`text` without control signs, as one line."""
    return " ".join(clean(text).split())
