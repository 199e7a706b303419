"""The letter that takes a calendar entry back: apart from the practical one, as the entry itself came."""

from collections.abc import Sequence

from planner.core.language import say
from planner.mail.letter import Letter, Paragraph
from planner.registrations.letters.frame import CALENDAR, Guest, Occasion, calendar_of, letter


def entry_gone(on: Occasion, to: Guest) -> Letter | None:
    """The CANCEL of the reader's entry and next to no words; None until the gathering's page is out."""
    part = calendar_of(on, to, "CANCEL")
    if part is None:
        return None
    return letter(
        on,
        to,
        CALENDAR,
        say("Out of your calendar: %(title)s", title=on.gate.title),
        Paragraph(say("This takes the gathering out of your calendar. The letter about why comes apart from it.")),
        calendar=part,
    )


def without_calendar(on: Occasion, to: Guest, practical: Letter, *, had_place: bool) -> Sequence[Letter]:
    """The practical letter, and after it the one that takes the entry back, if there can be an entry.

    Two, since a calendar entry is made out to its address: what must be read may then go to another one by itself, and
    no mail program shows the entry's text in the place of the letter's.
    """
    gone = entry_gone(on, to) if had_place else None
    return [practical] if gone is None else [practical, gone]
