"""The letter to those who were named by somebody else and have not answered the rest themselves."""

from dataclasses import replace

from planner.core.language import say
from planner.mail.letter import Letter, Paragraph, Sort
from planner.registrations.letters.frame import Guest, Occasion, facts, letter, link

ANSWER_THE_REST = "answer-the-rest"


def answer_the_rest(on: Occasion, to: Guest, booker: str) -> Letter:
    """Somebody registered you: say yourself what you eat, and what you choose."""
    written = letter(
        on,
        to,
        ANSWER_THE_REST,
        say("Please answer the rest: %(title)s", title=on.gate.title),
        Paragraph(
            say(
                "Hello %(name)s! %(booker)s has registered you for %(title)s. Some things only you can answer: what "
                "you eat, what you need, whether your name may stand on the list of participants.",
                name=to.name,
                booker=booker,
                title=on.gate.title,
            )
        ),
        link(on, to, say("Answer the rest")),
        facts(on, to),
        Paragraph(say("If you cannot come, cancel there, or send a colleague instead.")),
    )
    return replace(written, sort=Sort.INVITATIONS)
