"""What all letters to those who register share: who writes to whom, about what, and the blocks they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from planner.calendars.ical import Attendance, Edition, are_out, invitation, told_of
from planner.calendars.letters import organizer_of
from planner.core.language import Lang, Text, clock, day_words, say
from planner.core.markdown import plain_of
from planner.core.timespan import local
from planner.core.work import Site
from planner.mail.letter import Block, Button, CalendarPart, EntryMark, Facts, Letter, Paragraph
from planner.meetings.queries import Gate
from planner.meetings.rules import MODE_WORDS, Mode
from planner.programmes.snapshot import Programme
from planner.registrations.rules import (
    PART_STATE_WORDS,
    ROOM_WORDS,
    DayChoice,
    Decision,
    PartKind,
    PartOffer,
    PartState,
    RoomType,
)

PURPOSE = "registration"
"""Of the private link's token."""
PARTY_PURPOSE = "party"
"""Of the booker's private link's token."""
CALENDAR, GATHERING_CANCELLED, LINK = "calendar", "gathering-cancelled", "link"


@dataclass(frozen=True)
class Occasion:
    """What all letters about one gathering share."""

    site: Site
    gate: Gate
    programme: Programme | None
    """None until the gathering's page is out; then no calendar entry can be made."""
    online_link: str
    parts: tuple[PartOffer, ...] = ()


@dataclass(frozen=True)
class Taken:
    """A part that somebody said yes to, and what became of it."""

    part_id: int
    state: PartState
    mode: Mode
    room: RoomType | None = None
    share_with: str = ""
    stop_id: int | None = None


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
    """Those they come on: not the ones they wait for."""
    taken: tuple[Taken, ...]
    """Every part they said yes to, days too."""
    place: int | None
    """In the line, from 1."""
    registered_at: datetime
    changed_at: datetime
    decision: Decision = Decision.FREE
    offered_until: datetime | None = None

    @property
    def is_online(self) -> bool:
        return any(choice.mode is Mode.ONLINE for choice in self.days)

    @property
    def is_on_site(self) -> bool:
        return any(choice.mode is Mode.ON_SITE for choice in self.days)


@dataclass(frozen=True)
class Booker:
    """Who registered a party, and the salt of their private link."""

    name: str
    email: str
    lang: Lang
    salt: str


@dataclass(frozen=True)
class Member:
    """One of a party, for the letter to its booker."""

    name: str
    email: str
    words: Text
    """How they stand, and why."""


def letter(
    on: Occasion, to: Guest, kind: str, subject: Text, *blocks: Block, calendar: CalendarPart | None = None
) -> Letter:
    """A letter about this gathering: whom to ask, and the funder's sentence, stand last."""
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


def facts(on: Occasion, to: Guest) -> Facts:
    """What, when and where, and what was chosen."""
    place = on.programme.facts.place if on.programme else None
    where = ", ".join(filter(None, (place.name, place.address or place.place))) if place else ""
    pairs = (
        (say("Gathering"), on.gate.title.in_(to.lang)),
        (say("When"), "\n".join(_day_lines(on, to))),
        (say("Chosen"), "\n".join(_part_lines(on, to))),
        (say("Where"), where if to.is_on_site or on.gate.mode is Mode.ON_SITE else ""),
        (say("Take part online"), on.online_link if to.is_online and to.place is None and not to.offered_until else ""),
    )
    return Facts(tuple(pair for pair in pairs if pair[1]))


def _day_lines(on: Occasion, to: Guest) -> list[str]:
    hours = {day.held_on: (day.opens, day.closes) for day in on.gate.days}
    days = {offer.part_id: offer.details.held_on for offer in on.parts}
    lines = []
    for part in to.taken:
        day = days.get(part.part_id)
        if day in hours and _is_day(on, part):
            opens, closes = (clock(at, to.lang) for at in hours[day])
            words = MODE_WORDS[part.mode] if part.state is not PartState.WAITING else PART_STATE_WORDS[part.state]
            lines.append(f"{day_words(day, to.lang)} {opens}–{closes}: {words.in_(to.lang)}")
    return lines


def _is_day(on: Occasion, part: Taken) -> bool:
    return any(offer.part_id == part.part_id and offer.details.kind is PartKind.DAY for offer in on.parts)


def _part_lines(on: Occasion, to: Guest) -> list[str]:
    offers = {offer.part_id: offer for offer in on.parts}
    return [
        part_words(offers[part.part_id], part, to.lang)
        for part in to.taken
        if part.part_id in offers and not _is_day(on, part)
    ]


