"""Letters about people whom somebody else registered, and seats that go to a colleague."""

from collections.abc import Sequence

from planner.core.language import say
from planner.mail.letter import Button, Facts, Letter, Paragraph
from planner.registrations.letters.frame import (
    PARTY_PURPOSE,
    Booker,
    Guest,
    Member,
    Occasion,
    calendar_comes,
    facts,
    letter,
    link,
)
from planner.registrations.rules import DECISION_WORDS


def registered_by(on: Occasion, to: Guest, booker: str) -> Letter:
    """A colleague has registered you: please answer the rest yourself."""
    waits = to.place is not None
    how = (
        say(
            "Hello %(name)s! %(booker)s has registered you for %(title)s. You are number %(place)s on the waiting "
            "list. %(reason)s",
            name=to.name,
            booker=booker,
            title=on.gate.title,
            place=to.place,
            reason=DECISION_WORDS[to.decision],
        )
        if waits
        else say(
            "Hello %(name)s! %(booker)s has registered you for %(title)s.",
            name=to.name,
            booker=booker,
            title=on.gate.title,
        )
    )
    return letter(
        on,
        to,
        "waiting" if waits else "registered",
        say("You are on the waiting list: %(title)s", title=on.gate.title)
        if waits
        else say("You are registered: %(title)s", title=on.gate.title),
        Paragraph(how),
        Paragraph(say("Say yourself what you eat and what you choose; there too you change or cancel.")),
        link(on, to, say("Answer the rest")),
        facts(on, to),
        Paragraph(say("The link is yours alone. Keep this letter; whoever has the link can change your registration.")),
        *(() if waits else calendar_comes(on, to)),
    )


def party(on: Occasion, to: Booker, members: Sequence[Member]) -> Letter:
    """To the booker: everybody they registered, how each stands, and the link to the whole party."""
    return Letter(
        to=to.email,
        lang=to.lang,
        subject=say("You have registered %(n)s people: %(title)s", n=len(members), title=on.gate.title),
        blocks=(
            Paragraph(
                say(
                    "Hello %(name)s! This is how those stand whom you registered for %(title)s.",
                    name=to.name,
                    title=on.gate.title,
                )
            ),
            Facts(tuple((member.name, member.words.in_(to.lang)) for member in members)),
            Paragraph(say("Each of them has got a letter with a link of their own, to answer the rest.")),
            Button(say("See and change the group"), on.site.private_url("/p", PARTY_PURPOSE, to.salt, to.lang)),
        ),
        kind="party",
        about=on.gate.title.in_(to.lang),
        meeting_id=on.gate.meeting_id,
        reply_to=on.gate.contact_email,
    )


def handed_on(on: Occasion, to: Guest, successor: str) -> Letter:
    """Somebody else has your seat."""
    return letter(
        on,
        to,
        "handed-on",
        say("%(successor)s comes instead of you: %(title)s", successor=successor, title=on.gate.title),
        Paragraph(
            say(
                "Hello %(name)s! Your place at %(title)s is %(successor)s's now. What you wrote about food and needs "
                "is erased.",
                name=to.name,
                title=on.gate.title,
                successor=successor,
            )
        ),
    )


def handed_over(on: Occasion, to: Guest, predecessor: str) -> Letter:
    """You have somebody's seat: the rest is asked anew."""
    return letter(
        on,
        to,
        "handed-over",
        say("You come instead of %(predecessor)s: %(title)s", predecessor=predecessor, title=on.gate.title),
        Paragraph(
            say(
                "Hello %(name)s! You have taken over %(predecessor)s's registration for %(title)s.",
                name=to.name,
                predecessor=predecessor,
                title=on.gate.title,
            )
        ),
        Paragraph(say("Say yourself what you eat and what you choose; there too you change or cancel.")),
        link(on, to, say("Answer the rest")),
        facts(on, to),
        Paragraph(say("The link is yours alone. Keep this letter; whoever has the link can change your registration.")),
        *(() if to.place is not None or to.offered_until else calendar_comes(on, to)),
    )
