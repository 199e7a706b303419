"""A calendar file of somebody else, read within limits: what is on in a span of days.

Hostile files are to be expected. What cannot be understood is passed over; what could take for ever is refused.
Whoever reads one does it in a process that can be killed.
"""

import html
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import nh3
import recurring_ical_events
from icalendar import Calendar, Event

from planner.activities.rules.details import MOST_DAYS
from planner.activities.rules.opening import Opened, opened
from planner.meetings.rules import Mode
from planner.network.rules import web_address

DAYS_BACK, DAYS_AHEAD = 30, 400
"""So far around today is read."""
MOST_ENTRIES = 500
"""So many of one calendar, the first ones that are to come before those that have been."""
MOST_TEXT = 2000
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_PARTS_OF_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_EARLIEST = date(1990, 1, 1)
"""A series that began before is not counted through."""
_ONLINE = re.compile(r"\b(zoom|teams|online|digitalt?|webb?inarium|webinar|distans)\b|https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are read, and the zone of times that name none."""

    first: date
    last: date
    zone: str

    @classmethod
    def around(cls, today: date, zone: str) -> "Window":
        return cls(today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD), zone)


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """One event, or one time of a series. `key` names it within its calendar."""

    key: str
    title: str
    text: str
    first_day: date
    last_day: date
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    place: str
    link: str
    mode: Mode
    cancelled: bool
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """What a calendar holds within its window, by key; how much of it was passed over."""

    entries: tuple[ReadEntry, ...]
    passed_over: int = 0


