"""What a proof pack lacks that a funder would ask for. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from planner.core.language import Lang, Text, joined, say, short_day_words
from planner.meetings.rules import Status
from planner.papers.queries import Proof


class Where(StrEnum):
    """Where it is put right."""

    PUBLISH = "publish"
    CHECK_IN = "check_in"
    NOTE = "note"
    DETAILS = "details"


@dataclass(frozen=True)
class Lack:
    """What is missing, where it is entered, and what the link there says."""

    words: Text
    where: Where
    do: Text


def lacks_of(proof: Proof, standing: Status, lang: Lang) -> tuple[Lack, ...]:
    """The gravest first. Before a gathering has been held nobody is asked who came, or what they thought."""
    found = []
    if proof.programme is None:
        found.append(Lack(say("The programme is not published yet. Nothing can be printed before that."), Where.PUBLISH,
                          say("Publish it")))  # fmt: skip
    elif not proof.programme.with_agenda:
        found.append(Lack(say("The published programme has no items, so there are no hours."), Where.PUBLISH,
                          say("Publish the agenda")))  # fmt: skip
    over = standing is Status.HELD
    if over or proof.is_noted:
        found += _attendance(proof, lang)
    if proof.invitation is None:
        words = say("No invitation was sent from here.")
        found.append(Lack(words, Where.NOTE, say("If it went another way, write it here")))
    facts = proof.programme.facts if proof.programme else None
    if not proof.note.purpose:
        stands = facts is not None and (facts.description or facts.summary)
        words = say("No purpose is written. The gathering’s own description stands there.")
        found.append(Lack(words if stands else say("No purpose is written."), Where.NOTE, say("Write it here")))
    if over and not proof.note.is_judged:
        found.append(Lack(say("No evaluation is written."), Where.NOTE, say("Write it here")))
    if facts is not None and not facts.funding:
        found.append(Lack(say("The funder’s sentence is missing."), Where.DETAILS, say("Write it among the details")))
    if facts is not None and not facts.logos:
        found.append(Lack(say("The funder’s logos are missing."), Where.DETAILS, say("Put them in")))
    return tuple(found)


def _attendance(proof: Proof, lang: Lang) -> list[Lack]:
    silent = [day.held_on for day in proof.days if not day.is_noted]
    if not silent:
        return []
    days = joined([short_day_words(day, lang) for day in silent], lang)
    return [Lack(say("No attendance is entered for %(days)s.", days=days), Where.CHECK_IN, say("Enter it here"))]
