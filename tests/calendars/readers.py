"""Five readers of calendar files that had no part in making them: what each makes of the same bytes.

vobject, ics and ical are Python libraries; libical reads for GNOME, KDE and Thunderbird's forebears; calcurse is a
program for the terminal. Where one of them cannot tell something, it says so here, and the rest is compared.
"""

import ctypes
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ics
import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream


@dataclass(frozen=True, order=True)
class Seen:
    """An entry as somebody reads it. Instants are UTC."""

    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    uid: str
    status: str


def by_vobject(content: bytes) -> list[Seen]:
    calendar = vobject.readOne(content.decode())

    def text(event: Any, name: str) -> str:
        return event.contents[name][0].value if name in event.contents else ""

    return sorted(
        Seen(
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            *(text(event, name) for name in ("summary", "description", "location", "uid", "status")),
        )
        for event in calendar.contents.get("vevent", [])
    )


def by_ics(content: bytes) -> list[Seen]:
    """Takes every \\n for a line break, also where the backslash itself is escaped: see as_ics()."""
    return sorted(
        Seen(
            event.begin.datetime.astimezone(UTC),
            event.end.datetime.astimezone(UTC),
            *(text or "" for text in (event.name, event.description, event.location, event.uid, event.status)),
        )
        for event in ics.Calendar(content.decode()).events
    )


def by_ical(content: bytes) -> list[Seen]:
    (calendar,) = IcsCalendarStream.from_ics(content.decode()).calendars
    return sorted(
        Seen(
            _instant(event.start),
            _instant(event.end),
            event.summary or "",
            event.description or "",
            event.location or "",
            event.uid or "",
            event.status.value if event.status else "",
        )
        for event in calendar.events
    )


def _instant(at: Any) -> datetime:
    assert isinstance(at, datetime)
    return at.astimezone(UTC)


# libical, through its C interface.


class _Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )


_EVENT = b"VEVENT"
_TEXTS = ("summary", "description", "location", "uid")


def _libical() -> Any:
    try:
        library: Any = ctypes.CDLL("libical.so.3")
    except OSError:
        pytest.skip("libical 3 is not installed")
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalparser_parse_string.argtypes = (ctypes.c_char_p,)
    library.icalcomponent_string_to_kind.argtypes = (ctypes.c_char_p,)
    for name in ("icalcomponent_get_first_component", "icalcomponent_get_next_component"):
        getattr(library, name).restype = ctypes.c_void_p
        getattr(library, name).argtypes = (ctypes.c_void_p, ctypes.c_int)
    for name in _TEXTS:
        getattr(library, f"icalcomponent_get_{name}").restype = ctypes.c_char_p
        getattr(library, f"icalcomponent_get_{name}").argtypes = (ctypes.c_void_p,)
    for name in ("icalcomponent_get_dtstart", "icalcomponent_get_dtend"):
        getattr(library, name).restype = _Time
        getattr(library, name).argtypes = (ctypes.c_void_p,)
    library.icaltime_as_timet_with_zone.restype = ctypes.c_long
    library.icaltime_as_timet_with_zone.argtypes = (_Time, ctypes.c_void_p)
    library.icalcomponent_get_status.argtypes = (ctypes.c_void_p,)
    library.icalproperty_status_to_string.restype = ctypes.c_char_p
    library.icalproperty_status_to_string.argtypes = (ctypes.c_int,)
    library.icalcomponent_free.argtypes = (ctypes.c_void_p,)
    library.icalcomponent_count_errors.argtypes = (ctypes.c_void_p,)
    return library


def by_libical(content: bytes) -> list[Seen]:
    """Refuses a file in which libical finds anything wrong."""
    library = _libical()
    calendar = library.icalparser_parse_string(content)
    assert calendar
    try:
        assert library.icalcomponent_count_errors(calendar) == 0
        kind = library.icalcomponent_string_to_kind(_EVENT)
        found = []
        event = library.icalcomponent_get_first_component(calendar, kind)
        while event:
            found.append(_seen_by_libical(library, event))
            event = library.icalcomponent_get_next_component(calendar, kind)
        return sorted(found)
    finally:
        library.icalcomponent_free(calendar)


def _seen_by_libical(library: Any, event: int) -> Seen:
    times = (library.icalcomponent_get_dtstart(event), library.icalcomponent_get_dtend(event))
    assert all(time.zone for time in times), "a time that floats"
    starts, ends = (datetime.fromtimestamp(library.icaltime_as_timet_with_zone(time, time.zone), UTC) for time in times)
    summary, description, location, uid = (
        (getattr(library, f"icalcomponent_get_{name}")(event) or b"").decode() for name in _TEXTS
    )
    status = library.icalproperty_status_to_string(library.icalcomponent_get_status(event))
    return Seen(starts, ends, summary, description, location, uid, status.decode())


# calcurse. It keeps neither UID nor status, and no blanks at a text's ends.


def by_calcurse(content: bytes) -> list[Seen]:
    """Imports the file into an empty folder and reads what came of it."""
    program = shutil.which("calcurse")
    if program is None:
        pytest.skip("calcurse is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.ics").write_bytes(content)
        told = subprocess.run(
            [program, "-D", str(folder), "-i", str(folder / "in.ics")],
            env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
        assert "/ 0 skipped" in told.stdout, told
        lines = (folder / "apts").read_text().splitlines()
        return sorted(_seen_by_calcurse(line, folder / "notes") for line in lines)


_APPOINTMENT = re.compile(r"(.{18}) -> (.{18})(?:>(\w{40}) )?[|!](.*)")


def _seen_by_calcurse(line: str, notes: Path) -> Seen:
    # 10/14/2026 @ 08:00 -> 10/14/2026 @ 08:45>digest of the note |Summary; ! instead of | where it reminds
    found = _APPOINTMENT.fullmatch(line)
    assert found, line
    starts, ends = (datetime.strptime(part, "%m/%d/%Y @ %H:%M").replace(tzinfo=UTC) for part in found.groups()[:2])
    note = (notes / found[3]).read_text() if found[3] else ""
    body, _, tail = note.partition("-- \n") if note.startswith("-- \n") else note.partition("\n-- \n")
    location = next((row.removeprefix("Location: ") for row in tail.splitlines() if row.startswith("Location: ")), "")
    return Seen(starts, ends, found[4].strip(), body.strip(), location.strip(), "", "")


READERS: dict[str, Callable[[bytes], list[Seen]]] = {
    "vobject": by_vobject,
    "ics": by_ics,
    "ical": by_ical,
    "libical": by_libical,
    "calcurse": by_calcurse,
}


def as_ics(seen: Iterable[Seen]) -> list[Seen]:
    """What ics (0.7.3) makes of it: a backslash and an n that somebody wrote become a backslash and a line break."""

    def misread(text: str) -> str:
        return re.sub(r"\\[nN]", r"\\\n", text)

    return sorted(
        replace(
            each,
            summary=misread(each.summary),
            description=misread(each.description),
            location=misread(each.location),
        )
        for each in seen
    )


def as_calcurse(seen: Iterable[Seen]) -> list[Seen]:
    """What calcurse keeps: neither UID nor status, and no blanks at a text's ends."""
    return sorted(
        replace(
            each,
            summary=each.summary.strip(),
            description=each.description.strip(),
            location=each.location.strip(),
            uid="",
            status="",
        )
        for each in seen
    )


DEFECTS = {"ics": as_ics, "calcurse": as_calcurse}
"""Readers that make something else of a right file, and what."""
