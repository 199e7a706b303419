"""Letters to one person about how their registration stands."""

from planner.core.language import say
from planner.mail.letter import Button, Letter, Paragraph
from planner.registrations.letters.frame import (
    GATHERING_CANCELLED,
    LINK,
    Guest,
    Occasion,
    calendar_comes,
    calendar_waits,
    facts,
    letter,
    link,
    moment,
    part_words,
)
from planner.registrations.rules import DECISION_WORDS


def registered(on: Occasion, to: Guest) -> Letter:
    """You have a place: what, when, where, and the private link."""
    return letter(
        on,
        to,
        "registered",
        say("You are registered: %(title)s", title=on.gate.title),
        Paragraph(say("Hello %(name)s! You are registered for %(title)s.", name=to.name, title=on.gate.title)),
        facts(on, to),
        link(on, to, say("See, change or cancel your registration")),
        Paragraph(say("The link is yours alone. Keep this letter; whoever has the link can change your registration.")),
        *calendar_comes(on, to),
    )


def waiting(on: Occasion, to: Guest) -> Letter:
    """You stand in line, and where."""
    return letter(
        on,
        to,
        "waiting",
        say("You are on the waiting list: %(title)s", title=on.gate.title),
        Paragraph(
            say(
                "Hello %(name)s! You are number %(place)s on the waiting list for %(title)s. %(reason)s",
                name=to.name,
                title=on.gate.title,
                place=to.place,
                reason=DECISION_WORDS[to.decision],
            )
        ),
        Paragraph(say("You get a letter at once when a place is yours. Until then you need do nothing.")),
        facts(on, to),
        link(on, to, say("See, change or cancel your registration")),
    )


def promoted(on: Occasion, to: Guest) -> Letter:
    """From the waiting list to a place."""
    return letter(
        on,
        to,
        "promoted",
        say("You have got a place: %(title)s", title=on.gate.title),
        Paragraph(
            say("Hello %(name)s! You have got a place at %(title)s and are registered.", name=to.name,
                title=on.gate.title)
        ),
        Paragraph(say("If you cannot come any more, please cancel, so that the next in line can have the place.")),
        facts(on, to),
        link(on, to, say("See, change or cancel your registration")),
        *calendar_comes(on, to),
    )  # fmt: skip


def changed(on: Occasion, to: Guest) -> Letter:
    """What is registered now."""
    return letter(
        on,
        to,
        "changed",
        say("Your registration is changed: %(title)s", title=on.gate.title),
        Paragraph(say("Hello %(name)s! Your registration for %(title)s now reads:", name=to.name, title=on.gate.title)),
        facts(on, to),
        link(on, to, say("See, change or cancel your registration")),
        *calendar_waits(on, to),
    )


def cancelled(on: Occasion, to: Guest) -> Letter:
    """You are not coming."""
    return letter(
        on,
        to,
        "cancelled",
        say("Your registration is cancelled: %(title)s", title=on.gate.title),
        Paragraph(
            say("Hello %(name)s! Your registration for %(title)s is cancelled.", name=to.name, title=on.gate.title)
        ),
        Paragraph(say("If this is a mistake, register again on the gathering's page while there are places.")),
        Button(say("To the gathering's page"), on.site.url(f"/meetings/{on.gate.slug}", to.lang)),
    )


def gathering_cancelled(on: Occasion, to: Guest) -> Letter:
    """The gathering is off."""
    return letter(
        on,
        to,
        GATHERING_CANCELLED,
        say("CANCELLED: %(title)s", title=on.gate.title),
        Paragraph(
            say("Hello %(name)s! %(title)s is cancelled. You need do nothing.", name=to.name, title=on.gate.title)
        ),
        facts(on, to),
        Button(say("To the gathering's page"), on.site.url(f"/meetings/{on.gate.slug}", to.lang)),
    )


def link_again(on: Occasion, to: Guest) -> Letter:
    """The private link once more."""
    return letter(
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
        link(on, to, say("See, change or cancel your registration")),
        Paragraph(say("You have not asked for it? Then you need do nothing: only this address has got the link.")),
    )


def offered(on: Occasion, to: Guest) -> Letter:
    """A place is held for you until then: take it, or say no."""
    until = moment(to.offered_until, on, to.lang) if to.offered_until else ""
    return letter(
        on,
        to,
        "offered",
        say("A place for you: %(title)s", title=on.gate.title),
        Paragraph(
            say(
                "Hello %(name)s! A place at %(title)s has come free and is held for you until %(until)s.",
                name=to.name,
                title=on.gate.title,
                until=until,
            )
        ),
        Paragraph(
            say("Take it, or say that you cannot come. If you do neither, the place is offered to the next in line.")
        ),
        link(on, to, say("Answer the offer")),
        facts(on, to),
    )


def lapsed(on: Occasion, to: Guest) -> Letter:
    """The offer's time is up."""
    return letter(
        on,
        to,
        "lapsed",
        say("The offered place has gone on: %(title)s", title=on.gate.title),
        Paragraph(
            say(
                "Hello %(name)s! You did not take the place at %(title)s that was held for you, so the next in line "
                "is asked. You stand last on the waiting list now, and are offered no new place by yourself.",
                name=to.name,
                title=on.gate.title,
            )
        ),
        Paragraph(say("If you still want to come, say so on your page.")),
        link(on, to, say("See, change or cancel your registration")),
    )


def part_granted(on: Occasion, to: Guest, part_ids: tuple[int, ...]) -> Letter:
    """What you waited for is yours: the dinner, say."""
    offers = {offer.part_id: offer for offer in on.parts}
    got = [part for part in to.taken if part.part_id in part_ids and part.part_id in offers]
    return letter(
        on,
        to,
        "part-granted",
        say("There is room for you now: %(title)s", title=on.gate.title),
        Paragraph(say("Hello %(name)s! What you waited for at %(title)s is yours now:", name=to.name,
                      title=on.gate.title)),
        Paragraph("\n".join(part_words(offers[part.part_id], part, to.lang) for part in got)),
        link(on, to, say("See, change or cancel your registration")),
    )  # fmt: skip
