"""The page behind the link in the question: which dates suit. No account; a GET changes nothing."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.work import Work
from planner.polls import services
from planner.polls.forms import AnswerForm, answer_form
from planner.polls.queries import Asked, asked, asked_actor
from planner.polls.rules import PollStatus
from planner.polls.views.frame import WORDS
from planner.web.entry import acting, public, reading, writing
from planner.web.page import flash, for_person, keep_private, see_other


def answer(token: str) -> ResponseReturnValue:
    """The dates with three choices each, as they were answered before; once it is closed, what came of it."""
    with reading(public()) as work:
        me = asked(work.db, token)
    form = answer_form(me.dates)
    if request.method == "GET":
        form.show(me.marks, me.answered_by, me.comment, me.revision)
    elif me.status(work.now) is PollStatus.OPEN and form.was_sent() and _answered(token, me, form):
        flash(say("Thank you, your answer has arrived. You may change it here until the last day."))
        return see_other("polls.answer", token=token)
    if request.method == "POST" and form.refused_as == 409:
        with reading(public()) as work:
            me = asked(work.db, token)
    return _page(work, token, me, form)


def _answered(token: str, me: Asked, form: AnswerForm) -> bool:
    try:
        with writing(public()) as work:
            acts = acting(work, asked_actor(work.db, token))
            services.answer(acts, me.ask_id, form.said(), revision=form.seen)
    except Invalid as error:
        form.refuse(error)
        return False
    except Conflict as error:
        form.overtaken(error, me.revision)
        return False
    return True


def _page(work: Work, token: str, me: Asked, form: AnswerForm) -> ResponseReturnValue:
    status = me.status(work.now)
    page = render_template(
        "polls/answer.html", token=token, me=me, form=form, status=status, **WORDS, **for_person(work.actor)
    )
    code = 200
    if request.method == "POST":
        code = form.refused_as if status is PollStatus.OPEN else 409
    return keep_private(make_response(page, code))
