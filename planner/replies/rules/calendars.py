"""What a calendar part answers: one event, a handful of its properties, and nothing else is even parsed.

A calendar from a stranger may hold rules that are expanded for hours, time zones that replace true ones, or events by
the thousand. So the lines that matter are picked first, and only they are given to the parser.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from icalendar import Event, vCalAddress
from icalendar.parser import Contentlines

from planner.core.addresses import is_mail_address
from planner.replies.rules.findings import NotTaken, Reason, ReplyState

MOST_COMPONENTS = 100
"""Time zones with their history come along; more than these are no answer."""
MOST_LINES = 20
MOST_CHARACTERS = 2000
"""Of the properties of the event that are read, and in each of them."""

_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
_READ = frozenset({"UID", "DTSTAMP", "SEQUENCE", "ATTENDEE", "RECURRENCE-ID"})
_STATES = {state.value.upper(): state for state in ReplyState}


@dataclass(frozen=True)
class Said:
    """What the calendar part of an answer says."""

    uid: str
    attendee: str
    state: ReplyState
    stamped_at: datetime
    sequence: int


def said_in(content: str, method: str) -> Said:
    """What `content` answers; `method` is what the mail says of it, or empty. Raises NotTaken."""
    lexer: Any = Contentlines
    methods, events = _picked(lexer.from_ical(content))
    # RFC 6047 2.4: both must be there and agree; some programs leave out one of them, none may contradict the other.
    if {word.strip().upper() for word in (method, *methods) if word.strip()} != {"REPLY"}:
        raise NotTaken(Reason.METHOD)
    if len(events) != 1:
        raise NotTaken(Reason.SEVERAL)
    event: Any = Event.from_ical("\r\n".join(("BEGIN:VEVENT", *events[0], "END:VEVENT", "")))
    if "RECURRENCE-ID" in event:
        raise NotTaken(Reason.RECURRING)
    uid, attendee = _one(event, "UID"), _one(event, "ATTENDEE")
    return Said(
        uid=str(uid).strip(),
        attendee=_address(attendee),
        state=_state(attendee),
        stamped_at=_stamp(_one(event, "DTSTAMP")),
        sequence=_sequence(event),
    )


def _picked(lines: Iterable[str]) -> tuple[list[str], list[list[str]]]:
    """(METHODs of the calendar, for each event the lines of it that are read)."""
    methods: list[str] = []
    events: list[list[str]] = []
    inside: list[str] = []
    components = 0
    for line in lines:
        if (found := _NAME.match(line)) is None:
            continue
        name, value = found[1].upper(), line[found.end() :].strip().upper()
        if name == "BEGIN":
            inside.append(value)
            components += 1
            events += [[]] if inside == ["VCALENDAR", "VEVENT"] else []
        elif name == "END" and (not inside or inside.pop() != value):
            raise NotTaken(Reason.UNREADABLE)
        elif name == "METHOD" and inside == ["VCALENDAR"]:
            methods.append(value)
        elif name in _READ and inside == ["VCALENDAR", "VEVENT"]:
            events[-1].append(line)
            if len(line) > MOST_CHARACTERS or len(events[-1]) > MOST_LINES:
                raise NotTaken(Reason.UNREADABLE)
        if components > MOST_COMPONENTS:
            raise NotTaken(Reason.SEVERAL)
    if inside:
        raise NotTaken(Reason.UNREADABLE)
    return methods, events


def _one(event: Any, name: str) -> Any:
    value = event.get(name)
    if value is None:
        raise NotTaken(Reason.UNREADABLE)
    if isinstance(value, list):
        raise NotTaken(Reason.SEVERAL)
    return value


def _address(attendee: Any) -> str:
    scheme, _, address = str(attendee).strip().partition(":")
    if not isinstance(attendee, vCalAddress) or scheme.lower() != "mailto" or not is_mail_address(address):
        raise NotTaken(Reason.UNREADABLE)
    return address.strip().lower()


def _state(attendee: vCalAddress) -> ReplyState:
    said = attendee.params.get("PARTSTAT")
    state = _STATES.get(said.upper()) if isinstance(said, str) else None
    if state is None:
        raise NotTaken(Reason.NO_ANSWER)
    return state


def _stamp(value: Any) -> datetime:
    at = getattr(value, "dt", None)
    if not isinstance(at, datetime):
        raise NotTaken(Reason.UNREADABLE)
    # RFC 5545 3.8.7.2: it is in UTC; who leaves out the Z means the same.
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _sequence(event: Any) -> int:
    # RFC 5546 3.2.3: it may be left out when it is 0.
    sequence = int(_one(event, "SEQUENCE")) if "SEQUENCE" in event else 0
    if sequence < 0:
        raise NotTaken(Reason.UNREADABLE)
    return sequence
