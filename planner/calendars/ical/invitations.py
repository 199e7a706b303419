"""The calendar part of letters to one person: an entry that is theirs to accept, and that later letters change."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from icalendar import Event, Parameters, vCalAddress, vUri

from planner.calendars.ical.pieces import (
    Edition,
    clean,
    gathered_at,
    head_of,
    heading,
    hours,
    identify,
    joined,
    line,
    set_place,
    set_times,
    written,
)
from planner.core.language import clock, day_words, say
from planner.core.markdown import plain_of
from planner.programmes.snapshot import DayHours, MeetingFacts, Programme


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person's part in a gathering, as the letters' calendar entry tells it."""

    uid: str
    sequence: int
    """Higher in each letter that changes or cancels the entry (RFC 5546 2.1.4)."""
    method: Literal["REQUEST", "CANCEL"]
    organizer: tuple[str, str]
    """(name, address): the letter's From or Reply-To, or Outlook shows no buttons."""
    attendee: tuple[str, str]
    days: tuple[date, ...]
    created_at: datetime
    changed_at: datetime
    on_site: bool = True
    online_link: str = ""
    """Given only to those who take part online."""


def invitation(programme: Programme, attendance: Attendance, edition: Edition) -> bytes:
    """The calendar part of a letter to one person: the whole gathering as one entry, from the opening of that
    person's first day to the close of the last. Carries no private link but the online one that was given.
    """
    facts, lang = programme.facts, edition.lang
    head = head_of(lang)
    head.add("method", attendance.method)
    days = tuple(day for day in facts.days if day.held_on in attendance.days) or facts.days
    event = Event()
    identify(event, attendance.uid, edition, attendance.sequence, attendance.created_at, attendance.changed_at)
    set_times(event, *hours(days[0], days[-1], facts.zone), facts.zone)
    cancelled = attendance.method == "CANCEL"
    event.add("summary", heading(facts, lang))
    event.add("description", _invitation_text(facts, attendance, days, edition))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PUBLIC")
    event.add("url", edition.url(f"/meetings/{facts.slug}"))
    event.add("organizer", address(attendance.organizer))
    event.add("attendee", address(attendance.attendee, cancelled=cancelled))
    where = gathered_at(facts, lang) if attendance.on_site else ""
    online = say("Online").in_(lang) if attendance.online_link or not attendance.on_site else ""
    set_place(event, ", ".join(filter(None, (where, online))), facts.place if attendance.on_site else None)
    if attendance.online_link and not cancelled:
        # FEATURE as a list: the library's own Conference writes both words as one (RFC 7986 6.3).
        how = Parameters({"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"]})
        event.add("conference", vUri(attendance.online_link, params=how))
    return joined(head, facts.zone, [written(event)])


def _invitation_text(facts: MeetingFacts, attendance: Attendance, days: tuple[DayHours, ...], edition: Edition) -> str:
    lang, url = edition.lang, edition.url(f"/meetings/{facts.slug}")
    if attendance.method == "CANCEL":
        told = say("The gathering is cancelled.") if facts.cancelled else say("You are no longer registered.")
        return f"{told.in_(lang)}\n\n{url}"
    times = "\n".join(
        f"{day_words(day.held_on, lang)} {clock(day.opens, lang)}–{clock(day.closes, lang)}" for day in days
    )
    link = attendance.online_link
    online = say("Take part online: %(link)s", link=link).in_(lang) if link else ""
    page = say("Programme and directions: %(link)s", link=url).in_(lang)
    return "\n\n".join(filter(None, map(clean, (plain_of(facts.summary.in_(lang)), times, online, page))))


def address(person: tuple[str, str], *, cancelled: bool | None = None) -> vCalAddress:
    """An organizer; an attendee when `cancelled` says whether there still is something to answer."""
    # A quotation mark in a parameter becomes ^' (RFC 6868), which older programmes show as it stands.
    name = line(person[0]).replace('"', "'")
    if cancelled is None:
        return vCalAddress.new(person[1], cn=name)
    return vCalAddress.new(
        person[1],
        cn=name,
        cutype="INDIVIDUAL",
        role="REQ-PARTICIPANT",
        partstat=None if cancelled else "NEEDS-ACTION",
        rsvp=None if cancelled else True,
    )
