"""Letters that invite and remind."""

from dataclasses import dataclass, field
from datetime import date

from planner.core.language import Lang, Text, Words, clock, day_words, say
from planner.core.markdown import plain_of
from planner.core.work import Site
from planner.mail.letter import Block, Button, Facts, Letter, Paragraph, Sort
from planner.meetings.queries import Gate
from planner.meetings.rules import Mode
from planner.programmes.snapshot import Place, Programme

PURPOSE = "invitation"
"""Of the private link's token."""
INVITATION, REMINDER = "invitation", "reminder"


@dataclass(frozen=True)
class Occasion:
    """What all invitations to one gathering share."""

    site: Site
    gate: Gate
    programme: Programme | None
    """None until the gathering's page is out."""
    message: Words = field(default_factory=Words)


@dataclass(frozen=True)
class Invitee:
    """Whom a letter goes to."""

    name: str
    email: str
    lang: Lang
    salt: str
    cluster: str = ""
    """The cluster that is invited; empty: the person is."""
    others: int = 0
    """How many more of the cluster get the same letter."""


def invitation(on: Occasion, to: Invitee) -> Letter:
    """You are invited: what, when, where, the lead's own words, and two ways to answer."""
    title = on.gate.title
    if to.cluster:
        hello = say("Hello %(name)s! %(cluster)s is invited to %(title)s.", name=to.name, cluster=to.cluster,
                    title=title)  # fmt: skip
    else:
        hello = say("Hello %(name)s! You are invited to %(title)s.", name=to.name, title=title)
    own = plain_of(on.message.in_(to.lang))
    return _letter(
        on,
        to,
        INVITATION,
        say("Invitation: %(title)s", title=title),
        Paragraph(hello),
        *([Paragraph(own)] if own else []),
        _facts(on, to.lang),
        *_answers(on, to),
        *_shared(to),
    )


def reminder(on: Occasion, to: Invitee, *, first: bool, next_on: date | None) -> Letter:
    """We have not heard from you. Says when the next reminder comes, or that there is none.

    `first`: nobody has reminded them before.
    """
    title = on.gate.title
    if to.cluster:
        asked = say("Hello %(name)s! %(cluster)s has not answered the invitation to %(title)s yet.", name=to.name,
                    cluster=to.cluster, title=title)  # fmt: skip
    else:
        asked = say("Hello %(name)s! You have not answered the invitation to %(title)s yet.", name=to.name, title=title)
    if next_on is not None:
        more = say("If we hear nothing, one more reminder comes on %(day)s.", day=next_on)
    else:
        more = say("This is the only reminder.") if first else say("This is the last reminder.")
    return _letter(
        on,
        to,
        REMINDER,
        say("Reminder: %(title)s", title=title),
        Paragraph(asked),
        _facts(on, to.lang),
        *_answers(on, to),
        Paragraph(more),
    )


def _letter(on: Occasion, to: Invitee, kind: str, subject: Text, *blocks: Block) -> Letter:
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


def _facts(on: Occasion, lang: Lang) -> Facts:
    place = on.programme.facts.place if on.programme else None
    where = _where(place) if place else ""
    if on.gate.mode is Mode.ONLINE:
        where = say("Online").in_(lang)
    last_day = on.gate.last_day
    pairs = (
        (say("Gathering"), on.gate.title.in_(lang)),
        (say("When"), "\n".join(_day_lines(on.gate, lang))),
        (say("Where"), where),
        (say("Last day to register"), day_words(last_day, lang) if last_day else ""),
    )
    return Facts(tuple(pair for pair in pairs if pair[1]))


def _where(place: Place) -> str:
    """Name and address; the town too, unless the address says it."""
    town = "" if place.place and place.place in place.address else place.place
    return ", ".join(filter(None, (place.name, place.address, town)))


def _day_lines(gate: Gate, lang: Lang) -> list[str]:
    return [f"{day_words(day.held_on, lang)} {clock(day.opens, lang)}–{clock(day.closes, lang)}" for day in gate.days]


def _answers(on: Occasion, to: Invitee) -> tuple[Block, ...]:
    link = on.site.private_url("/i", PURPOSE, to.salt, to.lang)
    if to.cluster:
        return (
            Button(say("See the invitation and register people"), link),
            Button(say("We send nobody"), f"{link}#nobody"),
        )
    return (Button(say("See the invitation and register"), link), Button(say("I cannot come"), f"{link}#nobody"))


def _shared(to: Invitee) -> tuple[Paragraph, ...]:
    if not to.others:
        return ()
    return (
        Paragraph(say("Others of %(cluster)s have got the same letter: one answer is enough.", cluster=to.cluster)),
    )


def _contact(on: Occasion) -> tuple[Paragraph, ...]:
    gate = on.gate
    ways = ", ".join(filter(None, (gate.contact_name, gate.contact_email, gate.contact_phone)))
    return (Paragraph(say("Questions? Contact %(contact)s.", contact=ways)),) if ways else ()


def _funding(on: Occasion, lang: Lang) -> tuple[Paragraph, ...]:
    said = on.programme.facts.funding.in_(lang) if on.programme else ""
    return (Paragraph(plain_of(said)),) if said else ()
