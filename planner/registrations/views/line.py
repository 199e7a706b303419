"""The lead's page of the waiting list: who stands where and why, offers that are out, and moves."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import language, say
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.registrations import services
from planner.registrations.forms.line import MoveForm
from planner.registrations.permissions import may_see_all_people
from planner.registrations.queries.seats import terms_of
from planner.registrations.queries.standing import Move, PartLine, Waiter, line_of, moves_of, part_lines
from planner.registrations.rules import DECISION_WORDS, PART_WORDS, Decision, Terms
from planner.web.entry import reading, writing
from planner.web.form import given
from planner.web.page import flash, for_person, see_other


@dataclass(frozen=True)
class Shown:
    """What the page says beside its form."""

    gate: Gate
    people: tuple[Waiter, ...]
    terms: Terms
    moves: tuple[Move, ...]
    part_lines: tuple[PartLine, ...]

    @property
    def waiting(self) -> list[Waiter]:
        return [person for person in self.people if person.place is not None]

    @property
    def offered(self) -> list[Waiter]:
        return [person for person in self.people if person.place is None]

    def companions(self, person: Waiter) -> int:
        """How many others of their party wait or are offered a place."""
        return sum(other.party_id == person.party_id for other in self.people) - 1


def line(slug: str) -> ResponseReturnValue:
    """The line in its order; sent, somebody gets another place in it."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        shown = _shown(work, slug)
    form = MoveForm()
    form.offer(shown.waiting)
    if request.method != "POST":
        form.who.data = request.args.get("who")
    elif form.was_sent() and _moved(form):
        return see_other("registrations.line", slug=slug)
    return _page(work, form, shown)


def _shown(work: Work, slug: str) -> Shown:
    gate = gate_of(work.db, slug)
    return Shown(
        gate,
        line_of(work.db, gate.meeting_id),
        terms_of(work.db, gate.meeting_id),
        moves_of(work.db, gate.meeting_id),
        part_lines(work.db, gate.meeting_id),
    )


def _moved(form: MoveForm) -> bool:
    """Whether somebody has another place now; else the form says why not."""
    try:
        with writing() as work:
            services.move_in_line(work, int(form.who.data), given(form.place.data), form.reason.data or "")
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    except Conflict as conflict:
        form.form_errors.append(conflict.words.in_(language()))
        form.refused_as = conflict.status
        return False
    flash(say("The line is changed."))
    return True


def _page(work: Work, form: MoveForm, shown: Shown) -> ResponseReturnValue:
    page = render_template(
        "registrations/line.html",
        form=form,
        gate=shown.gate,
        shown=shown,
        lapsed=Decision.LAPSED,
        decision_words=DECISION_WORDS,
        kind_words=PART_WORDS,
        page_here="plan.meetings",
        **for_person(work.actor),
    )
    return page, form.refused_as if request.method == "POST" else 200
