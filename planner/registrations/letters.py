"""Letters to those who register: practical ones, and calendar entries in letters of their own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from planner.calendars.ical import Attendance, Edition, invitation
from planner.core.language import Lang, Text, clock, day_words, say
from planner.core.markdown import plain_of
from planner.core.work import Site
from planner.mail.letter import Block, Button, CalendarPart, Facts, Letter, Paragraph
from planner.meetings.queries import Gate
from planner.meetings.rules import MODE_WORDS, Mode
from planner.programmes.snapshot import Programme
from planner.registrations.rules import DayChoice

PURPOSE = "registration"
"""Of the private link's token."""
CALENDAR, GATHERING_CANCELLED, LINK = "calendar", "gathering-cancelled", "link"


@dataclass(frozen=True)
class Occasion:
    """What all letters about one gathering share."""

    site: Site
    gate: Gate
    programme: Programme | None
    """None until the gathering's page is out; then no calendar entry can be made."""
    online_link: str


@dataclass(frozen=True)
class Guest:
    """Whom a letter goes to, and how their registration stands."""

    name: str
    email: str
    lang: Lang
    salt: str
    uid: str
    sequence: int
    days: tuple[DayChoice, ...]
    place: int | None
    """In the line, from 1."""
    registered_at: datetime
    changed_at: datetime

    @property
    def is_online(self) -> bool:
        return any(choice.mode is Mode.ONLINE for choice in self.days)

    @property
    def is_on_site(self) -> bool:
        return any(choice.mode is Mode.ON_SITE for choice in self.days)


def registered(on: Occasion, to: Guest) -> Letter:
    """You have a place: what, when, where, and the private link."""
    return _letter(
        on,
        to,
        "registered",
        say("You are registered: %(title)s", title=on.gate.title),
        Paragraph(say("Hello %(name)s! You are registered for %(title)s.", name=to.name, title=on.gate.title)),
        _facts(on, to),
        _link(on, to, say("See, change or cancel your registration")),
        Paragraph(say("The link is yours alone. Keep this letter; whoever has the link can change your registration.")),
        *_calendar_comes(on),
    )


def waiting(on: Occasion, to: Guest) -> Letter:
    """You stand in line, and where."""
    return _letter(
        on,
        to,
        "waiting",
        say("You are on the waiting list: %(title)s", title=on.gate.title),
        Paragraph(
            say(
                "Hello %(name)s! All places at %(title)s are taken. You are number %(place)s on the waiting list.",
                name=to.name,
                title=on.gate.title,
                place=to.place,
            )
        ),
        Paragraph(say("You get a letter at once when a place is yours. Until then you need do nothing.")),
        _facts(on, to),
        _link(on, to, say("See, change or cancel your registration")),
    )


def promoted(on: Occasion, to: Guest) -> Letter:
    """From the waiting list to a place."""
    return _letter(
        on,
        to,
        "promoted",
        say("You have got a place: %(title)s", title=on.gate.title),
        Paragraph(
            say("Hello %(name)s! You have got a place at %(title)s and are registered.", name=to.name,
                title=on.gate.title)
        ),
        Paragraph(say("If you cannot come any more, please cancel, so that the next in line can have the place.")),
        _facts(on, to),
        _link(on, to, say("See, change or cancel your registration")),
        *_calendar_comes(on),
    )  # fmt: skip


def changed(on: Occasion, to: Guest) -> Letter:
    """What is registered now."""
    return _letter(
        on,
        to,
        "changed",
        say("Your registration is changed: %(title)s", title=on.gate.title),
        Paragraph(say("Hello %(name)s! Your registration for %(title)s now reads:", name=to.name, title=on.gate.title)),
        _facts(on, to),
        _link(on, to, say("See, change or cancel your registration")),
    )


def cancelled(on: Occasion, to: Guest, *, had_place: bool) -> Letter:
    """You are not coming; the calendar entry, if there was one, goes too."""
    return _letter(
        on,
        to,
        "cancelled",
        say("Your registration is cancelled: %(title)s", title=on.gate.title),
        Paragraph(
            say("Hello %(name)s! Your registration for %(title)s is cancelled.", name=to.name, title=on.gate.title)
        ),
        Paragraph(say("If this is a mistake, register again on the gathering's page while there are places.")),
        Button(say("To the gathering's page"), on.site.url(f"/meetings/{on.gate.slug}", to.lang)),
        calendar=_calendar(on, to, "CANCEL") if had_place else None,
    )