def read_calendar(content: bytes, window: Window) -> ReadCalendar:
    """What is on within `window`. Raises Unreadable for what is no calendar.

    Without what is private (RFC 5545 3.8.1.3), without people (ORGANIZER, ATTENDEE), without what has no title.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the libraries think of somebody else's file
        return _read(opened(content), window)


def _read(found_there: Opened, window: Window) -> ReadCalendar:
    calendar, events = found_there.calendar, found_there.events
    fine = [event for event in events if _can_be_read(event)]
    found: dict[str, ReadEntry] = {}
    passed_over = len(events) - len(fine) + found_there.odd
    for together in _by_uid(fine):
        try:
            entries = list(_entries(together, calendar, window))
        except Exception:
            passed_over += len(together)
            continue
        found.update({entry.key: entry for entry in entries})
    kept = _nearest(found.values(), window)
    return ReadCalendar(kept, passed_over + len(found) - len(kept))


def _can_be_read(event: Event) -> bool:
    try:
        return _is_public(event) and not _never_ends(event)
    except Exception:
        return False


def _is_public(event: Event) -> bool:
    return str(event.get("CLASS", "PUBLIC")).upper() == "PUBLIC" and bool(_line(event.get("SUMMARY")))


def _never_ends(event: Event) -> bool:
    """Whether counting the series through could take for ever: many times a day, or from long ago."""
    rules = event.get("RRULE")
    if rules is None:
        return False
    start = getattr(event.get("DTSTART"), "dt", None)
    if start is None or _day(start) < _EARLIEST:
        return True
    for rule in rules if isinstance(rules, list) else [rules]:
        often = [str(word).upper() for word in rule.get("FREQ", [])]
        if any(word in _TOO_OFTEN for word in often) or any(len(rule.get(part, ())) > 1 for part in _PARTS_OF_DAY):
            return True
    return False


def _by_uid(events: Iterable[Event]) -> list[list[Event]]:
    """A series and the times of it that were changed belong together."""
    groups: dict[str, list[Event]] = {}
    for number, event in enumerate(events):
        groups.setdefault(_line(event.get("UID")) or f"no uid {number}", []).append(event)
    return list(groups.values())


def _entries(together: list[Event], calendar: Calendar, window: Window) -> Iterator[ReadEntry]:
    alone = Calendar()
    if (zone := calendar.get("X-WR-TIMEZONE")) is not None and str(zone) in _zones():
        alone["X-WR-TIMEZONE"] = zone
    for part in (*calendar.walk("VTIMEZONE"), *together):
        alone.add_component(part)
    query = recurring_ical_events.of(alone, keep_recurrence_attributes=True)
    is_series = any("RRULE" in event or "RDATE" in event for event in together)
    for number, event in enumerate(query.between(window.first, window.last + timedelta(days=1))):
        if number >= MOST_ENTRIES:
            break
        if (entry := _entry(event, window, is_series=is_series)) is not None:
            yield entry


def _entry(event: Event, window: Window, *, is_series: bool) -> ReadEntry | None:
    start = event.start
    end = event.end
    times, zone = _times(start, end, window.zone), _zone(start, window.zone)
    first = _day(start) if times is None else times[0].astimezone(ZoneInfo(zone)).date()
    last = _last_day(end, first) if times is None else _last_of(times[1], zone)
    if last < window.first or first > window.last or (last - first).days >= MOST_DAYS:
        return None
    place = _line(event.get("LOCATION"))
    uid = _line(event.get("UID")) or _line(event.get("SUMMARY"))
    recurrence = getattr(event.get("RECURRENCE-ID"), "dt", start) if is_series else None
    return ReadEntry(
        key=f"{uid[:200]}|{_stamp(recurrence)}" if recurrence is not None else uid[:200],
        title=_line(event.get("SUMMARY"))[:200],
        text=_prose(event.get("DESCRIPTION")),
        first_day=first,
        last_day=last,
        starts_at=times[0] if times else None,
        ends_at=times[1] if times else None,
        zone=zone,
        place="" if web_address(place) and "://" in place else place[:200],
        link=_link(event.get("URL"), place),
        mode=Mode.ONLINE if _ONLINE.search(place) else Mode.ON_SITE,
        cancelled=str(event.get("STATUS", "")).upper() in ("CANCELLED", "CANCELED"),
        categories=_categories(event),
    )


def _times(start: date, end: date, zone: str) -> tuple[datetime, datetime] | None:
    """The instants; None for whole days. A time without a zone is told on the reader's clocks."""
    if not isinstance(start, datetime):
        return None
    begins = (start if start.tzinfo else start.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    ends = begins
    if isinstance(end, datetime):
        ends = (end if end.tzinfo else end.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    # RFC 5545 3.6.1: without an end it ends as it starts. A calendar shows an hour then, and so do we.
    return begins, ends if ends > begins else begins + timedelta(hours=1)


def _zone(start: date, usual: str) -> str:
    name = str(getattr(getattr(start, "tzinfo", None), "key", usual))
    return name if name in _zones() and name not in ("UTC", "Etc/UTC") else usual


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """The names of all zones: finding them reads the machine's folders."""
    return frozenset(available_timezones())


def _day(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at


def _last_day(end: date, first: date) -> date:
    """DTEND is the day after the last (RFC 5545 3.6.1)."""
    return max(first, _day(end) - timedelta(days=1))


def _last_of(ends_at: datetime, zone: str) -> date:
    """What ends at midnight ends with the day before."""
    there = ends_at.astimezone(ZoneInfo(zone))
    return there.date() - timedelta(days=1) if there.time() == time.min else there.date()


def _stamp(at: date) -> str:
    if isinstance(at, datetime):
        return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if at.tzinfo else f"{at:%Y%m%dT%H%M%S}"
    return f"{at:%Y%m%d}"


def _line(value: Any) -> str:
    """A property as one line without control signs."""
    first = value[0] if isinstance(value, list) and value else value
    kept = "".join(sign if sign.isprintable() else " " for sign in str(first or ""))
    return " ".join(kept.split())


def _prose(value: Any) -> str:
    """A description as plain text: many programs write HTML into it."""
    first = value[0] if isinstance(value, list) and value else value
    text = str(first or "").replace("\r\n", "\n")
    if re.search(r"<(br|p|a|div|b|i|ul|li|span|html)\b", text, re.IGNORECASE):
        broken = re.sub(r"<(br|/p|/div|/li)\b[^<>]{0,200}>", "\n", text, flags=re.IGNORECASE)
        text = html.unescape(nh3.clean(broken, tags=set()))
    kept = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return re.sub(r"\n{3,}", "\n\n", kept).strip()[:MOST_TEXT]


def _link(url: Any, place: str) -> str:
    for typed in (_line(url), place):
        if "://" in typed and (address := web_address(typed)) and len(address) <= 500:
            return address
    return ""


def _categories(event: Event) -> tuple[str, ...]:
    found = event.get("CATEGORIES", [])
    lists = found if isinstance(found, list) else [found]
    return tuple(_line(name) for each in lists for name in getattr(each, "cats", ()))[:20]


def _nearest(entries: Iterable[ReadEntry], window: Window) -> tuple[ReadEntry, ...]:
    """As many as there may be: the first ones to come before those that have been. By day."""
    today = window.first + timedelta(days=DAYS_BACK)
    ranked = sorted(entries, key=lambda e: (e.last_day < today, abs((e.first_day - today).days), e.key))
    return tuple(sorted(ranked[:MOST_ENTRIES], key=lambda e: (e.first_day, e.key)))
