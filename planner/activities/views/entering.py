"""The form of an activity: a new one, and one that is there."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.activities import services
from planner.activities.forms import ActivityForm, AnswerForm
from planner.activities.permissions import may_approve, may_enter, may_enter_any
from planner.activities.queries import ActivityRecord, activity_record, trusted_ids
from planner.activities.rules import STATE_WORDS, ActivityState
from planner.core.actor import Actor, require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, say
from planner.core.work import Work
from planner.network.queries import ClusterName, clusters_in_order, themes_in_order
from planner.web.entry import parts, reading, writing
from planner.web.form import seen_number
from planner.web.page import flash, for_person, see_other

BACK = "back-"
"""Keeps the names of the two forms on one page apart."""


def new() -> ResponseReturnValue:
    form = ActivityForm()
    with reading() as work:
        require(may_enter_any(work.actor), work.actor)
        clusters = _offer(work, form)
        asks = _asks(work)
    if request.method != "POST":
        form.begin(clusters)
    elif form.was_sent() and _added(form, work.actor):
        return see_other("activities.plan_index")
    return _page("new", work.actor, form, clusters=clusters, asks=asks)


def edit(activity_id: int) -> ResponseReturnValue:
    if request.method == "POST":
        form = ActivityForm()
        with reading() as work:
            record = _own(work, activity_id)
            _offer(work, form, record.details.county)
        if form.was_sent() and _changed(form, record):
            return see_other("activities.plan_index")
        return form_page(activity_id, form=form)
    return form_page(activity_id)


def form_page(
    activity_id: int, *, form: ActivityForm | None = None, answer_form: AnswerForm | None = None
) -> ResponseReturnValue:
    """The page of one activity; with a form that was refused, or with what is known."""
    with reading() as work:
        record = _own(work, activity_id)
        asks = _asks(work)
        if form is None:
            form = ActivityForm(formdata=None)
            _offer(work, form, record.details.county)
            form.show(record.details, record.revision)
    if answer_form is None:
        answer_form = AnswerForm(formdata=None, prefix=BACK)
    answer_form.revision.data = str(record.revision)
    return _page("edit", work.actor, form, record=record, answer_form=answer_form, asks=asks, **_states(work, record))


def _states(work: Work, record: ActivityRecord) -> dict[str, object]:
    waits = record.state is ActivityState.WAITING and not record.is_read_in
    return {
        "state": STATE_WORDS[record.state],
        "may_approve": may_approve(work.actor) and waits,
        "may_cancel": record.is_shown and record.state is not ActivityState.CANCELLED,
        "is_withdrawn": record.state is ActivityState.WITHDRAWN,
    }


def _own(work: Work, activity_id: int) -> ActivityRecord:
    require(may_enter_any(work.actor), work.actor)
    record = activity_record(work.db, activity_id)
    require(may_enter(work.actor, record.details.cluster_id), work.actor)
    return record


def _offer(work: Work, form: ActivityForm, county: str = "") -> tuple[ClusterName, ...]:
    """Put what can be chosen into the form; gives the clusters that this person may enter for."""
    own = tuple(cluster for cluster in clusters_in_order(work.db) if may_enter(work.actor, cluster.id))
    form.offer(own, themes_in_order(work.db), county)
    return own


def _asks(work: Work) -> bool:
    """Whether what this person enters has to be approved."""
    return not may_approve(work.actor) and not work.actor.cluster_ids <= trusted_ids(work.db)


def _added(form: ActivityForm, actor: Actor) -> bool:
    try:
        with writing() as work:
            send = "draft" not in request.form
            number = services.add_activity(work, form.details(parts().settings.default_zone), send=send)
            record = activity_record(work.db, number)
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    flash(_came_of(record))
    return True


def _changed(form: ActivityForm, record: ActivityRecord) -> bool:
    seen, send = seen_number(form.revision.data), "draft" not in request.form
    try:
        with writing() as work:
            details = form.details(record.details.zone)
            services.change_activity(work, record.activity_id, details, revision=seen, send=send)
            now = activity_record(work.db, record.activity_id)
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    except Conflict as conflict:
        form.overtaken(conflict, record.revision)
        return False
    flash(_came_of(now))
    return True


def _came_of(record: ActivityRecord) -> Text:
    if record.state is ActivityState.APPROVED:
        return say("It stands in the calendar now.")
    if record.state is ActivityState.WAITING and record.is_shown:
        return say("Saved. The calendar shows what was approved until the project lead has approved your change.")
    if record.state is ActivityState.WAITING:
        return say("Saved. It stands in the calendar as soon as the project lead has approved it.")
    return say("Saved as a draft. Nobody but your cluster and the project lead sees it.")


def _page(page: str, actor: Actor, form: ActivityForm, **more: object) -> ResponseReturnValue:
    code = form.refused_as if request.method == "POST" else 200
    shown = render_template(
        f"activities/{page}.html", form=form, page_here="plan.activities", **more, **for_person(actor)
    )
    return shown, code
