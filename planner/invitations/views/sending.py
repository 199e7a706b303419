"""Sending and reminding: first who gets it and how it reads, then a button."""

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.language import say_many
from planner.core.work import Work
from planner.invitations import services
from planner.invitations.permissions import may_invite
from planner.invitations.services import Plan
from planner.invitations.views.planning import invitations_page
from planner.mail.rules import Sample, sample_of
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


@dataclass(frozen=True)
class Look:
    """What is looked at before letters leave."""

    plan: Plan
    samples: tuple[Sample, ...]
    is_open: bool


def send(slug: str) -> ResponseReturnValue:
    """Looks first; a POST sends the invitation to those who have not got it."""
    if request.method == "POST":
        with writing() as work:
            number = services.send(work, slug)
        flash(say_many("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", number))
        return see_other("invitations.index", slug=slug)
    with reading() as work:
        require(may_invite(work.actor), work.actor)
        plan = services.plan_sending(work, gate_of(work.db, slug))
    return invitations_page("send", work.actor, plan.gate, look=_look(work, plan))


def remind(slug: str) -> ResponseReturnValue:
    """Looks first; a POST reminds those who are silent, and nobody else."""
    if request.method == "POST":
        with writing() as work:
            number = services.remind(work, slug)
        flash(say_many("%(n)s reminder is on its way.", "%(n)s reminders are on their way.", number))
        return see_other("invitations.index", slug=slug)
    with reading() as work:
        require(may_invite(work.actor), work.actor)
        plan = services.plan_reminding(work, gate_of(work.db, slug))
    return invitations_page("remind", work.actor, plan.gate, look=_look(work, plan))


def _look(work: Work, plan: Plan) -> Look:
    samples = tuple(sample_of(letter, work.site.network_name) for letter in plan.samples)
    return Look(plan, samples, is_open=plan.gate.standing(work.now) is Status.OPEN)
