"""Planners' list of activities: what waits, what is to come, and which clusters need not ask."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.activities import services
from planner.activities.forms import AnswerForm
from planner.activities.permissions import may_approve, may_enter_any, may_see_desk
from planner.activities.queries import activity_lines, feeds_by_cluster, trusted_ids
from planner.activities.rules import STATE_WORDS, ActivityState
from planner.activities.views.entering import BACK, form_page
from planner.core.actor import require
from planner.core.errors import Invalid
from planner.core.language import Text, say
from planner.core.timespan import local
from planner.core.work import Work
from planner.network.queries import clusters_in_order
from planner.web.entry import parts, reading, writing
from planner.web.form import seen_number
from planner.web.page import flash, for_person, see_other


def plan_index() -> ResponseReturnValue:
    """What is to come; leads see all clusters', staff their own."""
    with reading() as work:
        require(may_see_desk(work.actor), work.actor)
        today = local(work.now, parts().settings.default_zone).date()
        own = None if may_approve(work.actor) else work.actor.cluster_ids
        lines = activity_lines(work.db, today, clusters=own)
        clusters = [c for c in clusters_in_order(work.db) if own is None or c.id in own]
        known = {"feeds": feeds_by_cluster(work.db), "trusted": trusted_ids(work.db)}
    asks = [line for line in lines if line.state is ActivityState.WAITING and not line.is_read_in]
    return render_template(
        "activities/plan_index.html",
        waiting=asks,
        lines=[line for line in lines if line not in asks],
        clusters=clusters,
        state_words=STATE_WORDS,
        may_enter=may_enter_any(work.actor),
        **known,
        page_here="plan.activities",
        **for_person(work.actor),
    )


def approve(activity_id: int) -> ResponseReturnValue:
    revision = seen_number(request.form.get("revision"))
    return _done(
        lambda work: services.approve_activity(work, activity_id, revision=revision),
        say("It stands in the calendar now."),
    )


def send_back(activity_id: int) -> ResponseReturnValue:
    form = AnswerForm(prefix=BACK)
    if form.was_sent():
        try:
            with writing() as work:
                seen = seen_number(form.revision.data)
                services.send_back(work, activity_id, form.answer.data or "", revision=seen)
            flash(say("It is sent back. The cluster reads what you wrote when they open it."))
            return see_other("activities.plan_index")
        except Invalid as refusal:
            form.refuse(refusal)
    with reading() as work:
        require(may_approve(work.actor), work.actor)
    return form_page(activity_id, answer_form=form)


def cancel(activity_id: int) -> ResponseReturnValue:
    return _done(
        lambda work: services.cancel_activity(work, activity_id),
        say("It is marked as CANCELLED in the calendar, and in everybody’s who follows it."),
    )


def withdraw(activity_id: int) -> ResponseReturnValue:
    return _done(
        lambda work: services.withdraw_activity(work, activity_id), say("It is withdrawn. Nobody sees it any more.")
    )


def restore(activity_id: int) -> ResponseReturnValue:
    return _done(lambda work: services.restore_activity(work, activity_id), say("It is taken back."))


def trust(slug: str) -> ResponseReturnValue:
    return _done(
        lambda work: services.trust_cluster(work, slug), say("From now on what this cluster enters is shown at once.")
    )


def stop_trusting(slug: str) -> ResponseReturnValue:
    return _done(
        lambda work: services.stop_trusting(work, slug), say("From now on you approve what this cluster enters.")
    )


def _done(use_case: Callable[[Work], object], words: Text) -> ResponseReturnValue:
    with writing() as work:
        use_case(work)
    flash(words)
    return see_other("activities.plan_index")
