"""Letters that ask somebody to give something at a gathering, and that ask once more."""

from dataclasses import dataclass

from planner.agenda.queries import AgendaItem
from planner.agenda.rules import KIND_WORDS
from planner.core.language import Lang, Span, Text, Words, clock, day_words, joined, say
from planner.core.markdown import plain_of
from planner.core.work import Site
from planner.mail.letter import Block, Button, Facts, Letter, Paragraph, Sort
from planner.meetings.queries import Gate
from planner.meetings.rules import Mode

PURPOSE = "speaker"
"""Of the private link's token."""
ASKING, REMINDER = "speaker-asked", "speaker-reminder"


@dataclass(frozen=True)
class Stage:
    """What all letters to the speakers of one gathering share."""

    site: Site
    gate: Gate
    place: str
    """Name and address of the venue; "" while there is none."""
    hosts: tuple[str, ...]
    funding: Words


@dataclass(frozen=True)
class Addressee:
    """Whom a letter goes to, and what they are asked for."""

    person_id: int
    name: str
    email: str
    lang: Lang
    salt: str
    items: tuple[AgendaItem, ...]


def asking(on: Stage, to: Addressee) -> Letter:
    """You are asked to take part: what, when, where, who arranges it, and one way to answer."""
    title = on.gate.title
    return _letter(
        on,
        to,
        ASKING,
        say("Will you take part in %(title)s?", title=title),
        Paragraph(say("Hello %(name)s! We would like you to take part in %(title)s.", name=to.name, title=title)),
        *(_item(on, to, item) for item in to.items),
        _gathering(on, to.lang),
        Paragraph(
            say("Say yes or no by the link. There you also tell us about yourself, when you can and what you need.")
        ),
        Button(say("Answer yes or no"), _link(on, to)),
        Paragraph(say("The link is yours alone, and works until the gathering is over. Slides are sent there too.")),
    )


def reminder(on: Stage, to: Addressee) -> Letter:
    """We have not heard from you."""
    title = on.gate.title
    return _letter(
        on,
        to,
        REMINDER,
        say("Reminder: will you take part in %(title)s?", title=title),
        Paragraph(
            say("Hello %(name)s! You have not answered yet whether you take part in %(title)s.", name=to.name,
                title=title)
        ),
        *(_item(on, to, item) for item in to.items),
        _gathering(on, to.lang),
        Button(say("Answer yes or no"), _link(on, to)),
    )  # fmt: skip


def _letter(on: Stage, to: Addressee, kind: str, subject: Text, *blocks: Block) -> Letter:
    return Letter(
        to=to.email,
        lang=to.lang,
        subject=subject,
        blocks=(*blocks, *_contact(on), *_funding(on, to.lang)),
        kind=kind,
        about=on.gate.title.in_(to.lang),
        meeting_id=on.gate.meeting_id,
        reply_to=on.gate.contact_email,
        sort=Sort.INVITATIONS,
    )


def _item(on: Stage, to: Addressee, item: AgendaItem) -> Facts:
    said, lang = item.details, to.lang
    on_link = any(
        giver.on_link for person_id, giver in zip(item.giver_ids, said.givers, strict=True) if person_id == to.person_id
    )
    pairs = (
        (KIND_WORDS[said.kind], item.title.in_(lang)),
        (say("When"), Span(item.starts_at, item.ends_at, on.gate.zone).in_(lang)),
        (say("Room"), item.room),
        (say("Theme"), item.theme_name.in_(lang) if item.theme_code else ""),
        (say("How"), say("On link").in_(lang) if on_link else ""),
        (say("What it is about"), plain_of(said.abstract.in_(lang))),
    )
    return Facts(tuple(pair for pair in pairs if pair[1]))


def _gathering(on: Stage, lang: Lang) -> Facts:
    gate = on.gate
    days = [f"{day_words(d.held_on, lang)} {clock(d.opens, lang)}–{clock(d.closes, lang)}" for d in gate.days]
    pairs = (
        (say("Gathering"), gate.title.in_(lang)),
        (say("Days"), "\n".join(days)),
        (say("Where"), say("Online").in_(lang) if gate.mode is Mode.ONLINE else on.place),
        (say("Arranged by"), joined(on.hosts, lang)),
    )
    return Facts(tuple(pair for pair in pairs if pair[1]))


def _link(on: Stage, to: Addressee) -> str:
    return on.site.private_url("/s", PURPOSE, to.salt, to.lang)


def _contact(on: Stage) -> tuple[Paragraph, ...]:
    gate = on.gate
    ways = ", ".join(filter(None, (gate.contact_name, gate.contact_email, gate.contact_phone)))
    return (Paragraph(say("Questions? Contact %(contact)s.", contact=ways)),) if ways else ()


def _funding(on: Stage, lang: Lang) -> tuple[Paragraph, ...]:
    said = on.funding.in_(lang)
    return (Paragraph(plain_of(said)),) if said else ()
