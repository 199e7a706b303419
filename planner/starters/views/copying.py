"""An earlier gathering once more: as a new one on other days, or into one that is still empty."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import language, say
from planner.core.timespan import local
from planner.core.work import Work
from planner.meetings.queries import MeetingLine, meetings_in_order
from planner.starters import services
from planner.starters.forms import CopyForm, FillForm
from planner.starters.permissions import may_plan
from planner.starters.queries import Target, source_of, target_of
from planner.starters.rules import CopyPlan, Source, next_time, timetable, title_for
from planner.starters.views.frame import starters_page, tell_what_is_parked
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def copy() -> ResponseReturnValue:
    """Which gathering stands in the query (?from=); without one, all of them are shown."""
    from_slug = request.args.get("from", "")
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        if not from_slug and request.method == "GET":
            return _choose(work, None)
        source = source_of(work.db, from_slug)
    form = CopyForm()
    form.offer(source)
    if request.method == "GET":
        _fill_in(form, work, source)
    elif form.was_sent() and "look" not in request.form and (copied := _copied(form, from_slug)):
        return _done(copied)
    plan = None if form.errors else services.copy_planned(work, source, form.wish())
    return _copy_page(work, form, source, plan, None)


def fill(slug: str) -> ResponseReturnValue:
    """The same, into a gathering that there is."""
    from_slug = request.args.get("from", "")
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        target = target_of(work.db, slug)
        services.check_fillable(target)
        if not from_slug and request.method == "GET":
            return _choose(work, target)
        source = source_of(work.db, from_slug)
    form = FillForm()
    form.offer(source, with_days=target.is_draft)
    if request.method == "GET":
        form.tick()
    elif form.was_sent() and "look" not in request.form and (copied := _filled(form, slug, from_slug)):
        return _done(copied)
    plan = None if form.errors else services.fill_planned(work, source, target, form.taken())
    return _copy_page(work, form, source, plan, target)


def _choose(work: Work, target: Target | None) -> ResponseReturnValue:
    """Which gathering to copy: those to come and those that have been, the latest first, cancelled ones too."""
    lines: list[MeetingLine] = [
        line
        for line in meetings_in_order(work.db, work.now)
        if target is None or line.meeting_id != target.record.meeting_id
    ]
    return starters_page("choose", work, lines=lines, target=target)


def _copy_page(
    work: Work, form: FillForm, source: Source, plan: CopyPlan | None, target: Target | None
) -> ResponseReturnValue:
    code = form.refused_as if form.errors else 200
    placed = [item for item in plan.items if not item.parked] if plan else []
    looked = timetable(placed, [day.held_on for day in plan.details.days]) if plan else ()
    is_over = source.dates[-1] < local(work.now, source.details.zone).date()
    shown = {"form": form, "source": source, "plan": plan, "target": target, "looked": looked, "is_over": is_over}
    return starters_page("copy" if target is None else "fill", work, code=code, **shown)


def _fill_in(form: CopyForm, work: Work, source: Source) -> None:
    """The same weekday in a year to come, and everything that there is."""
    first = next_time(source.dates[0], local(work.now, source.details.zone).date())
    title = title_for(source.details.title, source.dates[0], first)
    form.first_day.data, form.title_sv.data, form.title_en.data = first, title.sv, title.en
    form.tick()


def _copied(form: CopyForm, from_slug: str) -> services.Copied | None:
    """What was made; None when the form says why not."""
    try:
        with writing() as work:
            return services.copy_meeting(work, from_slug, form.wish())
    except Invalid as refusal:
        form.refuse(refusal)
        return None


def _filled(form: FillForm, slug: str, from_slug: str) -> services.Copied | None:
    """What was taken over; None when the form says why not."""
    try:
        with writing() as work:
            return services.fill_meeting(work, slug, from_slug, form.taken())
    except Invalid as refusal:
        form.refuse(refusal)
    except Conflict as conflict:
        form.form_errors.append(conflict.words.in_(language()))
        form.refused_as = conflict.status
    return None


def _done(copied: services.Copied) -> ResponseReturnValue:
    flash(say("What you ticked has come along. Nobody sees it until you publish."))
    for remark in copied.plan.remarks:
        flash(remark)
    tell_what_is_parked(copied.plan.parked, language())
    return see_other("lists.dashboard", slug=copied.slug)
