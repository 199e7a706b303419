"""The text of somebody else's calendar file, as its events. One that the library stumbles over takes no other with it.

Whatever the library raises on what it does not understand (also OSError: it looks for zones among the files of the
machine) means the same: this cannot be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from icalendar import Calendar, Component, Event

MOST_SOURCES = 3000
"""A calendar of more VEVENTs is no cluster's."""


class Unreadable(Exception):
    """This is no calendar that can be read."""


@dataclass(frozen=True)
class Opened:
    """A calendar, its events, and how many more of them make no sense."""

    calendar: Calendar
    events: tuple[Event, ...]
    odd: int = 0


def opened(content: bytes) -> Opened:
    """What stands in a file. Raises Unreadable for what is no calendar, or is one of far too many events."""
    text = content.decode("utf-8-sig", "replace")
    # A file that was cut short is none: what is missing would be taken for removed.
    if "BEGIN:VCALENDAR" not in text[:2000].upper() or "END:VCALENDAR" not in text[-2000:].upper():
        raise Unreadable
    try:
        found = _whole(text)
    except Exception:
        found = _piece_by_piece(text)
    if len(found.events) + found.odd > MOST_SOURCES:
        raise Unreadable
    return found


def _whole(text: str) -> Opened:
    calendar = cast(list[Component], Calendar.from_ical(text, multiple=True))[0]
    if not isinstance(calendar, Calendar):
        raise Unreadable
    return Opened(calendar, tuple(_events(calendar)))


def _piece_by_piece(text: str) -> Opened:
    """Each event read alone. The zones that the calendar brings with it are known from its frame on."""
    frame, pieces = _pieces(text)
    if len(pieces) > MOST_SOURCES:
        raise Unreadable
    try:
        calendar = _whole(frame).calendar
    except Exception as trouble:
        raise Unreadable from trouble
    fine: list[Event] = []
    odd = 0
    for piece in pieces:
        try:
            fine += _events(Calendar.from_ical(f"BEGIN:VCALENDAR\n{piece}\nEND:VCALENDAR\n"))
        except Exception:
            odd += 1
    return Opened(calendar, tuple(fine), odd)


def _pieces(text: str) -> tuple[str, list[str]]:
    """The lines of a file outside of its events, and those of each event."""
    frame: list[str] = []
    pieces: list[list[str]] = []
    is_within = False
    for line in text.replace("\r\n", "\n").split("\n"):
        name = line.rstrip().upper()
        if name == "BEGIN:VEVENT":
            is_within = True
            pieces.append([])
        (pieces[-1] if is_within else frame).append(line)
        if name == "END:VEVENT":
            is_within = False
    return "\n".join(frame), ["\n".join(piece) for piece in pieces]


def _events(calendar: Component) -> Iterator[Event]:
    return (event for event in calendar.walk("VEVENT") if isinstance(event, Event))
