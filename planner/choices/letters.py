"""Letters to those who choose: what they were given, that it was taken back, that a lead moved them."""

from dataclasses import dataclass

from planner.choices.rules.telling import PlacedPerson
from planner.choices.rules.terms import Block, Chooser, Option
from planner.core.language import Lang, Text, Words, clock_span, day_words, say
from planner.core.markdown import plain_of
from planner.core.work import Site
from planner.mail.letter import Block as Piece
from planner.mail.letter import Button, Facts, Letter, Paragraph
from planner.meetings.queries import Gate
from planner.registrations.letters import PURPOSE

KIND = "choices"


@dataclass(frozen=True)
class Notice:
    """What all letters about one block share."""

    site: Site
    gate: Gate
    funding: Words
    block: Block


def placed(on: Notice, said: PlacedPerson) -> Letter:
    """Which item somebody got, and why it was not another; or that there was no room."""
    to = said.person
    if said.option is None:
        first = say(
            "Hello %(name)s! At %(title)s there was no room left for you in any of the parallel items below.",
            name=to.name,
            title=on.gate.title,
        )
        return _letter(
            on, to, first, None, *_why(said), Paragraph(say("Choose anew by the link if a place comes free."))
        )
    first = say(
        "Hello %(name)s! You have got a place in one of the parallel items at %(title)s.",
        name=to.name,
        title=on.gate.title,
    )
    return _letter(on, to, first, said.option, *_why(said))


def taken_back(on: Notice, to: Chooser, option: Option | None) -> Letter:
    """The placing was undone; what the person has now."""
    first = say(
        "Hello %(name)s! The places in the parallel items at %(title)s are given anew. "
        "What we last wrote holds no longer; you get another letter.",
        name=to.name,
        title=on.gate.title,
    )
    return _letter(on, to, first, option)


def moved(on: Notice, to: Chooser, option: Option | None) -> Letter:
    """A lead gave somebody another item, or none."""
    if option is None:
        gone = say(
            "Hello %(name)s! You have no item any more at this time at %(title)s.", name=to.name, title=on.gate.title
        )
        return _letter(on, to, gone, None)
    first = say("Hello %(name)s! You now have this item at %(title)s.", name=to.name, title=on.gate.title)
    return _letter(on, to, first, option)


def crowded_out(on: Notice, to: Chooser, option: Option) -> Letter:
    """Somebody comes in person now, and there is no room for them in what they had chosen."""
    first = say(
        "Hello %(name)s! As you take part now, there is no room for you in “%(item)s” at %(title)s. "
        "Choose anew by the link.",
        name=to.name,
        item=option.title,
        title=on.gate.title,
    )
    return _letter(on, to, first, None)


def _why(said: PlacedPerson) -> tuple[Piece, ...]:
    return tuple(Paragraph(reason) for reason in said.reasons)


def _letter(on: Notice, to: Chooser, first: Text, option: Option | None, *more: Piece) -> Letter:
    gate = on.gate
    ways = ", ".join(filter(None, (gate.contact_name, gate.contact_email, gate.contact_phone)))
    funding = on.funding.in_(to.lang)
    blocks = (
        Paragraph(first),
        _facts(on, to.lang, option),
        *more,
        Button(say("See and change your choices"), f"{on.site.private_url('/r', PURPOSE, to.salt, to.lang)}/choices"),
        *((Paragraph(say("Questions? Contact %(contact)s.", contact=ways)),) if ways else ()),
        *((Paragraph(plain_of(funding)),) if funding else ()),
    )
    return Letter(
        to=to.email,
        lang=to.lang,
        subject=say("Your choice among parallel items: %(title)s", title=gate.title),
        blocks=blocks,
        kind=KIND,
        about=gate.title.in_(to.lang),
        meeting_id=gate.meeting_id,
        reply_to=gate.contact_email,
    )


def _facts(on: Notice, lang: Lang, option: Option | None) -> Facts:
    entry = option.entry if option else None
    starts, ends = (entry.starts_at, entry.ends_at) if entry else (on.block.starts_at, on.block.ends_at)
    pairs = [(say("When"), f"{day_words(on.block.day, lang)} {clock_span(starts, ends, on.gate.zone, lang)}")]
    if option is not None:
        pairs.append((say("Item"), option.title.in_(lang)))
    if option is not None and option.room:
        pairs.append((say("Room"), option.room))
    return Facts(tuple(pairs))
