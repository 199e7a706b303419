"""What a calendar needs to be told in words of its own: a zone's yearly clock changes, and addresses to subscribe at.

Pure.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

_ONE_CYCLE = range(2025, 2053)
"""28 years: every weekday falls on every date, so a rule that holds through them holds on."""
_EARLIEST = 1970


@dataclass(frozen=True, slots=True)
class ClockChange:
    """One yearly change: on the nth weekday of a month (-1: the last), at a time as the clocks showed it before."""

    month: int
    weekday: int
    """0 is Monday."""
    nth: int
    at: time
    before: timedelta
    after: timedelta
    name: str
    """What the time is called after the change: CEST."""

    def day(self, year: int) -> date:
        if self.nth < 0:
            last = (date(year, self.month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            return last - timedelta(days=(last.weekday() - self.weekday) % 7)
        first = date(year, self.month, 1)
        return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))


@dataclass(frozen=True, slots=True)
class ZoneRules:
    """A zone from the end of the year `since` onwards: no changes, or two a year that ever repeat."""

    zone: str
    since: int
    changes: tuple[ClockChange, ...]
    offset: timedelta
    """Of a zone without changes."""
    name: str


@lru_cache(maxsize=64)
def rules_of(zone: str) -> ZoneRules | None:
    """The yearly rules of an IANA zone; None where nth-weekday rules cannot say what the clocks do.

    Read off the zone's own clocks and so true to them. A zone without such rules (Casablanca, where Ramadan decides;
    Jerusalem, Nuuk and Cairo, where a change hangs on another day's date) is written in UTC instead.
    """
    tz = ZoneInfo(zone)
    years = [_changes(tz, year) for year in _ONE_CYCLE]
    if len({len(changes) for changes in years}) != 1 or len(years[0]) not in (0, 2):
        return None
    rules = tuple(_rule([changes[i] for changes in years]) for i in range(len(years[0])))
    found = tuple(rule for rule in rules if rule is not None)
    if len(found) != len(rules):
        return None
    january = datetime(_ONE_CYCLE[0], 1, 1, tzinfo=tz)
    offset, name = january.utcoffset() or timedelta(0), january.tzname() or zone
    return ZoneRules(zone, _since(tz, found, offset), found, offset, name)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One change as it happened: when by the clocks before it, and from what to what."""

    on: datetime
    before: timedelta
    after: timedelta
    name: str


def _changes(tz: ZoneInfo, year: int) -> list[_Seen]:
    begins, ends = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    marks = [begins + timedelta(days=7 * week) for week in range(53)] + [ends]
    return [_bisected(tz, low, high) for low, high in pairwise(marks) if _offset(tz, low) != _offset(tz, high)]


def _bisected(tz: ZoneInfo, low: datetime, high: datetime) -> _Seen:
    before = _offset(tz, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _offset(tz, middle) == before else (low, middle)
    wall = (high + before).replace(tzinfo=None)
    return _Seen(wall, before, _offset(tz, high), high.astimezone(tz).tzname() or "")


def _offset(tz: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(tz).utcoffset() or timedelta(0)


def _rule(seen: list[_Seen]) -> ClockChange | None:
    first = seen[0]
    week = (first.on.day - 1) // 7 + 1
    for nth in (-1, week, week - 1):
        rule = ClockChange(
            first.on.month, first.on.weekday(), nth, first.on.time(), first.before, first.after, first.name
        )
        if nth and all(_fits(rule, change) for change in seen):
            return rule
    return None


def _fits(rule: ClockChange, change: _Seen) -> bool:
    # TZNAME is a label only: that of one year stands for all.
    return (
        rule.day(change.on.year) == change.on.date()
        and rule.at == change.on.time()
        and (rule.before, rule.after) == (change.before, change.after)
    )


def _since(tz: ZoneInfo, rules: tuple[ClockChange, ...], offset: timedelta) -> int:
    """The first of the years, back from now, in which the rules held."""
    since = _ONE_CYCLE[0]
    while since > _EARLIEST:
        earlier = _changes(tz, since - 1)
        if len(earlier) != len(rules) or not all(map(_fits, rules, earlier)):
            break
        if not rules and _offset(tz, datetime(since - 1, 1, 1, tzinfo=UTC)) != offset:
            break
        since -= 1
    return since


# Reminders, for who asks for them.

ALARMS = (10, 30, 60, 1440)
"""Minutes before an entry that one can be reminded: few, since each is another file to draw and keep."""


def alarm_in(text: str) -> int:
    """The minutes that an address asks for; 0 for none, and for whatever is not among ALARMS."""
    # Calendars and proxies add parameters of their own: what means nothing here is let be.
    return next((minutes for minutes in ALARMS if text == str(minutes)), 0)


# Addresses. Each programme of the trade wants its own.


def feed_path(slug: str, theme: str = "") -> str:
    """Path of a gathering's feed, or of that of one theme."""
    return f"/meetings/{slug}/themes/{theme}/feed.ics" if theme else f"/meetings/{slug}/feed.ics"


@dataclass(frozen=True, slots=True)
class Subscription:
    """The ways to follow one feed."""

    https_url: str
    webcal_url: str
    google_url: str
    outlook_url: str
    office_url: str


def subscription(feed_url: str, name: str) -> Subscription:
    """The ways to follow the feed at `feed_url`: Apple and Thunderbird take webcal:, Outlook only https:."""
    webcal = f"webcal:{feed_url.partition(':')[2]}"
    query = urlencode({"url": feed_url, "name": name}, quote_via=quote)
    return Subscription(
        https_url=feed_url,
        webcal_url=webcal,
        google_url=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook_url=f"https://outlook.live.com/calendar/0/addfromweb?{query}",
        office_url=f"https://outlook.office.com/calendar/0/addfromweb?{query}",
    )


@dataclass(frozen=True, slots=True)
class AddLinks:
    """Addresses that open a web calendar with one entry filled in."""

    google: str
    outlook: str
    office: str


def add_links(title: str, starts_at: datetime, ends_at: datetime, text: str, location: str) -> AddLinks:
    """One entry, from instant to instant, as the web calendars take it."""
    first, last = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    google = {
        "action": "TEMPLATE",
        "text": title,
        "dates": f"{first:%Y%m%dT%H%M%SZ}/{last:%Y%m%dT%H%M%SZ}",
        "details": text,
        "location": location,
    }
    outlook = urlencode(
        {
            "rru": "addevent",
            "subject": title,
            "startdt": f"{first:%Y-%m-%dT%H:%M:%SZ}",
            "enddt": f"{last:%Y-%m-%dT%H:%M:%SZ}",
            "body": text,
            "location": location,
        },
        quote_via=quote,
    )
    return AddLinks(
        google=f"https://calendar.google.com/calendar/render?{urlencode(google, quote_via=quote)}",
        outlook=f"https://outlook.live.com/calendar/0/action/compose?{outlook}",
        office=f"https://outlook.office.com/calendar/0/action/compose?{outlook}",
    )
