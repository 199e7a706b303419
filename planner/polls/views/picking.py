"""Picking a date: first what it means and how the letter reads, then a button."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.language import language, say
from planner.mail.rules import sample_of
from planner.polls import services
from planner.polls.views.frame import polls_page
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other

PICKED = say(
    "The gathering is made, a draft so far, and those who answered are told. "
    "Show it to everybody as “Save the date” here."
)


def pick(poll_id: int, date_id: int) -> ResponseReturnValue:
    """Looks first; a POST makes the gathering and tells those who answered."""
    if request.method == "POST":
        with writing() as work:
            slug = services.pick(work, poll_id, date_id)
        flash(PICKED)
        return see_other("meetings.status", slug=slug)
    with reading() as work:
        plan = services.plan_pick(work, poll_id, date_id)
    tally = next(each for each in plan.poll.tallies if each.date_id == date_id)
    samples = tuple(sample_of(letter, work.site.network_name) for letter in plan.samples)
    return polls_page(
        "pick",
        work,
        poll=plan.poll,
        plan=plan,
        tally=tally,
        reason=tally.reason(language()),
        samples=samples,
        status=plan.poll.status(work.now),
    )
