"""The shared calendar as iCalendar: to follow, whole or in part. Pure: same entries, same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from icalendar import Calendar, Event, vText

from planner.activities.rules import Entry
from planner.activities.snapshot import Shown
from planner.calendars.ical import Edition, day_events
from planner.calendars.ical.feeds import COLOURS, GROUND, REFRESH
from planner.calendars.ical.pieces import (
    Exactly,
    called_off,
    clean,
    give,
    head_of,
    identify,
    joined,
    line,
    set_times,
    written,
)
from planner.core.language import Lang, say
from planner.meetings.rules import Mode
from planner.programmes.snapshot import Programme


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed is called, where it is, and the zone that it is kept in."""

    name: str
    path: str
    page: str
    zone: str
    hue: str = ""
    """Of the one theme it is about."""


def feed_of(entries: Iterable[Entry], head: FeedHead, edition: Edition) -> bytes:
    """The entries as a calendar to follow; valid when there are none (it keeps its VTIMEZONE: RFC 5545 3.6)."""
    shown = tuple(entries)
    events = [event for entry in shown for event in events_of(entry, edition)]
    zones = [entry.zone for entry in shown if entry.starts_at is not None]
    return joined(_feed_head(head, edition), head.zone, events, *zones)


def file_of(entry: Entry, edition: Edition) -> bytes:
    """One entry as a file to open once."""
    return joined(head_of(edition.lang), entry.zone, events_of(entry, edition))


def events_of(entry: Entry, edition: Edition) -> tuple[bytes, ...]:
    """A gathering's days, or an activity, as VEVENTs. Kept by their values: one change renders that one alone."""
    if isinstance(entry.made_of, Programme):
        return _gathering_events(entry.made_of, edition)
    return (_activity_event(entry, edition),)


@lru_cache(maxsize=2048)
def _gathering_events(programme: Programme, edition: Edition) -> tuple[bytes, ...]:
    return tuple(day_events(programme, edition))


@lru_cache(maxsize=4096)
def _activity_event(entry: Entry, edition: Edition) -> bytes:
    shown, lang = entry.made_of, edition.lang
    assert isinstance(shown, Shown)
    url = edition.url(entry.path)
    event = Event()
    identify(event, entry.uid, edition, shown.sequence, shown.created_at, shown.changed_at)
    if entry.starts_at is None or entry.ends_at is None:
        event.add("dtstart", entry.days[0])
        # RFC 5545 3.6.1: the day after the last; a DTEND like DTSTART is dropped or refused by several programs.
        event.add("dtend", entry.days[-1] + timedelta(days=1))
    else:
        set_times(event, entry.starts_at, entry.ends_at, entry.zone)
    title = entry.title.in_(lang)
    event.add("summary", Exactly(line(called_off(title, lang) if entry.is_cancelled else title)))
    event.add("description", Exactly(_text(entry, url, lang)))
    give(event, "status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    # Others' activities do not make the reader busy.
    give(event, "transp", "TRANSPARENT")
    give(event, "class", "PUBLIC")
    event.add("url", url)
    _set_subjects(event, entry, lang)
    if where := place_words(entry, lang):
        event.add("location", Exactly(where))
    if entry.contact:
        event.add("contact", Exactly(line(entry.contact)))
    return written(event)


def _set_subjects(event: Event, entry: Entry, lang: Lang) -> None:
    words = [line(theme.name.in_(lang)) for theme in entry.themes]
    words += [line(cluster.name) for cluster in entry.clusters]
    if words:
        give(event, "categories", tuple(words))
    if entry.themes:
        give(event, "color", COLOURS[entry.themes[0].hue])


def place_words(entry: Entry, lang: Lang) -> str:
    """Where it is, as one line: the place, and the net when it is held there."""
    online = say("Online").in_(lang) if entry.mode is not Mode.ON_SITE else ""
    return ", ".join(filter(None, (line(entry.place), online)))


def _text(entry: Entry, url: str, lang: Lang) -> str:
    who = ", ".join(cluster.name for cluster in entry.clusters)
    arranged = say("Arranged by %(clusters)s.", clusters=who).in_(lang) if who else ""
    return "\n\n".join(filter(None, map(clean, (entry.text.in_(lang), arranged, entry.link, url))))


def _feed_head(head: FeedHead, edition: Edition) -> Calendar:
    calendar = head_of(edition.lang)
    name = vText(line(head.name))
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    about = say("Gatherings of the network, and what its clusters do themselves.").in_(edition.lang)
    calendar.add("x-wr-caldesc", vText(about))
    calendar.add("x-wr-timezone", vText(head.zone))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add("source", edition.url(head.path), parameters={"VALUE": "URI"})
    calendar.add("url", edition.url(head.page))
    calendar.add("color", COLOURS[head.hue] if head.hue else GROUND)
    return calendar
