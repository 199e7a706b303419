"""The calendar entry of a date that was picked: one person's, before the gathering has a page. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from icalendar import Event

from planner.calendars.ical import Edition
from planner.calendars.ical.invitations import address
from planner.calendars.ical.pieces import (
    Exactly,
    called_off,
    clean,
    head_of,
    identify,
    joined,
    line,
    set_contact,
    set_times,
    written,
)
from planner.core.language import Words
from planner.programmes.snapshot import Contact


@dataclass(frozen=True, slots=True)
class DateEntry:
    """One person's entry, as a letter tells it."""

    uid: str
    sequence: int
    """Higher in each letter that changes or cancels the entry (RFC 5546 2.1.4)."""
    method: Literal["REQUEST", "CANCEL"]
    title: Words
    starts_at: datetime
    ends_at: datetime
    zone: str
    text: str
    """What stands in the entry, in its reader's language."""
    organizer: tuple[str, str]
    """(name, address): the letter's From, or Outlook shows no buttons."""
    attendee: tuple[str, str]
    made_at: datetime
    told_at: datetime
    contact: tuple[str, str] = ("", "")
    """(name, address) of whom to ask."""
    is_off: bool = True
    """Of one that is taken back: the gathering is cancelled, or else another entry stands in its place."""


def date_entry(entry: DateEntry, edition: Edition) -> bytes:
    """The calendar part of a letter to one person: an iTIP object with one event and one attendee (RFC 5546 3.2)."""
    head = head_of(edition.lang)
    head.add("method", entry.method)
    event = Event()
    cancelled = entry.method == "CANCEL"
    identify(event, entry.uid, edition, entry.sequence, entry.made_at, entry.told_at)
    set_times(event, entry.starts_at, entry.ends_at, entry.zone)
    title = entry.title.in_(edition.lang)
    event.add("summary", Exactly(line(called_off(title, edition.lang) if cancelled and entry.is_off else title)))
    event.add("description", Exactly(clean(entry.text)))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PUBLIC")
    set_contact(event, Contact(entry.contact[0], entry.contact[1], ""))
    event.add("organizer", address(entry.organizer))
    event.add("attendee", address(entry.attendee, cancelled=cancelled))
    return joined(head, entry.zone, [written(event)])
