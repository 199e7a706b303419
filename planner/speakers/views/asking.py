"""Asking and reminding speakers: first who gets the letter and how it reads, then a button."""

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.language import say, say_many
from planner.core.work import Work
from planner.mail.rules import Sample, sample_of
from planner.meetings.queries import gate_of
from planner.speakers import services
from planner.speakers.permissions import may_ask
from planner.speakers.queries import card_of
from planner.speakers.rules import closed_words
from planner.speakers.services import Plan
from planner.speakers.views.frame import speakers_page
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


@dataclass(frozen=True)
class Look:
    """What is looked at before letters leave."""

    plan: Plan
    samples: tuple[Sample, ...]
    is_open: bool


def invite(slug: str) -> ResponseReturnValue:
    """Looks first; a POST asks everybody who has not been asked."""
    if request.method == "POST":
        with writing() as work:
            number = services.ask_all(work, slug)
        flash(say_many("%(n)s letter is on its way.", "%(n)s letters are on their way.", number))
        return see_other("speakers.index", slug=slug)
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        plan = services.plan_asking(work, gate_of(work.db, slug))
    return speakers_page("invite", work.actor, plan.gate, look=_look(work, plan))


def remind(slug: str) -> ResponseReturnValue:
    """Looks first; a POST reminds those who are silent, and nobody else."""
    if request.method == "POST":
        with writing() as work:
            number = services.remind(work, slug)
        flash(say_many("%(n)s reminder is on its way.", "%(n)s reminders are on their way.", number))
        return see_other("speakers.index", slug=slug)
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        plan = services.plan_reminding(work, gate_of(work.db, slug))
    return speakers_page("remind", work.actor, plan.gate, look=_look(work, plan))


def invite_one(slug: str, person_id: int) -> ResponseReturnValue:
    """Looks first; a POST sends the letter to one speaker, also once more."""
    if request.method == "POST":
        with writing() as work:
            services.ask_one(work, slug, person_id, new_link="new_link" in request.form)
        flash(say("The letter is on its way."))
        return see_other("speakers.one", slug=slug, person_id=person_id)
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        plan, card = services.plan_asking_one(work, gate, person_id), card_of(work.db, gate, person_id)
    return speakers_page("invite_one", work.actor, gate, look=_look(work, plan), card=card)


def _look(work: Work, plan: Plan) -> Look:
    samples = tuple(sample_of(letter, work.site.network_name) for letter in plan.samples)
    return Look(plan, samples, is_open=closed_words(plan.gate.standing(work.now)) is None)
