"""Making a date poll: what it says, and a calendar to choose its dates in."""

from datetime import date, timedelta

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.timespan import local
from planner.core.work import Work
from planner.network.queries import clusters_in_order
from planner.network.rules import ClusterStatus
from planner.polls import services
from planner.polls.forms import DatesForm, PollForm
from planner.polls.permissions import may_ask
from planner.polls.queries import Poll, around, poll_of
from planner.polls.rules import remarks_of, weeks_of
from planner.polls.views.frame import polls_page
from planner.web.entry import parts, reading, writing
from planner.web.page import flash, see_other

YEARS_AHEAD = 5
"""As far as one can leaf."""


def new() -> ResponseReturnValue:
    """A title, how long, until when, and whom."""
    form = PollForm()
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        _offer(work, form, None)
    if request.method == "GET":
        form.tick_usual()
    elif form.was_sent() and (poll_id := _made(form)):
        return see_other("polls.dates", poll_id=poll_id)
    return polls_page("edit", work, form=form, poll=None)


def edit(poll_id: int) -> ResponseReturnValue:
    """The same, of one that there is."""
    form = PollForm()
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        found = poll_of(work.db, poll_id)
        _offer(work, form, found)
    if found.picked is not None:  # nothing of it can be changed any more
        return see_other("polls.poll", poll_id=poll_id)
    if request.method == "GET":
        form.show(found.terms, found.revision)
    elif form.was_sent() and _changed(form, found):
        return see_other("polls.poll", poll_id=poll_id)
    return polls_page("edit", work, form=form, poll=found, code=form.refused_as)


def dates(poll_id: int) -> ResponseReturnValue:
    """Two months to tick days in, each with what is worth knowing; ?from= is the month."""
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        found = poll_of(work.db, poll_id)
    if found.course.sent_at is not None and request.method == "GET":  # its dates stand
        return see_other("polls.poll", poll_id=poll_id)
    first, last = _shown(found, request.args.get("from", ""), local(work.now, found.zone).date())
    form = DatesForm()
    if request.method == "POST" and form.was_sent() and _dated(form, found, (first, last)):
        if request.form.get("go") in ("earlier", "later"):
            return see_other("polls.dates", poll_id=poll_id, **{"from": f"{_month(first, request.form['go']):%Y-%m}"})
        return see_other("polls.poll", poll_id=poll_id)
    return _calendar(work, found, form, first, last)


def remove(poll_id: int) -> ResponseReturnValue:
    """It is not asked after all."""
    with writing() as work:
        services.remove_poll(work, poll_id)
    flash(say("The date poll is removed."))
    return see_other("polls.index")


def _offer(work: Work, form: PollForm, found: Poll | None) -> None:
    """Clusters that are not dormant, and whoever is asked already."""
    asked = found.terms.asks if found else frozenset()
    form.offer(c for c in clusters_in_order(work.db) if c.status is not ClusterStatus.DORMANT or c.id in asked)


def _made(form: PollForm) -> int | None:
    try:
        with writing() as work:
            return services.make_poll(work, form.terms(), parts().settings.default_zone)
    except Invalid as error:
        form.refuse(error)
        return None


def _changed(form: PollForm, found: Poll) -> bool:
    try:
        with writing() as work:
            services.change_poll(work, found.poll_id, form.terms(), revision=form.seen)
    except Invalid as error:
        form.refuse(error)
        return False
    except Conflict as error:
        form.overtaken(error, found.revision)
        return False
    flash(say("It is saved."))
    return True


def _dated(form: DatesForm, found: Poll, within: tuple[date, date]) -> bool:
    try:
        with writing() as work:
            services.set_dates(work, found.poll_id, form.chosen(), within)
    except Invalid as error:
        form.refuse(error)
        return False
    return True


def _calendar(work: Work, found: Poll, form: DatesForm, first: date, last: date) -> ResponseReturnValue:
    with reading() as work:
        outer = [first, last, *(day for each in found.dates for day in each.dates)]
        there = around(work.db, min(outer), max(outer))
    ticked = {each.first_day.isoformat() for each in found.dates}
    if request.method == "POST":
        elsewhere = {each.first_day.isoformat() for each in found.dates if not first <= each.first_day <= last}
        ticked = elsewhere | set(form.days.data or ())
    return polls_page(
        "dates",
        work,
        poll=found,
        form=form,
        weeks=weeks_of(first, last, found.counties, there),
        ticked=ticked,
        shown=(first, last),
        remarks={each.date_id: remarks_of(each.dates, found.counties, there) for each in found.dates},
        may_earlier=first - timedelta(days=1) > max(found.terms.last_day, local(work.now, found.zone).date()),
    )


def _shown(found: Poll, asked: str, today: date) -> tuple[date, date]:
    """From the first of a month, or what is left of it after the last day to answer, to the end of the next month."""
    earliest = max(found.terms.last_day, today) + timedelta(days=1)
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        month = found.dates[0].first_day.replace(day=1) if found.dates else earliest.replace(day=1)
    month = min(max(month, earliest.replace(day=1)), date(today.year + YEARS_AHEAD, 11, 1))
    return max(month, earliest), _after(_after(month)) - timedelta(days=1)


def _month(first: date, go: str) -> date:
    """The month that is shown after one: two later, or two earlier."""
    month = first.replace(day=1)
    if go == "later":
        return _after(_after(month))
    return ((month - timedelta(days=1)).replace(day=1) - timedelta(days=1)).replace(day=1)


def _after(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
