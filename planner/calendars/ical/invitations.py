"""The calendar part of letters to one person: an entry that is theirs to accept, and that later letters change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Literal

from icalendar import Event, vCalAddress

from planner.calendars.ical.pieces import (
    Edition,
    Exactly,
    asks,
    clean,
    gathered_at,
    head_of,
    heading,
    hours,
    identify,
    joined,
    line,
    online_words,
    set_contact,
    set_online,
    set_place,
    set_times,
    written,
)
from planner.core.language import clock, day_words, say
from planner.core.markdown import plain_of
from planner.programmes.snapshot import DayHours, MeetingFacts, Place, Programme


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person's part in a gathering, as the letters' calendar entry tells it."""

    uid: str
    sequence: int
    """Higher in each letter that changes or cancels the entry (RFC 5546 2.1.4)."""
    method: Literal["REQUEST", "CANCEL"]
    organizer: tuple[str, str]
    """(name, address): the letter's From, or Outlook shows no buttons."""
    attendee: tuple[str, str]
    days: tuple[date, ...]
    created_at: datetime
    changed_at: datetime
    on_site: bool = True
    online_link: str = ""
    """Given only to those who take part online."""


def invitation(programme: Programme, attendance: Attendance, edition: Edition) -> bytes:
    """The calendar part of a letter to one person: the whole gathering as one entry, from the opening of that
    person's first day to the close of the last. Carries no private link but the online one that was given. Raises
    ValueError when it asks for days that are not out.
    """
    facts, lang = programme.facts, edition.lang
    head = head_of(lang)
    head.add("method", attendance.method)
    days = _days(facts, attendance)
    if attendance.method == "REQUEST" and not are_out(programme, attendance.days):
        raise ValueError("an entry of days that are not published")
    event = Event()
    identify(event, attendance.uid, edition, attendance.sequence, attendance.created_at, attendance.changed_at)
    set_times(event, *hours(days[0], days[-1], facts.zone), facts.zone)
    cancelled = attendance.method == "CANCEL"
    event.add("summary", Exactly(heading(facts, lang)))
    event.add("description", Exactly(_invitation_text(facts, attendance, days, edition)))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PUBLIC")
    event.add("url", edition.url(f"/meetings/{facts.slug}"))
    set_contact(event, facts.contact)
    event.add("organizer", address(attendance.organizer))
    event.add("attendee", address(attendance.attendee, cancelled=cancelled))
    where = gathered_at(facts, lang) if attendance.on_site else ""
    online = say("Online").in_(lang) if attendance.online_link or not attendance.on_site else ""
    set_place(event, ", ".join(filter(None, (where, online))), facts.place if attendance.on_site else None)
    if not cancelled:
        set_online(event, attendance.online_link)
    return joined(head, facts.zone, [written(event)])


def _invitation_text(facts: MeetingFacts, attendance: Attendance, days: tuple[DayHours, ...], edition: Edition) -> str:
    lang, url = edition.lang, edition.url(f"/meetings/{facts.slug}")
    if attendance.method == "CANCEL":
        gone = say("The gathering is cancelled.") if facts.cancelled else say("You are no longer registered.")
        return f"{gone.in_(lang)}\n\n{url}"
    times = "\n".join(
        f"{day_words(day.held_on, lang)} {clock(day.opens, lang)}–{clock(day.closes, lang)}" for day in days
    )
    online = online_words(attendance.online_link, lang)
    page = say("Programme and directions: %(link)s", link=url).in_(lang)
    # Outlook shows this in the place of the letter's own text, so it says what that does.
    change = say("To change or cancel your registration, use the private link in the letter about it.").in_(lang)
    told = (plain_of(facts.summary.in_(lang)), times, online, page, change, asks(facts.contact, lang))
    return "\n\n".join(filter(None, map(clean, told)))


def told_of(programme: Programme, attendance: Attendance) -> str:
    """A digest of what this person's entry tells of time, place and online link: the same in every language, and
    whatever the gathering is called. Another one is worth a letter, other words alone are not.
    """
    facts, place = programme.facts, programme.facts.place if attendance.on_site else None
    hours_told = tuple((day.held_on, day.opens, day.closes) for day in _days(facts, attendance))
    return digest(hours_told, facts.zone, spot(place), f"{facts.mode}", attendance.on_site, attendance.online_link)


def are_out(programme: Programme, days: Collection[date]) -> bool:
    """Whether this version has all these days: of those that only the draft has nothing can be told yet."""
    return set(days) <= {day.held_on for day in programme.facts.days}


def _days(facts: MeetingFacts, attendance: Attendance) -> tuple[DayHours, ...]:
    """Theirs, as far as they are out; all of them for who has a place and no day left."""
    theirs = tuple(day for day in facts.days if day.held_on in attendance.days)
    if attendance.method == "CANCEL":
        return theirs or facts.days  # what goes is known by its UID; the time is only there since one must be
    return theirs if attendance.days else facts.days


def spot(place: Place | None) -> tuple[object, ...]:
    """What people would go to another place for: not the words about the way there."""
    return (place.name, place.address, place.place, place.latitude, place.longitude) if place else ()


def digest(*told: object) -> str:
    """SHA-256 of these plain values."""
    return sha256(repr(told).encode()).hexdigest()


def address(person: tuple[str, str], *, cancelled: bool | None = None) -> vCalAddress:
    """An organizer; an attendee when `cancelled` says whether there still is something to answer."""
    # A quotation mark in a parameter becomes ^' (RFC 6868), which older programmes show as it stands.
    name = line(person[0]).replace('"', "'") or None
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