def gathering_cancelled(on: Occasion, to: Guest, *, had_place: bool) -> Letter:
    """The gathering is off."""
    return _letter(
        on,
        to,
        GATHERING_CANCELLED,
        say("CANCELLED: %(title)s", title=on.gate.title),
        Paragraph(
            say("Hello %(name)s! %(title)s is cancelled. You need do nothing.", name=to.name, title=on.gate.title)
        ),
        _facts(on, to),
        Button(say("To the gathering's page"), on.site.url(f"/meetings/{on.gate.slug}", to.lang)),
        calendar=_calendar(on, to, "CANCEL") if had_place else None,
    )


def link_again(on: Occasion, to: Guest) -> Letter:
    """The private link once more."""
    return _letter(
        on,
        to,
        LINK,
        say("Your private link: %(title)s", title=on.gate.title),
        Paragraph(
            say(
                "Hello %(name)s! This address is registered for %(title)s. Here is its private link.",
                name=to.name,
                title=on.gate.title,
            )
        ),
        _link(on, to, say("See, change or cancel your registration")),
        Paragraph(say("You have not asked for it? Then you need do nothing: only this address has got the link.")),
    )


def calendar_entry(on: Occasion, to: Guest) -> Letter | None:
    """The entry for the reader's own calendar and next to no words; None until the gathering's page is out."""
    part = _calendar(on, to, "REQUEST")
    if part is None:
        return None
    return _letter(
        on,
        to,
        CALENDAR,
        say("Calendar: %(title)s", title=on.gate.title),
        Paragraph(say("Accept this invitation to have the gathering in your calendar and keep it right.")),
        Paragraph(say("To change or cancel your registration, use the private link in the letter about it.")),
        calendar=part,
    )


def _letter(
    on: Occasion, to: Guest, kind: str, subject: Text, *blocks: Block, calendar: CalendarPart | None = None
) -> Letter:
    return Letter(
        to=to.email,
        lang=to.lang,
        subject=subject,
        blocks=(*blocks, *_contact(on), *_funding(on, to)),
        kind=kind,
        about=on.gate.title.in_(to.lang),
        meeting_id=on.gate.meeting_id,
        reply_to=on.gate.contact_email,
        calendar=calendar,
    )


def _funding(on: Occasion, to: Guest) -> tuple[Block, ...]:
    """The funder's sentence, as it was published: a setting of the gathering, on paper and in letters too."""
    said = on.programme.facts.funding.in_(to.lang) if on.programme else ""
    return (Paragraph(plain_of(said)),) if said else ()


def _facts(on: Occasion, to: Guest) -> Facts:
    place = on.programme.facts.place if on.programme else None
    where = ", ".join(filter(None, (place.name, place.address, place.place))) if place else ""
    hours = {day.held_on: (day.opens, day.closes) for day in on.gate.days}
    days = [
        f"{day_words(choice.held_on, to.lang)} {clock(hours[choice.held_on][0], to.lang)}–"
        f"{clock(hours[choice.held_on][1], to.lang)}: {MODE_WORDS[choice.mode].in_(to.lang)}"
        for choice in to.days
        if choice.held_on in hours
    ]
    pairs = (
        (say("Gathering"), on.gate.title.in_(to.lang)),
        (say("When"), "\n".join(days)),
        (say("Where"), where if to.is_on_site or on.gate.mode is Mode.ON_SITE else ""),
        (say("Take part online"), on.online_link if to.is_online and to.place is None else ""),
    )
    return Facts(tuple(pair for pair in pairs if pair[1]))


def _link(on: Occasion, to: Guest, label: Text) -> Button:
    return Button(label, on.site.private_url("/r", PURPOSE, to.salt, to.lang))


def _contact(on: Occasion) -> tuple[Paragraph, ...]:
    gate = on.gate
    ways = ", ".join(filter(None, (gate.contact_name, gate.contact_email, gate.contact_phone)))
    return (Paragraph(say("Questions? Contact %(contact)s.", contact=ways)),) if ways else ()


def _calendar_comes(on: Occasion) -> tuple[Paragraph, ...]:
    if on.programme is None:
        return ()
    return (Paragraph(say("The entry for your calendar comes in a letter of its own.")),)


def _calendar(on: Occasion, to: Guest, method: Literal["REQUEST", "CANCEL"]) -> CalendarPart | None:
    if on.programme is None:
        return None
    site, gate = on.site, on.gate
    attendance = Attendance(
        uid=to.uid,
        sequence=to.sequence,
        method=method,
        # Outlook shows its buttons only when the organizer is whom the letter comes from or is answered to.
        organizer=(gate.contact_name or site.network_name, gate.contact_email or site.sender),
        attendee=(to.name, to.email),
        days=tuple(choice.held_on for choice in to.days),
        created_at=to.registered_at,
        changed_at=to.changed_at,
        on_site=to.is_on_site,
        online_link=on.online_link if to.is_online else "",
    )
    edition = Edition(to.lang, site.base_url, site.host)
    return CalendarPart(method, invitation(on.programme, attendance, edition))
