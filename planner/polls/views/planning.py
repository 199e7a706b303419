"""The list of date polls; one with its answers; closing it, and what was said by phone."""

from datetime import timedelta

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import language, say
from planner.core.timespan import local
from planner.polls import services
from planner.polls.forms import AnswerForm, ReopenForm, answer_form
from planner.polls.permissions import may_ask
from planner.polls.queries import Ask, Poll, around, calendar_answers, poll_of, polls_in_order
from planner.polls.rules import may_remind, ranked, remarks_of
from planner.polls.views.frame import polls_page
from planner.replies.rules import REPLY_WORDS
from planner.web.entry import reading, writing
from planner.web.form import given
from planner.web.page import flash, see_other


def index() -> ResponseReturnValue:
    """All date polls."""
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        lines = polls_in_order(work.db, work.now)
    return polls_page("index", work, lines=lines)


def poll(poll_id: int) -> ResponseReturnValue:
    """What was answered, and which date is best."""
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        found = poll_of(work.db, poll_id)
        heard = calendar_answers(work.db, found.meeting_id) if found.meeting_id else {}
        there = around(work.db, found.dates[0].first_day, found.dates[-1].dates[-1]) if found.dates else ()
    silent = [a for a in found.asks if not a.has_answered and may_remind(a.sent_at, a.last_letter_at, work.now)]
    return polls_page(
        "poll",
        work,
        poll=found,
        status=found.status(work.now),
        best=[(tally, found.date(tally.date_id), tally.reason(language())) for tally in ranked(found.tallies)],
        remarks={d.date_id: remarks_of(d.dates, found.counties, there) for d in found.dates},
        waiting=[ask for ask in found.asks if ask.sent_at is None and not ask.has_answered],
        silent=silent,
        heard=heard,
        heard_words=REPLY_WORDS,
        answered=sum(ask.has_answered for ask in found.asks),
    )


def close(poll_id: int) -> ResponseReturnValue:
    """No more answers."""
    with writing() as work:
        services.close(work, poll_id)
    flash(say("The date poll is closed for answers."))
    return see_other("polls.poll", poll_id=poll_id)


def reopen(poll_id: int) -> ResponseReturnValue:
    """Answers are taken again, until a day that is said."""
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        found = poll_of(work.db, poll_id)
    if found.picked is not None:
        raise Conflict(say("The date is picked already."))
    form = ReopenForm()
    if request.method == "GET":
        today = local(work.now, found.zone).date()
        form.last_day.data = max(found.terms.last_day, today + timedelta(days=7))
    elif form.was_sent():
        try:
            with writing() as writes:
                services.reopen(writes, poll_id, given(form.last_day.data))
            flash(say("Answers are taken again."))
            return see_other("polls.poll", poll_id=poll_id)
        except Invalid as error:
            form.refuse(error)
    return polls_page("reopen", work, poll=found, form=form)


def note(poll_id: int, ask_id: int) -> ResponseReturnValue:
    """What a cluster said by phone or letter."""
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        found = poll_of(work.db, poll_id)
        ask = found.ask(ask_id)
    if found.picked is not None:
        return see_other("polls.poll", poll_id=poll_id)
    form = answer_form(found.dates)
    if request.method == "GET":
        form.show(ask.marks, ask.answered_by, ask.comment, ask.revision)
    elif form.was_sent() and _noted(found, ask, form):
        return see_other("polls.poll", poll_id=poll_id)
    return polls_page("note", work, poll=found, ask=ask, form=form, code=form.refused_as)


def _noted(found: Poll, ask: Ask, form: AnswerForm) -> bool:
    try:
        with writing() as work:
            services.answer(work, ask.ask_id, form.said(), revision=form.seen)
    except Invalid as error:
        form.refuse(error)
        return False
    except Conflict as error:
        form.overtaken(error, ask.revision)
        return False
    flash(say("The answer of %(cluster)s is noted.", cluster=ask.cluster))
    return True