def part_words(offer: PartOffer, part: Taken, lang: Lang) -> str:
    """Dinner · Night 14–15 October: Double room, with Demo Bo · Bus from Linköping: On the waiting list"""
    said = [ROOM_WORDS[part.room].in_(lang)] if part.room else []
    if part.share_with:
        said.append(say("with %(name)s", name=part.share_with).in_(lang))
    said += [f"{s.name} {clock(s.leaves, lang)}" if s.leaves else s.name for s in offer.details.stops
             if s.stop_id == part.stop_id]  # fmt: skip
    if part.state is not PartState.GRANTED:
        said.append(PART_STATE_WORDS[part.state].in_(lang))
    return ": ".join(filter(None, (offer.details.name.in_(lang), ", ".join(said))))


def link(on: Occasion, to: Guest, label: Text) -> Button:
    """The way to the private page. Its token is a blank until the letter leaves."""
    return Button(label, on.site.private_url("/r", PURPOSE, to.salt, to.lang))


def moment(at: datetime, on: Occasion, lang: Lang) -> str:
    """onsdag 14 oktober 2026 10.00, on the gathering's wall clock"""
    there = local(at, on.gate.zone)
    return f"{day_words(there.date(), lang)} {clock(there.time(), lang)}"


def _contact(on: Occasion) -> tuple[Paragraph, ...]:
    gate = on.gate
    ways = ", ".join(filter(None, (gate.contact_name, gate.contact_email, gate.contact_phone)))
    return (Paragraph(say("Questions? Contact %(contact)s.", contact=ways)),) if ways else ()


def calendar_comes(on: Occasion, to: Guest) -> tuple[Paragraph, ...]:
    """That the calendar entry is on its way, or will be once the days it tells are out."""
    if on.programme is None:
        return ()
    return calendar_waits(on, to) or (Paragraph(say("The entry for your calendar comes in a letter of its own.")),)


def calendar_waits(on: Occasion, to: Guest) -> tuple[Paragraph, ...]:
    """That the calendar entry must wait, where days of somebody who comes are in the draft alone."""
    if on.programme is None or to.place is not None or to.offered_until or _can_be_told(on, to):
        return ()
    return (Paragraph(say("The entry for your calendar comes once these days are published.")),)


def calendar_of(on: Occasion, to: Guest, method: Literal["REQUEST", "CANCEL"]) -> CalendarPart | None:
    """The calendar entry of this person; None until the gathering's page is out, and with all of their days."""
    if on.programme is None or (method == "REQUEST" and not _can_be_told(on, to)):
        return None
    attendance = _attendance(on, to, method)
    edition = Edition(to.lang, on.site.base_url, on.site.host)
    mark = EntryMark(to.uid, to.sequence, told_of(on.programme, attendance))
    return CalendarPart(method, invitation(on.programme, attendance, edition), mark)


def told_to(on: Occasion, to: Guest) -> str:
    """The digest of what this person's entry would tell of time, place and link now; "" until there can be one."""
    return told_of(on.programme, _attendance(on, to, "REQUEST")) if on.programme and _can_be_told(on, to) else ""


def _can_be_told(on: Occasion, to: Guest) -> bool:
    # The draft may have other days already, which people choose; an entry tells of what is published alone.
    return on.programme is not None and are_out(on.programme, [choice.held_on for choice in to.days])


def _attendance(on: Occasion, to: Guest, method: Literal["REQUEST", "CANCEL"]) -> Attendance:
    return Attendance(
        uid=to.uid,
        sequence=to.sequence,
        method=method,
        organizer=organizer_of(on.site),
        attendee=(to.name, to.email),
        days=tuple(choice.held_on for choice in to.days),
        created_at=to.registered_at,
        changed_at=to.changed_at,
        on_site=to.is_on_site,
        online_link=on.online_link if to.is_online else "",
    )


def calendar_entry(on: Occasion, to: Guest) -> Letter | None:
    """The entry for the reader's own calendar and next to no words; None until the gathering's page is out."""
    part = calendar_of(on, to, "REQUEST")
    if part is None:
        return None
    return letter(
        on,
        to,
        CALENDAR,
        say("Calendar: %(title)s", title=on.gate.title),
        Paragraph(say("Accept this invitation to have the gathering in your calendar and keep it right.")),
        Paragraph(say("To change or cancel your registration, use the private link in the letter about it.")),
        calendar=part,
    )


def with_calendar(on: Occasion, to: Guest, practical: Letter) -> Sequence[Letter]:
    """The practical letter, and after it the calendar entry in a letter of its own, if one can be made."""
    entry = calendar_entry(on, to)
    return [practical] if entry is None else [practical, entry]
