"""One person's calendar: what concerns them of several gatherings, of pieces that are drawn once for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from urllib.parse import quote

import msgspec
from icalendar import Calendar, vText

from planner.calendars.ical.feeds import GROUND, REFRESH, day_events, events_of
from planner.calendars.ical.pieces import Edition, Exactly, assembled, begun, head_of, heading, line
from planner.core.language import Lang, say
from planner.core.timespan import local
from planner.programmes.snapshot import Programme


@dataclass(frozen=True, slots=True)
class Portion:
    """Entries of a gathering, one after the other, that whoever has one of them has all."""

    choice: str
    """The item's uid where only those have it who chose it; empty: everybody's who comes that day."""
    held_on: date
    """On the gathering's own clocks."""
    lines: bytes


@dataclass(frozen=True, slots=True)
class Portions:
    """A gathering's entries in one edition, and what a calendar of it alone is called."""

    zone: str
    title: str
    entries: tuple[Portion, ...]


def portions_of(programme: Programme, edition: Edition, by_choice: frozenset[str] = frozenset()) -> Portions:
    """Every entry of a programme, in its order: its items, or its days as long as there is no agenda.

    `by_choice`: uids of items that only those have who chose them.
    """
    facts = programme.facts
    if programme.with_agenda:
        drawn = events_of(programme, programme.entries, edition)
        entries = _together(
            Portion(entry.uid if entry.uid in by_choice else "", local(entry.starts_at, facts.zone).date(), lines)
            for entry, lines in zip(programme.entries, drawn, strict=True)
        )
    else:
        drawn = day_events(programme, edition)
        entries = _together(Portion("", day.held_on, lines) for day, lines in zip(facts.days, drawn, strict=True))
    return Portions(facts.zone, heading(facts, edition.lang), entries)


def _together(portions: Iterable[Portion]) -> tuple[Portion, ...]:
    """What everybody has of one day in one piece, where nothing lies between that only some have."""
    runs = groupby(portions, key=lambda portion: (portion.choice, portion.held_on))
    return tuple(Portion(*key, b"".join(each.lines for each in run)) for key, run in runs)


def portions_to_bytes(portions: Portions) -> bytes:
    """For keeping where other processes find them."""
    return msgspec.msgpack.encode(portions)


@lru_cache(maxsize=48)
def portions_from_bytes(kept: bytes) -> Portions:
    """What was kept. Decoded once: a thousand calendars are made of the same pieces."""
    return _decoder.decode(kept)


_decoder = msgspec.msgpack.Decoder(Portions)


def personal_calendar(
    name: str, source: str, zones: Iterable[str], entries: Iterable[bytes], edition: Edition
) -> bytes:
    """A calendar to follow at the address `source`, of one person's entries. Names nobody."""
    zones = tuple(dict.fromkeys(zones))
    before, after = _beginning(name, zones[:1], edition)
    return assembled(before + _source_line(source) + after, zones, entries)


def personal_name(lang: Lang, network_name: str, title: str = "") -> str:
    """What the calendar is called: of one gathering (`title`), or of all that a person comes to."""
    if title:
        return line(say("My programme: %(title)s", title=title).in_(lang))
    return line(say("My gatherings: %(network)s", network=network_name).in_(lang))


@lru_cache(maxsize=256)
def _beginning(name: str, zones: tuple[str, ...], edition: Edition) -> tuple[bytes, bytes]:
    """What all calendars of this name begin with, before and after the address of each."""
    head: Calendar = head_of(edition.lang)
    head.add("name", Exactly(name))
    head.add("x-wr-calname", Exactly(name))
    for zone in zones:
        head.add("x-wr-timezone", vText(zone))
    head.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    head.add("url", edition.url("/"))
    head.add("color", GROUND)
    before, url, after = begun(head).partition(b"\r\nURL:")
    return before + url[:2], url[2:] + after


def _source_line(source: str) -> bytes:
    # Each person's own, so it is written apart from what all share (RFC 7986 5.8), and by hand: all in ASCII, folding
    # it (RFC 5545 3.1) is counting.
    line = f"SOURCE;VALUE=URI:{quote(source, safe=':/')}".encode()
    rest = range(74, len(line), 73)
    return b"\r\n ".join((line[:74], *(line[n : n + 73] for n in rest))) + b"\r\n"
