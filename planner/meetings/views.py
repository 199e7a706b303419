"""Planners' pages of gatherings: the list, the details of one, its life."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import language, say
from planner.core.work import Work
from planner.meetings import services
from planner.meetings.forms import LogoForm, MeetingForm, MoveForm, StepForm
from planner.meetings.permissions import may_plan, may_see_plans
from planner.meetings.queries import MeetingRecord, logo_of, meetings_in_order, record_of
from planner.meetings.rules import NEXT, STATUS_WORDS, Status
from planner.network import queries as network
from planner.web.entry import parts, public, reading, writing
from planner.web.form import add_row, given, seen_number
from planner.web.page import flash, for_person, see_other

blueprint = Blueprint("meetings", __name__)


@blueprint.get("/plan")
def plan_index() -> ResponseReturnValue:
    """All gatherings: the ones to come first, the past ones below."""
    with reading() as work:
        require(may_see_plans(work.actor), work.actor)
        drafts = may_plan(work.actor)
        lines = [line for line in meetings_in_order(work.db, work.now) if drafts or line.status is not Status.DRAFT]
        todos = [todo for ask in parts().desk_todos for todo in ask(work)]
    to_come = sorted((line for line in lines if not line.is_past), key=lambda line: line.days[0])
    past = [line for line in lines if line.is_past]
    return render_template(
        "meetings/plan_index.html",
        todos=todos,
        to_come=to_come,
        past=past,
        page_here="plan.meetings",
        **for_person(work.actor),
    )


@blueprint.route("/plan/meetings/<slug>/edit", methods=["GET", "POST"])
def edit(slug: str) -> ResponseReturnValue:
    form = MeetingForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        record = record_of(work.db, slug)
        _offer_all(work, form)
    if request.method != "POST":
        form.show(record.details, record.revision)
    elif "more_days" in request.form:
        add_row(form.days)
    elif form.was_sent() and _saved(form, record):
        return see_other("meetings.edit", slug=slug)
    return _form_page(work, form, record=record, logo_form=LogoForm(formdata=None))


@blueprint.get("/plan/meetings/<slug>/status")
def status(slug: str) -> ResponseReturnValue:
    """The gathering's life: where it stands, and what it may become."""
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        record = record_of(work.db, slug)
    return _life(work, record, MoveForm(formdata=None), 200)


@blueprint.post("/plan/meetings/<slug>/status/<wanted>")
def set_status(slug: str, wanted: str) -> ResponseReturnValue:
    if wanted not in set(Status):
        raise NotFound
    with writing() as work:
        services.set_status(work, slug, Status(wanted))
    flash(say("The gathering is now: %(status)s.", status=STATUS_WORDS[Status(wanted)]))
    return see_other("lists.dashboard", slug=slug)


@blueprint.post("/plan/meetings/<slug>/move")
def move(slug: str) -> ResponseReturnValue:
    form = MoveForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        record = record_of(work.db, slug)
    if form.was_sent():
        try:
            with writing() as work:
                services.move_meeting(work, slug, given(form.first_day.data))
            flash(say("The gathering and its agenda have moved. Open registration again when you are ready."))
            return see_other("lists.dashboard", slug=slug)
        except Invalid as refusal:
            form.refuse(refusal)
    return _life(work, record, form, 422)


@blueprint.post("/plan/meetings/<slug>/logos")
def add_logo(slug: str) -> ResponseReturnValue:
    form = LogoForm()
    if form.was_sent():
        try:
            content = form.picture.data.read() if form.picture.data else b""
            with writing() as work:
                services.add_logo(work, slug, content=content, alt=form.alt.data or "")
            flash(say("The logo is added."))
            return see_other("meetings.edit", slug=slug)
        except Invalid as refusal:
            form.refuse(refusal)
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        record = record_of(work.db, slug)
        main = MeetingForm(formdata=None)
        _offer_all(work, main)
    main.show(record.details, record.revision)
    return _form_page(work, main, record=record, logo_form=form)


@blueprint.post("/plan/meetings/<slug>/logos/<int:logo_id>/remove")
def remove_logo(slug: str, logo_id: int) -> ResponseReturnValue:
    with writing() as work:
        services.remove_logo(work, slug, logo_id)
    flash(say("The logo is removed."))
    return see_other("meetings.edit", slug=slug)


@blueprint.get("/logos/<digest>")
def logo(digest: str) -> ResponseReturnValue:
    """A funder's logo under its digest: never changes."""
    with reading(public()) as work:
        media_type, content = logo_of(work.db, digest)
    response = Response(content, content_type=media_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _offer_all(work: Work, form: MeetingForm) -> None:
    form.offer([(str(venue.id), venue.name) for venue in network.venues_in_order(work.db)])
    form.offer_hosts([(cluster.id, cluster.name) for cluster in network.clusters_in_order(work.db)])


def _saved(form: MeetingForm, record: MeetingRecord) -> bool:
    """Whether the details were taken; else the form says why not."""
    details = form.all_details(record.details.zone)
    try:
        with writing() as work:
            services.change_meeting(work, record.slug, details, revision=seen_number(form.revision.data))
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    except Conflict as conflict:
        form.overtaken(conflict, record.revision)
        return False
    flash(say("Saved. Publish to show it to everyone."))
    return True


def _form_page(work: Work, form: MeetingForm, **more: object) -> ResponseReturnValue:
    code = form.refused_as if request.method == "POST" and "more_days" not in request.form else 200
    page = render_template("meetings/edit.html", form=form, page_here="plan.meetings", **for_person(work.actor), **more)
    return page, code


def _life(work: Work, record: MeetingRecord, form: MoveForm, code: int) -> ResponseReturnValue:
    page = render_template(
        "meetings/status.html",
        record=record,
        standing=record.standing(work.now).value,
        steps=[(s.value, STATUS_WORDS[s].in_(language())) for s in NEXT[record.status] if s is not Status.MOVED],
        may_move=Status.MOVED in NEXT[record.status],
        form=form,
        token=StepForm(formdata=None),
        page_here="plan.meetings",
        **for_person(work.actor),
    )
    return page, code
