"""One event of somebody else's calendar, or one time of a series, as an entry of ours."""

import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import nh3
from icalendar import Event

from planner.activities.rules.details import MOST_DAYS
from planner.activities.rules.feeds import PassedOver
from planner.meetings.rules import Mode
from planner.network.rules import web_address

DAYS_BACK, DAYS_AHEAD = 30, 400
"""So far around today is read."""
MOST_TEXT = 2000
_MOST_KEY = 200
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


def entry_of(event: Event, window: Window, *, is_series: bool) -> ReadEntry | PassedOver | None:
    """An event within `window` as an entry, or why it is passed over; None: it lies outside."""
    start = event.start
    times, zone = _times(start, event.end, window.zone), _zone(start, window.zone)
    first = _day(start) if times is None else times[0].astimezone(ZoneInfo(zone)).date()
    last = _last_day(event.end, first) if times is None else _last_of(times[1], zone)
    if last < window.first or first > window.last:
        return None
    if (why := _why_not(event, first, last)) is not None:
        return why
    place = line(event.get("LOCATION"))
    return ReadEntry(
        key=_key(event, is_series=is_series),
        title=line(event.get("SUMMARY"))[:200],
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


def _why_not(event: Event, first: date, last: date) -> PassedOver | None:
    if str(event.get("CLASS", "PUBLIC")).upper() != "PUBLIC":
        return PassedOver.PRIVATE
    if not line(event.get("SUMMARY")):
        return PassedOver.UNTITLED
    return PassedOver.LONG if (last - first).days >= MOST_DAYS else None


def _key(event: Event, *, is_series: bool) -> str:
    """The UID, for a time of a series with what names it there (RFC 5545 3.8.4.4); without one, title and start."""
    uid, named = line(event.get("UID")), event.get("RECURRENCE-ID")
    if not uid:
        return f"{_short(line(event.get('SUMMARY')))}|{stamp(event.start)}"
    if not is_series:
        return _short(uid)
    # The change of a time and all that follow it (RANGE) gives its name to all of them.
    at = event.start if named is None or "RANGE" in named.params else recurrence_of(event)
    return f"{_short(uid)}|{stamp(at)}"


def _short(name: str) -> str:
    """A name that is too long for a key, as one that differs where it does."""
    return name if len(name) <= _MOST_KEY else sha256(name.encode()).hexdigest()


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
    return name if name in zones() and name not in ("UTC", "Etc/UTC") else usual


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
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


def recurrence_of(event: Event) -> date:
    """Which time of a series it is. Raises LookupError where none is named."""
    named: Any = event["RECURRENCE-ID"]
    return named.dt  # type: ignore[no-any-return]


def stamp(at: date) -> str:
    """A day or an instant as text, the same in whatever zone it is told."""
    if isinstance(at, datetime):
        return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if at.tzinfo else f"{at:%Y%m%dT%H%M%S}"
    return f"{at:%Y%m%d}"


def line(value: Any) -> str:
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
    for typed in (line(url), place):
        if "://" in typed and (address := web_address(typed)) and len(address) <= 500:
            return address
    return ""


def _categories(event: Event) -> tuple[str, ...]:
    found = event.get("CATEGORIES", [])
    lists = found if isinstance(found, list) else [found]
    return tuple(line(name) for each in lists for name in getattr(each, "cats", ()))[:20]
