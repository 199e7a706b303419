"""Sheets of paper, entered afterwards: everybody and every day on one screen."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.checkin import services
from planner.checkin.forms import SheetForm
from planner.checkin.permissions import may_keep_door
from planner.checkin.queries import roll_of
from planner.checkin.rules import Outcome, Said, TickState
from planner.checkin.views.desk import Desk, at_desk
from planner.core.actor import require
from planner.core.language import say, say_many
from planner.meetings.queries import gate_of
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def sheet(slug: str) -> ResponseReturnValue:
    """Who has a cross where; saved as one form, of which only what was changed is written."""
    form = SheetForm()
    if request.method == "POST":
        changes = form.changes(request.form.getlist("there"))
        with writing() as work:
            require(may_keep_door(work.actor), work.actor)
            outcomes = services.take_ticks(work, slug, changes)
        _tell(changes, outcomes)
        return see_other("checkin.sheet", slug=slug, all=request.args.get("all") or None)
    with reading() as work:
        require(may_keep_door(work.actor), work.actor)
        desk = Desk(work, gate_of(work.db, slug), "")
        roll = roll_of(work.db, desk.gate)
    with_all = bool(request.args.get("all"))
    parts = [part for part in roll.parts if part.is_day or with_all]
    return at_desk(
        desk, "sheet", form=form, roll=roll, parts=parts, crosses=form.show(roll, parts),
        has_more=any(not part.is_day for part in roll.parts), with_all=with_all,
    )  # fmt: skip


def _tell(changes: tuple[Said, ...], outcomes: tuple[Outcome, ...]) -> None:
    kept = [each for each, outcome in zip(changes, outcomes, strict=True) if outcome is Outcome.KEPT]
    here = sum(each.state is TickState.PRESENT for each in kept)
    if here:
        flash(say_many("%(n)s cross was added.", "%(n)s crosses were added.", here))
    if len(kept) - here:
        flash(say_many("%(n)s cross was taken away.", "%(n)s crosses were taken away.", len(kept) - here))
    if not kept:
        flash(say("Nothing was changed."))
    if refused := sum(outcome is Outcome.REFUSED for outcome in outcomes):
        words = say_many(
            "%(n)s cross was of somebody who is not on the list any more.",
            "%(n)s crosses were of people who are not on the list any more.",
            refused,
        )
        flash(words, "warning")
