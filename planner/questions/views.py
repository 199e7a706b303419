"""Planners' pages of a gathering's own questions: the list with its preview, and the form of one."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, say, say_many
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import Mode
from planner.questions import services
from planner.questions.forms import CopyForm, QuestionForm, preview_form
from planner.questions.permissions import may_plan
from planner.questions.queries import asked_of, meetings_that_ask, question_in, versions_of
from planner.questions.rules import KIND_WORDS, Asked, askable, condition_for_planners, may_swap
from planner.web.entry import reading, writing
from planner.web.form import seen_number
from planner.web.page import flash, for_person, see_other

blueprint = Blueprint("questions", __name__)


@dataclass(frozen=True)
class Line:
    """A question in the planner's list."""

    question: Asked
    condition: Text | None
    may_rise: bool
    may_sink: bool


@blueprint.get("/plan/meetings/<slug>/questions")
def index(slug: str) -> ResponseReturnValue:
    """What is asked, in order, and how people see it."""
    return _list_page(slug, None)


@blueprint.route("/plan/meetings/<slug>/questions/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    form = QuestionForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        form.offer(asked_of(work.db, gate.meeting_id), _choice_of_modes(gate, None))
    if form.was_sent():
        try:
            with writing() as work:
                services.add_question(work, slug, form.details())
            flash(say("“%(title)s” is asked from now on.", title=form.label_sv.data))
            return see_other("questions.new" if "and_another" in request.form else "questions.index", slug=slug)
        except Invalid as refusal:
            form.refuse(refusal)
    return _form_page(work, form, gate, ())


@blueprint.route("/plan/meetings/<slug>/questions/<int:question_id>", methods=["GET", "POST"])
def edit(slug: str, question_id: int) -> ResponseReturnValue:
    form = QuestionForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        asked = asked_of(work.db, gate.meeting_id)
        question = question_in(asked, question_id)
        versions = [v for v in versions_of(work.db, gate.meeting_id).values() if v.question_id == question_id]
    form.offer(asked[: asked.index(question)], _choice_of_modes(gate, question))
    if request.method != "POST":
        form.show(question)
    elif form.was_sent() and _saved(form, slug, question):
        return see_other("questions.index", slug=slug)
    return _form_page(work, form, gate, tuple(versions))


@blueprint.post("/plan/meetings/<slug>/questions/<int:question_id>/up")
def move_up(slug: str, question_id: int) -> ResponseReturnValue:
    with writing() as work:
        services.move_question(work, slug, question_id, up=True)
    return see_other("questions.index", slug=slug, _anchor=f"asked-{question_id}")


@blueprint.post("/plan/meetings/<slug>/questions/<int:question_id>/down")
def move_down(slug: str, question_id: int) -> ResponseReturnValue:
    with writing() as work:
        services.move_question(work, slug, question_id, up=False)
    return see_other("questions.index", slug=slug, _anchor=f"asked-{question_id}")


@blueprint.post("/plan/meetings/<slug>/questions/<int:question_id>/remove")
def remove(slug: str, question_id: int) -> ResponseReturnValue:
    with writing() as work:
        label = services.remove_question(work, slug, question_id)
    flash(say("“%(title)s” is not asked any more. Answers that it got are kept.", title=label))
    return see_other("questions.index", slug=slug)


@blueprint.post("/plan/meetings/<slug>/questions/copy")
def copy(slug: str) -> ResponseReturnValue:
    form = CopyForm()
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        form.offer(meetings_that_ask(work.db, but=gate_of(work.db, slug).meeting_id))
    if form.was_sent():
        try:
            with writing() as work:
                copied = services.copy_questions(work, form.from_slug.data, slug)
            flash(say_many("%(n)s question is copied.", "%(n)s questions are copied.", copied))
            return see_other("questions.index", slug=slug)
        except Invalid as refusal:
            form.refuse(refusal)
    return _list_page(slug, form)


def _list_page(slug: str, refused: CopyForm | None) -> ResponseReturnValue:
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        asked = asked_of(work.db, gate.meeting_id)
        others = meetings_that_ask(work.db, but=gate.meeting_id)
    form = refused or CopyForm(formdata=None)
    form.offer(others)
    modes = _ways(gate)
    seen = askable(asked, modes)
    page = render_template(
        "questions/index.html",
        gate=gate,
        lines=_lines(asked),
        kind_words=KIND_WORDS,
        asked=seen,
        preview=preview_form(seen, modes),
        copy_form=form,
        others=others,
        page_here="plan.meetings",
        **for_person(work.actor),
    )
    return page, 422 if refused else 200


def _lines(asked: tuple[Asked, ...]) -> tuple[Line, ...]:
    last = len(asked) - 1
    return tuple(
        Line(
            question,
            condition_for_planners(question, asked),
            may_rise=n > 0 and may_swap(asked[n - 1], question),
            may_sink=n < last and may_swap(question, asked[n + 1]),
        )
        for n, question in enumerate(asked)
    )


def _ways(gate: Gate) -> tuple[Mode, ...]:
    """How one may take part."""
    return (Mode.ON_SITE, Mode.ONLINE) if gate.mode is Mode.HYBRID else (gate.mode,)


def _choice_of_modes(gate: Gate, question: Asked | None) -> tuple[Mode, ...]:
    """The modes a question may hang on: none where all take part alike, unless it hangs on one already."""
    if gate.mode is Mode.HYBRID or (question is not None and question.if_mode is not None):
        return (Mode.ON_SITE, Mode.ONLINE)
    return ()


def _saved(form: QuestionForm, slug: str, question: Asked) -> bool:
    """Whether the question was taken; else the form says why not."""
    seen = seen_number(form.revision.data)
    try:
        with writing() as work:
            services.change_question(work, slug, question.question_id, form.details(), revision=seen)
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    except Conflict as conflict:
        form.overtaken(conflict, question.version)
        return False
    flash(say("“%(title)s” is saved. Answers already given keep the words they answered.", title=form.label_sv.data))
    return True


def _form_page(work: Work, form: QuestionForm, gate: Gate, versions: tuple[Asked, ...]) -> ResponseReturnValue:
    page = render_template(
        "questions/form.html",
        form=form,
        gate=gate,
        earlier=tuple(reversed(versions[:-1])),
        is_new=not versions,
        kind_words=KIND_WORDS,
        page_here="plan.meetings",
        **for_person(work.actor),
    )
    return page, form.refused_as if request.method == "POST" else 200
