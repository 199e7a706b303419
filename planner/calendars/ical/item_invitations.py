"""The calendar part of letters about one item: to whoever gives it, or has chosen it and asked for the entry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from icalendar import Event

from planner.calendars.ical.invitations import address, digest, spot
from planner.calendars.ical.pieces import (
    Edition,
    Exactly,
    asks,
    called_off,
    clean,
    head_of,
    identify,
    joined,
    line,
    set_contact,
    set_online,
    set_place,
    set_times,
    where,
    written,
)
from planner.core.language import say
from planner.core.markdown import plain_of
from planner.network.rules import RoomKind
from planner.programmes.snapshot import Entry, Place, Programme


@dataclass(frozen=True, slots=True)
class ItemAttendance:
    """One person's part in one item, as the letters' calendar entry tells it."""

    uid: str
    """The person's own: never that of the public calendars, or a feed and a letter would fight over one entry."""
    sequence: int
    """Higher in each letter that changes or cancels the entry (RFC 5546 2.1.4)."""
    method: Literal["REQUEST", "CANCEL"]
    organizer: tuple[str, str]
    """(name, address): the letter's From, or Outlook shows no buttons."""
    attendee: tuple[str, str]
    created_at: datetime
    changed_at: datetime
    online_link: str = ""
    """Given only to those who take part, or give the item, online."""


def item_invitation(programme: Programme, entry: Entry, attendance: ItemAttendance, edition: Edition) -> bytes:
    """The calendar part of a letter to one person about one item of the programme."""
    facts, lang = programme.facts, edition.lang
    cancelled = attendance.method == "CANCEL"
    head = head_of(lang)
    head.add("method", attendance.method)
    event = Event()
    identify(event, attendance.uid, edition, attendance.sequence, attendance.created_at, attendance.changed_at)
    set_times(event, entry.starts_at, entry.ends_at, facts.zone)
    title = entry.title.in_(lang)
    event.add("summary", Exactly(line(called_off(title, lang) if entry.cancelled else title)))
    event.add("description", Exactly(_text(programme, entry, attendance, edition)))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PUBLIC")
    event.add("url", _url(programme, entry, edition))
    set_contact(event, facts.contact)
    event.add("organizer", address(attendance.organizer))
    event.add("attendee", address(attendance.attendee, cancelled=cancelled))
    house = _house(programme, entry)
    set_place(event, ", ".join(filter(None, (line(entry.room), where(house)))), house)
    if not cancelled:
        set_online(event, attendance.online_link)
    return joined(head, facts.zone, [written(event)])


def told_of_item(programme: Programme, entry: Entry, online_link: str) -> str:
    """A digest of what an item's entry tells of time, room and online link: what is worth a letter when it changes."""
    times = (entry.starts_at.isoformat(), entry.ends_at.isoformat(), programme.facts.zone)
    return digest(times, entry.room, spot(_house(programme, entry)), online_link)


def _house(programme: Programme, entry: Entry) -> Place | None:
    # A bus or a farm is not at the venue, and the net is nowhere.
    return programme.facts.place if entry.room_kind in ("", RoomKind.ROOM) else None


def _url(programme: Programme, entry: Entry, edition: Edition) -> str:
    return edition.url(f"/meetings/{programme.facts.slug}#item-{entry.item_id}")


def _text(programme: Programme, entry: Entry, attendance: ItemAttendance, edition: Edition) -> str:
    lang = edition.lang
    gathering = say("Part of %(gathering)s.", gathering=programme.facts.title).in_(lang)
    url = _url(programme, entry, edition)
    if attendance.method == "CANCEL":
        told = say("The item is cancelled.") if entry.cancelled else say("This is no longer one of your items.")
        return "\n\n".join(map(clean, (told.in_(lang), gathering, url)))
    link = attendance.online_link
    online = say("Take part online: %(link)s", link=link).in_(lang) if link else ""
    parts = (gathering, plain_of(entry.abstract.in_(lang)), online, url, asks(programme.facts.contact, lang))
    return "\n\n".join(filter(None, map(clean, parts)))
