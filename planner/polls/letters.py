"""Letters of date polls: the question, the reminder, and the date that was picked, with what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from planner.calendars.ical import Edition
from planner.calendars.letters import organizer_of
from planner.core.language import Lang, Text, Words, clock, day_words, days_words, in_language, say, week_words
from planner.core.markdown import plain_of
from planner.core.work import Site
from planner.mail.letter import Block, Button, CalendarPart, Facts, Letter, Paragraph, Sort
from planner.meetings.rules import DayHours
from planner.polls.ical import DateEntry, date_entry
from planner.polls.queries import Addressee, Ask, Candidate, Poll

PURPOSE = "date-poll"
"""Of the private link's token."""
QUESTION, REMINDER, DATE = "date-poll", "date-reminder", "date-picked"
LATER = say("Hold the date. Place, programme and registration come later.")
GONE = say("The gathering is cancelled.")
ERASED = say("You have had what we knew of you erased.")
REPLACED = say("You are registered, and that has an entry of its own in your calendar.")


def question(site: Site, poll: Poll, ask: Ask, to: Addressee) -> Letter:
    """Which of these dates suits you? The dates stand in the letter; one answers by the link."""
    title = poll.terms.title
    hello = say("Hello %(name)s! We are looking for a date for %(title)s, and ask %(cluster)s which dates suit.",
                name=to.name, title=title, cluster=ask.cluster)  # fmt: skip
    own = plain_of(poll.terms.message.in_(to.lang))
    must = say("It is important that you can take part: we try not to choose a date when you cannot.")
    return _asking(
        (site, poll, ask, to), QUESTION, say("Which date suits? %(title)s", title=title),
        Paragraph(hello),
        *([Paragraph(own)] if own else []),
        *([Paragraph(must)] if ask.is_required else []),
    )  # fmt: skip


def reminder(site: Site, poll: Poll, ask: Ask, to: Addressee) -> Letter:
    """We have not heard from you."""
    title = poll.terms.title
    hello = say("Hello %(name)s! %(cluster)s has not said yet which dates suit for %(title)s.",
                name=to.name, title=title, cluster=ask.cluster)  # fmt: skip
    return _asking(
        (site, poll, ask, to), REMINDER, say("Reminder: which date suits? %(title)s", title=title), Paragraph(hello)
    )


def _asking(about: tuple[Site, Poll, Ask, Addressee], kind: str, subject: Text, *blocks: Block) -> Letter:
    site, poll, ask, to = about
    others = [Paragraph(say("Others of %(cluster)s have got the same letter: one answer is enough.",
                            cluster=ask.cluster))] if len(ask.addressees) > 1 else []  # fmt: skip
    pairs = (
        (say("Dates"), "\n".join(date_words(each, to.lang) for each in poll.dates)),
        (say("Answer by"), day_words(poll.terms.last_day, to.lang)),
    )
    return Letter(
        to=to.email,
        lang=to.lang,
        subject=subject,
        blocks=(
            *blocks,
            Facts(pairs),
            Button(say("Say which dates suit"), site.private_url("/d", PURPOSE, ask.salt, to.lang)),
            Paragraph(say("You need no account, and may change your answer until the last day.")),
            *others,
            *_contact(poll.contact),
        ),
        kind=kind,
        about=poll.terms.title.in_(to.lang),
        reply_to=poll.contact[1],
        sort=Sort.DATES,
    )


def date_words(each: Candidate, lang: Lang) -> str:
    """onsdag 14 oktober 2026, v. 42; of several days 14–15 oktober 2026, v. 42"""
    dates = each.dates
    words = day_words(dates[0], lang) if len(dates) == 1 else days_words(dates, lang)
    return f"{words}, {week_words(dates, lang)}"


# What became of it.


@dataclass(frozen=True)
class Gathered:
    """The gathering that came of a poll, as those who have it in their calendar are told of it."""

    meeting_id: int
    title: Words
    zone: str
    days: tuple[DayHours, ...]
    contact: tuple[str, str]
    starts_at: datetime
    ends_at: datetime
    path: str = ""
    """Of its public page; empty until there is one."""


@dataclass(frozen=True)
class Holder:
    """Somebody with the date in their calendar, and where their entry stands."""

    name: str
    email: str
    lang: Lang
    uid: str
    sequence: int
    made_at: datetime
    told_at: datetime


def date_picked(site: Site, of: Gathered, to: Holder) -> Letter:
    """The date is …, with the entry for the reader's own calendar."""
    told = say("Hello %(name)s! Thank you for your answer. The date for %(title)s is %(days)s.",
               name=to.name, title=of.title, days=_days(of))  # fmt: skip
    subject = say("The date is %(days)s: %(title)s", days=_days(of), title=of.title)
    return _letter(of, to, subject, told, _entry(site, of, to, "REQUEST"))


