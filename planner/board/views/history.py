"""The history of an agenda: undo, redo, what was done, and how it was."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.agenda import services
from planner.agenda.changes import lines_of
from planner.agenda.permissions import may_plan
from planner.agenda.queries import last_number, names_for, states_of, step_of, steps_after, steps_of
from planner.agenda.rules import before_steps, edit_between, words_among
from planner.board.views.answers import done, from_script, refused
from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import language, say
from planner.meetings.queries import gate_of
from planner.web.entry import reading, writing
from planner.web.form import seen_number
from planner.web.page import flash, for_person, see_other

MOST_SHOWN = 30


def undo(slug: str) -> ResponseReturnValue:
    """Take back one's own last change."""
    try:
        with writing() as work:
            step = services.undo(work, slug)
    except Conflict as error:
        return _refused(slug, error)
    return done(slug, say("Undone: %(what)s", what=step.words))


def redo(slug: str) -> ResponseReturnValue:
    """Do again what one took back last."""
    try:
        with writing() as work:
            step = services.redo(work, slug)
    except Conflict as error:
        return _refused(slug, error)
    return done(slug, say("Done again: %(what)s", what=step.words))


def undo_step(slug: str, number: int) -> ResponseReturnValue:
    """Take back one step, whoever's it was."""
    try:
        with writing() as work:
            step = services.undo(work, slug, number)
    except Conflict as error:
        return _refused(slug, error)
    flash(say("Undone: %(what)s", what=step.words))
    return see_other("board.history", slug=slug)


def history(slug: str) -> ResponseReturnValue:
    """What was done, the newest first; ?before=N goes on from there."""
    before = seen_number(request.args.get("before"))
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        steps = steps_of(work.db, gate.meeting_id, most=MOST_SHOWN + 1, before=before if before > 0 else None)
        names = names_for(work.db, [edit for step in steps for edit in step.edits], gate.zone)
    lang = language()
    shown = {step.number: step for step in steps}
    rows = [
        (step, words_among(step, shown), [line.said(lang) for edit in step.edits for line in lines_of(edit, names)])
        for step in steps
    ]
    return render_template(
        "board/history.html", gate=gate, rows=rows[:MOST_SHOWN], more=len(rows) > MOST_SHOWN,
        page_here="plan.meetings", **for_person(work.actor),
    )  # fmt: skip


def then(slug: str, number: int) -> ResponseReturnValue:
    """How the agenda was after a step, against how it is; a POST makes it so again."""
    if request.method != "POST":
        return _then_page(slug, number)
    try:
        with writing() as work:
            services.restore(work, slug, number, seen=seen_number(request.form.get("seen")))
    except Conflict as error:
        return _refused(slug, error)
    return done(slug, say("The agenda is as it was. You can undo this too."))


def _then_page(slug: str, number: int) -> str:
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        step, seen = step_of(work.db, gate.meeting_id, number), last_number(work.db, gate.meeting_id)
        now = {state.uid: state for state in states_of(work.db, gate.meeting_id)}
        later = steps_after(work.db, gate.meeting_id, number)
        was = before_steps(now, (later_step.edits for later_step in later))
        edits = [edit for uid in {**now, **was} if (edit := edit_between(now.get(uid), was.get(uid))) is not None]
        names = names_for(work.db, edits, gate.zone)
    said = [line.said(language()) for edit in edits for line in lines_of(edit, names)]
    return render_template(
        "board/then.html",
        gate=gate,
        step=step,
        seen=seen,
        said=said,
        page_here="plan.meetings",
        **for_person(work.actor),
    )


def _refused(slug: str, error: Conflict) -> ResponseReturnValue:
    if from_script():
        return refused(slug, error.words, error.status)
    flash(error.words, "warning")
    return see_other("board.history", slug=slug)
