"""The draft as an earlier version was: first what would change, then a button."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.core.errors import Conflict
from planner.core.language import language, say, say_many
from planner.programmes.changes import grouped
from planner.publishing import services
from planner.publishing.forms import RestoreForm
from planner.web.entry import reading, writing
from planner.web.page import flash, for_person, see_other


def restore(slug: str, number: int) -> ResponseReturnValue:
    """Looks first; a POST writes the draft's items."""
    with reading() as work:
        plan = services.plan_restoring(work, slug, number)
    form = RestoreForm()
    form.offer((item.uid, item.details.title.in_(language())) for item in plan.how.later)
    if form.was_sent() and _done(slug, number, form):
        return see_other("publishing.publish", slug=slug)
    form.mark.data = plan.mark
    page = render_template(
        "publishing/restore.html",
        form=form,
        plan=plan,
        gate=plan.gate,
        differences=grouped(plan.changes, plan.restored, language()),
        page_here="plan.meetings",
        **for_person(work.actor),
    )
    return page, form.refused_as if request.method == "POST" else 200


def _done(slug: str, number: int, form: RestoreForm) -> bool:
    try:
        with writing() as work:
            written = services.restore_version(
                work, slug, number, removed=form.removed.data or (), mark=form.mark.data or ""
            )
    except Conflict as conflict:
        form.form_errors.append(conflict.words.in_(language()))
        form.refused_as = conflict.status
        return False
    flash(
        say_many("The draft is as version %(number)s was: %(n)s item was written.",
                 "The draft is as version %(number)s was: %(n)s items were written.", written, number=number)
        if written
        else say("The draft was as version %(number)s already.", number=number)
    )  # fmt: skip
    return True
