"""Sending and reminding: first who gets it and how it reads, then a button."""

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.language import say_many
from planner.core.work import Work
from planner.mail.rules import Sample, sample_of
from planner.polls import services
from planner.polls.rules import PollStatus
from planner.polls.services import Plan
from planner.polls.views.frame import polls_page
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


@dataclass(frozen=True)
class Look:
    """What is looked at before letters leave."""

    plan: Plan
    samples: tuple[Sample, ...]
    status: PollStatus


def send(poll_id: int) -> ResponseReturnValue:
    """Looks first; a POST sends the question to those who have not got it."""
    if request.method == "POST":
        with writing() as work:
            number = services.send(work, poll_id)
        flash(say_many("The question is on its way to %(n)s cluster.", "The question is on its way to %(n)s clusters.",
                       number))  # fmt: skip
        return see_other("polls.poll", poll_id=poll_id)
    with reading() as work:
        plan = services.plan_sending(work, poll_id)
    return polls_page("send", work, look=_look(work, plan))


def remind(poll_id: int) -> ResponseReturnValue:
    """Looks first; a POST reminds those who are silent, and nobody else."""
    if request.method == "POST":
        with writing() as work:
            number = services.remind(work, poll_id)
        flash(say_many("%(n)s reminder is on its way.", "%(n)s reminders are on their way.", number))
        return see_other("polls.poll", poll_id=poll_id)
    with reading() as work:
        plan = services.plan_reminding(work, poll_id)
    return polls_page("remind", work, look=_look(work, plan))


def _look(work: Work, plan: Plan) -> Look:
    samples = tuple(sample_of(letter, work.site.network_name) for letter in plan.samples)
    return Look(plan, samples, plan.poll.status(work.now))
