"""Letters about a programme that has changed, is out, or runs late; and that a publication was not carried out."""

from dataclasses import dataclass

from planner.accounts.queries import AccountRow
from planner.core.language import Lang, Text, clock_span, say, say_many
from planner.core.markdown import plain_of
from planner.core.work import Site
from planner.mail.letter import Block, Button, Facts, Letter, Paragraph, Sort
from planner.meetings.queries import Gate
from planner.programmes.snapshot import Entry, MeetingFacts
from planner.publishing.rules import Attendee, News, Recipient, fact_sentences, item_sentences
from planner.registrations.letters import PURPOSE

CHANGED, OUT, LATE, REFUSED = "programme-changed", "programme-out", "running-late", "publication-refused"
MOST_ITEMS = 30
"""So many items a letter tells of one by one; of more it says how many there are, and where to read on."""


@dataclass(frozen=True)
class Frame:
    """Who writes, of which gathering, and what is published of it: what the lead is still writing is not told."""

    site: Site
    gate: Gate
    facts: MeetingFacts


@dataclass(frozen=True)
class Notice:
    """What all letters about one version share."""

    frame: Frame
    news: News
    note: str = ""


@dataclass(frozen=True)
class Late:
    """What all letters about one delay share."""

    frame: Frame
    minutes: int
    """0: the day is back to plan."""
    entries: tuple[Entry, ...]
    """What was moved and is still to come, with its new times, in their order."""


def told(on: Notice, to: Recipient) -> Letter:
    """What has changed of what this person comes to or gives; or that the programme is out."""
    title, first = on.frame.facts.title, on.news.is_first
    return _letter(
        on.frame,
        to,
        OUT if first else CHANGED,
        say("The programme is out: %(title)s", title=title)
        if first
        else say("Changes in the programme: %(title)s", title=title),
        Paragraph(_hello(on, to)),
        *_changes(on, to),
        *([Paragraph(say("From those who arrange it: %(note)s", note=on.note))] if on.note else []),
        *_ways_on(on.frame, to, has_lost=bool(to.lost)),
        Paragraph(_why(to)),
    )


def _hello(on: Notice, to: Recipient) -> Text:
    about = {"name": to.name, "title": on.frame.facts.title}
    if on.news.is_first and to.speaks:
        return say("Hello %(name)s! The programme of %(title)s is out. You give:", **about)
    if on.news.is_first:
        return say("Hello %(name)s! The programme of %(title)s is out.", **about)
    return say("Hello %(name)s! Something that concerns you has changed at %(title)s.", **about)


def _changes(on: Notice, to: Recipient) -> list[Paragraph]:
    zone = on.frame.facts.zone
    found = [[sentence] for sentence in fact_sentences(on.news, to.told_facts)]
    found += [list(item_sentences(item, zone)) for item in to.items[:MOST_ITEMS]]
    if len(to.items) > MOST_ITEMS:
        found.append([say("%(n)s more items have changed: see the programme.", n=len(to.items) - MOST_ITEMS)])
    paragraphs = [Paragraph("\n".join(sentence.in_(to.lang) for sentence in each)) for each in found if each]
    for lost in to.lost:
        words = say("“%(title)s” was your choice. Choose anew among the parallel items.", title=lost.title)
        paragraphs.append(Paragraph(words))
    return paragraphs


def _why(to: Recipient) -> Text:
    if not to.salt:
        return say("You get this letter because you take part in what it tells of.")
    return say(
        "You get this letter because you are registered. If you want no letters about changes, say so on your own page."
    )


def running_late(on: Late, to: Attendee) -> Letter:
    """The day runs late: by how much, and when one's next items begin; or it is back to plan."""
    title = on.frame.facts.title
    about = {"name": to.name, "title": title}
    if on.minutes:
        subject = say_many("%(n)s minute late: %(title)s", "%(n)s minutes late: %(title)s", on.minutes, title=title)
        hello = say_many(
            "Hello %(name)s! %(title)s runs %(n)s minute late. What comes now:",
            "Hello %(name)s! %(title)s runs %(n)s minutes late. What comes now:",
            on.minutes,
            **about,
        )
    else:
        subject = say("Back to plan: %(title)s", title=title)
        hello = say("Hello %(name)s! %(title)s is back to plan. What comes now:", **about)
    return _letter(
        on.frame,
        to,
        LATE,
        subject,
        Paragraph(hello),
        Facts(tuple(_line(entry, on.frame.facts.zone, to.lang) for entry in on.entries[:MOST_ITEMS])),
        *_ways_on(on.frame, to),
        Paragraph(say("You asked for letters on the day itself. You can change that on your own page.")),
    )


def _line(entry: Entry, zone: str, lang: Lang) -> tuple[str, str]:
    what = ", ".join(filter(None, (entry.title.in_(lang), entry.room)))
    return clock_span(entry.starts_at, entry.ends_at, zone, lang), what


def refused(site: Site, gate: Gate, to: AccountRow, reason: Text) -> Letter:
    """What was to be published by itself was not, and why."""
    lang: Lang = "en" if to.lang == "en" else "sv"
    return Letter(
        to=to.email,
        lang=lang,
        subject=say("Not published: %(title)s", title=gate.title),
        blocks=(
            Paragraph(
                say("Hello %(name)s! The publication that you had scheduled for %(title)s was not carried out.",
                    name=to.name, title=gate.title)
            ),
            Paragraph(reason),
            Button(say("To the page that publishes"), site.url(f"/plan/meetings/{gate.slug}/publish", lang)),
        ),
        kind=REFUSED,
        about=gate.title.in_(lang),
        meeting_id=gate.meeting_id,
        reply_to=gate.contact_email,
    )  # fmt: skip


def _letter(frame: Frame, to: Recipient | Attendee, kind: str, subject: Text, *blocks: Block) -> Letter:
    """Whom to ask, and the funder's sentence, stand last."""
    gate, funding = frame.gate, frame.facts.funding.in_(to.lang)
    ways = ", ".join(filter(None, (gate.contact_name, gate.contact_email, gate.contact_phone)))
    return Letter(
        to=to.email,
        lang=to.lang,
        subject=subject,
        blocks=(
            *blocks,
            *((Paragraph(say("Questions? Contact %(contact)s.", contact=ways)),) if ways else ()),
            *((Paragraph(plain_of(funding)),) if funding else ()),
        ),
        kind=kind,
        about=frame.facts.title.in_(to.lang),
        meeting_id=gate.meeting_id,
        reply_to=gate.contact_email,
        sort=Sort.ON_THE_DAY if kind == LATE else Sort.CHANGES,
    )


def _ways_on(frame: Frame, to: Recipient | Attendee, *, has_lost: bool = False) -> tuple[Button, ...]:
    """To the programme, and to one's own page for those who have one. Its token is a blank until the letter leaves."""
    site, programme = frame.site, frame.site.url(f"/meetings/{frame.gate.slug}/programme", to.lang)
    if not to.salt:
        return (Button(say("See the programme"), programme),)
    own = site.private_url("/r", PURPOSE, to.salt, to.lang)
    return (
        *((Button(say("See and change your choices"), f"{own}/choices"),) if has_lost else ()),
        Button(say("See the programme"), programme),
        Button(say("To your own page"), own),
    )