def date_moved(site: Site, of: Gathered, to: Holder) -> Letter:
    """It is on another date, or at other hours, or on again: the entry follows."""
    told = say("Hello %(name)s! %(title)s is held %(days)s now. The entry in your calendar follows.",
               name=to.name, title=of.title, days=_days(of))  # fmt: skip
    subject = say("New date: %(title)s, %(days)s", title=of.title, days=_days(of))
    return _letter(of, to, subject, told, _entry(site, of, to, "REQUEST"))


def date_cancelled(site: Site, of: Gathered, to: Holder) -> Letter:
    """It is not held: the entry goes."""
    told = say("Hello %(name)s! %(title)s, which was to be held %(days)s, is cancelled.",
               name=to.name, title=of.title, days=_days(of))  # fmt: skip
    return _letter(of, to, say("Cancelled: %(title)s", title=of.title), told, _entry(site, of, to, "CANCEL"))


def date_replaced(site: Site, of: Gathered, to: Holder) -> Letter:
    """They are registered, and that has an entry of its own: the one of the date goes, or both would stand there."""
    told = say("Hello %(name)s! You are registered for %(title)s, and have an entry in your calendar that follows your "
               "registration. The earlier one, which told you of the date, is taken away.",
               name=to.name, title=of.title)  # fmt: skip
    subject = say("One entry instead of two: %(title)s", title=of.title)
    return _letter(of, to, subject, told, _entry(site, of, to, "CANCEL", REPLACED))


def date_forgotten(site: Site, of: Gathered, to: Holder) -> Letter:
    """They had themselves erased: the entry goes too, since nobody could take it back later."""
    told = say("Hello %(name)s! What we knew of you at %(title)s is erased. The entry that told you of the date is "
               "taken away.", name=to.name, title=of.title)  # fmt: skip
    subject = say("Out of your calendar: %(title)s", title=of.title)
    return _letter(of, to, subject, told, _entry(site, of, to, "CANCEL", ERASED))


def _letter(of: Gathered, to: Holder, subject: Text, told: Text, part: CalendarPart) -> Letter:
    when = Facts(((say("When"), "\n".join(_hours(of, to.lang))),))
    more: tuple[Block, ...] = () if part.method == "CANCEL" else (when,) if of.path else (when, Paragraph(LATER))
    return Letter(
        to=to.email,
        lang=to.lang,
        subject=subject,
        blocks=(Paragraph(told), *more, *_contact(of.contact)),
        kind=DATE,
        about=of.title.in_(to.lang),
        meeting_id=of.meeting_id,
        reply_to=of.contact[1],
        calendar=part,
    )


def _entry(
    site: Site, of: Gathered, to: Holder, method: Literal["REQUEST", "CANCEL"], gone: Text = GONE
) -> CalendarPart:
    edition = Edition(to.lang, site.base_url, site.host)
    entry = DateEntry(
        uid=to.uid,
        sequence=to.sequence,
        method=method,
        title=of.title,
        starts_at=of.starts_at,
        ends_at=of.ends_at,
        zone=of.zone,
        text=_entry_text(of, edition) if method == "REQUEST" else gone.in_(to.lang),
        is_off=gone is GONE,
        organizer=organizer_of(site),
        contact=of.contact,
        attendee=(to.name, to.email),
        made_at=to.made_at,
        told_at=to.told_at,
    )
    return CalendarPart(method, date_entry(entry, edition))


def _entry_text(of: Gathered, edition: Edition) -> str:
    # Outlook shows this in the place of the letter's own text, so it says the same.
    lang = edition.lang
    page = say("Programme and directions: %(link)s", link=edition.url(of.path)) if of.path else LATER
    asks = [in_language(block.text, lang) for block in _contact(of.contact)]
    return "\n\n".join(["\n".join(_hours(of, lang)), page.in_(lang), *asks])


def _hours(of: Gathered, lang: Lang) -> list[str]:
    return [f"{day_words(day.held_on, lang)} {clock(day.opens, lang)}–{clock(day.closes, lang)}" for day in of.days]


def _days(of: Gathered) -> Words:
    dates = tuple(day.held_on for day in of.days)
    one = day_words if len(dates) == 1 else lambda day, lang: days_words(dates, lang)
    return Words(one(dates[0], "sv"), one(dates[0], "en"))


def _contact(contact: tuple[str, str]) -> Sequence[Paragraph]:
    ways = ", ".join(filter(None, contact))
    return (Paragraph(say("Questions? Contact %(contact)s.", contact=ways)),) if ways else ()
