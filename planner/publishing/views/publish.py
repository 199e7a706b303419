"""What is not published yet, who would be told, how the letter reads; and the button that publishes it."""

from dataclasses import replace
from typing import TypedDict

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.errors import Conflict, Invalid
from planner.core.language import LANGUAGES, Lang, clock, day_words, language, say
from planner.core.timespan import local
from planner.core.work import Work
from planner.mail.rules import Sample, sample_of
from planner.programmes.changes import grouped
from planner.programmes.queries import versions_of
from planner.publishing import letters, services
from planner.publishing.forms import PublishForm
from planner.publishing.queries import tellings_of
from planner.publishing.rules import Recipient
from planner.publishing.services import Plan
from planner.web.entry import reading, writing
from planner.web.form import seen_number
from planner.web.page import flash, for_person, see_other

MOST_OFFERED = 200
"""So many people can be chosen to see a letter to; the others' stand behind the list of recipients."""


class _Seen(TypedDict):
    """What the lead has looked at: the version out, and the draft compared with it."""

    seen_number: int
    seen_mark: str


def publish(slug: str) -> ResponseReturnValue:
    """What would change for the public; a POST publishes it, or schedules it, or only shows a letter."""
    form = PublishForm()
    if not _looks() and form.was_sent() and _done(slug, form):
        return see_other("publishing.publish", slug=slug)
    with reading() as work:
        plan = services.plan_publishing(work, slug, form.publication() if request.method == "POST" else None)
        more = {
            "versions": versions_of(work.db, plan.gate.meeting_id),
            "tellings": tellings_of(work.db, plan.gate.meeting_id),
        }
    if request.method != "POST":
        form.show(plan.wanted, plan.scheduled, plan.gate.zone)
    code = 200 if _looks() or request.method != "POST" else form.refused_as
    return _page(work, form, plan, code, **more)


def unschedule(slug: str) -> ResponseReturnValue:
    with writing() as work:
        services.unschedule(work, slug)
    flash(say("Nothing is published by itself any more."))
    return see_other("publishing.publish", slug=slug)


def _done(slug: str, form: PublishForm) -> bool:
    """Whether it was published or scheduled; else the form says why not."""
    try:
        later, wanted, seen = form.later(), form.publication(), _seen(form)
        with writing() as work:
            if later is None:
                number = services.publish_now(work, slug, wanted, **seen)
                said = say("Version %(number)s is published.", number=number)
            else:
                services.schedule(work, slug, wanted, at=later, **seen)
                said = say("It will be published on %(day)s at %(time)s.", day=later[0], time=later[1])
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    except Conflict as conflict:
        form.form_errors.append(conflict.words.in_(language()))
        form.refused_as = conflict.status
        return False
    flash(said)
    return True


def _seen(form: PublishForm) -> _Seen:
    return {"seen_number": seen_number(form.seen_number.data), "seen_mark": form.seen_mark.data or ""}


def _page(work: Work, form: PublishForm, plan: Plan, code: int, **more: object) -> ResponseReturnValue:
    chosen = _chosen(plan)
    _offer(form, plan, chosen)
    differences = grouped(plan.changes, plan.coming, language())
    page = render_template(
        "publishing/publish.html",
        form=form,
        plan=plan,
        gate=plan.gate,
        dates=tuple(day.held_on for day in plan.gate.days),
        differences=differences,
        number=sum(len(each.lines) for day in differences for each in day.subjects),
        samples=_samples(plan, chosen, work.site.network_name) if chosen and _looks() else (),
        chosen=chosen,
        due=_due(plan),
        page_here="plan.meetings",
        **more,
        **for_person(work.actor),
    )
    response = make_response(page, code)
    response.headers["Cache-Control"] = "no-store"
    return response


def _looks() -> bool:
    """Whether a letter is asked for: by the button, or by the address."""
    return "show" in request.form or (request.method != "POST" and "to" in request.args)


def _chosen(plan: Plan) -> Recipient | None:
    """Whose letter is shown: whoever was asked for, else the first."""
    asked = request.values.get("to")
    return next((each for each in plan.recipients if each.key == asked), next(iter(plan.recipients), None))


def _offer(form: PublishForm, plan: Plan, chosen: Recipient | None) -> None:
    offered = dict.fromkeys((*plan.recipients[:MOST_OFFERED], *([chosen] if chosen else [])))
    form.offer((each.key, ", ".join(filter(None, (each.name, each.comes_from)))) for each in offered)
    form.to.data = chosen.key if chosen else ""
    # What is sent next was seen with these differences to this version.
    form.seen_number.data = str(plan.previous.number if plan.previous else 0)
    form.seen_mark.data = plan.mark


def _samples(plan: Plan, to: Recipient, network_name: str) -> tuple[Sample, ...]:
    """The letter in both languages, the recipient's own first."""
    both: tuple[Lang, ...] = (to.lang, *(lang for lang in LANGUAGES if lang != to.lang))
    written = (letters.told(plan.notice, replace(to, lang=lang)) for lang in both)
    return tuple(sample_of(letter, network_name) for letter in written)


def _due(plan: Plan) -> str:
    """When it is published by itself, in words; empty when nothing is scheduled."""
    if plan.scheduled is None:
        return ""
    there = local(plan.scheduled.due_at, plan.gate.zone)
    return f"{day_words(there.date(), language())} {clock(there, language())}"
