"""Letters that carry a calendar entry and next to no words: practical things travel in letters of their own."""

from dataclasses import dataclass
from datetime import datetime

from planner.calendars.ical import Edition, ItemAttendance, item_invitation
from planner.calendars.letters import organizer_of
from planner.core.language import Lang, Text, say
from planner.core.work import Site
from planner.entries.rules import Step
from planner.mail.letter import CalendarPart, EntryMark, Letter, Paragraph
from planner.meetings.queries import Gate
from planner.programmes.snapshot import Entry, Programme
from planner.registrations import letters as registrations
from planner.registrations.letters import CALENDAR, Guest, Occasion


@dataclass(frozen=True)
class Scene:
    """What all letters about the items of one gathering share."""

    site: Site
    gate: Gate
    programme: Programme


@dataclass(frozen=True)
class ItemLetter:
    """One letter about one item: to whom, and what it does."""

    step: Step
    entry: Entry
    mark: EntryMark
    address: str
    name: str
    """Empty where it is not known any more."""
    lang: Lang
    online_link: str
    first_at: datetime
    now: datetime


def of_gathering(on: Occasion, to: Guest, step: Step) -> Letter | None:
    """The gathering's entry, asked for the first time or anew; None until the gathering's page is out."""
    if step is not Step.UPDATE:
        return registrations.calendar_entry(on, to)
    return registrations.letter(
        on,
        to,
        CALENDAR,
        say("Calendar, changed: %(title)s", title=on.gate.title),
        Paragraph(say("The time, the place or the link has changed. Accept again to keep your calendar right.")),
        calendar=registrations.calendar_of(on, to, "REQUEST"),
    )


def of_item(on: Scene, told: ItemLetter) -> Letter:
    """An item's entry, asked, changed or taken back."""
    gate = on.gate
    attendance = ItemAttendance(
        uid=told.mark.uid,
        sequence=told.mark.sequence,
        method="CANCEL" if told.step is Step.CANCEL else "REQUEST",
        organizer=organizer_of(on.site),
        attendee=(told.name, told.address),
        created_at=told.first_at,
        changed_at=told.now,
        online_link=told.online_link,
    )
    edition = Edition(told.lang, on.site.base_url, on.site.host)
    content = item_invitation(on.programme, told.entry, attendance, edition)
    ways = ", ".join(filter(None, (gate.contact_name, gate.contact_email, gate.contact_phone)))
    contact = (Paragraph(say("Questions? Contact %(contact)s.", contact=ways)),) if ways else ()
    return Letter(
        to=told.address,
        lang=told.lang,
        subject=_subject(told),
        blocks=(Paragraph(_words(on, told)), *contact),
        kind=CALENDAR,
        about=gate.title.in_(told.lang),
        meeting_id=gate.meeting_id,
        reply_to=gate.contact_email,
        calendar=CalendarPart(attendance.method, content, told.mark),
    )


def _subject(told: ItemLetter) -> Text:
    title = told.entry.title
    if told.step is Step.ASK:
        return say("Calendar: %(title)s", title=title)
    if told.step is Step.UPDATE:
        return say("Calendar, changed: %(title)s", title=title)
    return say("Calendar, cancelled: %(title)s", title=title)


def _words(on: Scene, told: ItemLetter) -> Text:
    title, gathering = told.entry.title, on.gate.title
    if told.step is Step.ASK:
        return say(
            "Accept this invitation to have “%(item)s” at %(gathering)s in your calendar and keep it right.",
            item=title,
            gathering=gathering,
        )
    if told.step is Step.UPDATE:
        return say("The time, the place or the link has changed. Accept again to keep your calendar right.")
    return say("“%(item)s” at %(gathering)s goes out of your calendar.", item=title, gathering=gathering)
