"""For those who plan: what is kept of the gathering's people, what for, who sees it, and when it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.language import Text, say
from planner.core.timespan import local
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.registrations.permissions import may_see_all_people
from planner.registrations.queries.privacy import ErasureLine, KeptNow, LookLine, erasures_of, kept_now, looks_of
from planner.registrations.queries.seats import terms_of
from planner.registrations.rules.keeping import Kind
from planner.speakers.queries import (
    SpeakerErasureLine,
    SpeakerLookLine,
    needs_kept,
    speaker_erasures_of,
    speaker_looks_of,
)
from planner.web.entry import reading
from planner.web.page import for_person

_LEADS = say("Project leads.")
_AND_STAFF = say("Project leads, the staff of the person's cluster, and whoever registered them.")
_LOOKED_AT = say("Project leads. Who looks at names is noted below. The kitchen gets numbers.")
LOOK_WORDS: dict[Kind, Text] = {
    Kind.NEEDS: say("Food and needs"),
    Kind.ANSWERS: say("Answers to sensitive questions"),
    Kind.PERSON: say("Everything about one person"),
}
ERASURE_WORDS: dict[Kind, Text] = {
    Kind.NEEDS: say("Food and needs"),
    Kind.ANSWERS: say("Answers to sensitive questions"),
    Kind.FILES: say("Files"),
    Kind.PERSON: say("One person, who asked for it"),
    Kind.PEOPLE: say("Names and addresses"),
    Kind.LETTERS: say("Letters"),
}


SPEAKER_WORDS: dict[str, Text] = {
    "needs": say("Speakers' special needs"),
    "given": say("What one speaker gave, who asked for it"),
    "remains": say("What only planners knew of speakers"),
}


Line = tuple[Any, ...]


@dataclass(frozen=True)
class KeptKind:
    """One kind of data."""

    what: Text
    why: Text
    who: Text
    number: int | None
    """How many are kept now; None where it says nothing."""
    erase_on: date | None
    """None: as long as the gathering itself."""
    erased: int


def privacy(slug: str) -> ResponseReturnValue:
    """What is kept, and what has been erased."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        people_on = terms_of(work.db, gate.meeting_id).people_erased_on(gate.days[-1].held_on)
        erasures, looks = erasures_of(work.db, gate.meeting_id), looks_of(work.db, gate.meeting_id)
        kept = kept_now(work.db, gate.meeting_id)
        of_speakers = _speakers(work, gate)
        gone, seen = speaker_erasures_of(work.db, gate.meeting_id), speaker_looks_of(work.db, gate.meeting_id)
    kinds = _kinds(kept, erasures, looks=len(looks) + len(seen), people_on=people_on, needs_on=gate.erase_needs_on)
    return render_template(
        "registrations/privacy.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        kinds=(*kinds[:-1], of_speakers, kinds[-1]),
        erasures=_erased(gate, erasures, gone),
        looks=_looked(gate, looks, seen),
        page_here="plan.meetings",
        **for_person(work.actor),
    )


def _erased(gate: Gate, people: Sequence[ErasureLine], speakers: Sequence[SpeakerErasureLine]) -> list[Line]:
    lines = [(x.erased_at, ERASURE_WORDS[x.what], x.erased) for x in people]
    return _latest_first(gate, lines + [(x.erased_at, SPEAKER_WORDS[x.what], x.erased) for x in speakers])


def _looked(gate: Gate, people: Sequence[LookLine], speakers: Sequence[SpeakerLookLine]) -> list[Line]:
    lines = [(x.looked_at, x.looker, LOOK_WORDS.get(x.what, x.what)) for x in reversed(people)]
    more = [(x.looked_at, x.looker, SPEAKER_WORDS["needs"]) for x in reversed(speakers)]
    return _latest_first(gate, lines + more)


def _latest_first(gate: Gate, lines: Sequence[Line]) -> list[Line]:
    """Lines of two logs as one, the instants as the gathering's clocks show them; what came later stands above."""
    in_order = sorted(enumerate(lines), key=lambda pair: (pair[1][0], pair[0]), reverse=True)
    return [(local(at, gate.zone), *rest) for _, (at, *rest) in in_order]


def _speakers(work: Work, gate: Gate) -> KeptKind:
    gone = speaker_erasures_of(work.db, gate.meeting_id)
    return KeptKind(
        what=SPEAKER_WORDS["needs"],
        why=say("So that those who give something can."),
        who=say("Project leads. Who looks is noted below."),
        number=needs_kept(work.db, gate.meeting_id),
        erase_on=gate.erase_needs_on,
        erased=sum(line.erased for line in gone if line.what == "needs"),
    )


def _kinds(
    kept: KeptNow, erasures: Sequence[ErasureLine], *, looks: int, people_on: date, needs_on: date
) -> tuple[KeptKind, ...]:
    def gone(*kinds: Kind) -> int:
        return sum(line.erased for line in erasures if line.what in kinds)

    whole = gone(Kind.PERSON, Kind.PEOPLE)
    why = say("To hold the gathering, write to people about it, and account for it to those who pay.")
    eat = say("So that everybody can eat, come in and take part.")
    room = say("So that there are seats, beds and food for those who come. Numbers without names stay.")
    asked = say("What the question says. They go on the same day as food and needs.")
    other = say("What the question says. Files sent as answers to sensitive questions go with those.")
    sent = say("To see that they arrived, and send them again if not.")
    looked = say("So that nobody looks without a reason.")
    return (
        KeptKind(say("Names and addresses"), why, _AND_STAFF, kept.people, people_on, whole),
        KeptKind(say("Days, parts and choices"), room, _AND_STAFF, kept.people, people_on, whole),
        KeptKind(LOOK_WORDS[Kind.NEEDS], eat, _LOOKED_AT, kept.needs, needs_on, gone(Kind.NEEDS)),
        KeptKind(LOOK_WORDS[Kind.ANSWERS], asked, _LOOKED_AT, kept.answers, needs_on, gone(Kind.ANSWERS)),
        KeptKind(
            say("Other answers, and files"),
            other,
            _LEADS,
            kept.other_answers + kept.files,
            people_on,
            gone(Kind.FILES),
        ),
        KeptKind(ERASURE_WORDS[Kind.LETTERS], sent, _LEADS, kept.letters, people_on, gone(Kind.LETTERS)),
        KeptKind(say("Who has looked"), looked, _LEADS, looks, None, 0),
    )
