"""The day runs late: one click moves the rest of it, and another one moves it back."""

from datetime import date, datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import clock, clock_span, language, say, say_many
from planner.core.timespan import local
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.programmes.queries import newest
from planner.programmes.snapshot import Entry, Programme
from planner.publishing import services
from planner.publishing.forms import LateForm
from planner.publishing.permissions import may_publish
from planner.publishing.queries.audience import waiting_for_delays
from planner.publishing.queries.drafted import delays_of
from planner.publishing.rules.delaying import MINUTES
from planner.web.entry import reading, writing
from planner.web.form import seen_number
from planner.web.page import flash, for_person, see_other


def late(slug: str) -> ResponseReturnValue:
    """A gathering's day as it is published; a POST moves the rest of it."""
    form = LateForm()
    with reading() as work:
        require(may_publish(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        programme = newest(work.db, gate.meeting_id)
        day = _day(gate, work.now, form)
        delays = delays_of(work.db, gate.meeting_id, day) if day else ()
        waiting = waiting_for_delays(work.db, gate.meeting_id, day) if day else 0
    entries = _entries(programme, day)
    _offer(form, gate, entries, day, work.now)
    if form.was_sent() and _done(slug, form):
        return see_other("publishing.late", slug=slug, day=day)
    return _page(work, gate, form, day, programme, entries=entries, delays=delays[::-1], waiting=waiting)


def take_back(slug: str, delay_id: int) -> ResponseReturnValue:
    with writing() as work:
        number = services.take_back(work, slug, delay_id)
    flash(say_many("%(n)s item is back to plan.", "%(n)s items are back to plan.", number))
    return see_other("publishing.late", slug=slug, day=request.args.get("day"))


def _day(gate: Gate, now: datetime, form: LateForm) -> date | None:
    """The day that was asked for, else today; None when it is none of the gathering's."""
    days = {day.held_on for day in gate.days}
    if request.method == "POST":
        asked = form.day.data
    else:
        asked = _date(request.args.get("day", "")) or local(now, gate.zone).date()
    return asked if asked in days else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _entries(programme: Programme | None, day: date | None) -> tuple[Entry, ...]:
    if programme is None or day is None:
        return ()
    zone = programme.facts.zone
    return tuple(e for e in programme.entries if not e.cancelled and local(e.starts_at, zone).date() == day)


def _offer(form: LateForm, gate: Gate, entries: tuple[Entry, ...], day: date | None, now: datetime) -> None:
    lang, there = language(), local(now, gate.zone)
    said = say("Now, %(time)s", time=there.time()) if there.date() == day else ""
    spans = (clock_span(entry.starts_at, entry.ends_at, gate.zone, lang) for entry in entries)
    form.offer(((e.uid, f"{span} {e.title.in_(lang)}") for e, span in zip(entries, spans, strict=True)), now=said)


def _done(slug: str, form: LateForm) -> bool:
    try:
        with writing() as work:
            moved = services.run_late(work, slug, form.details(), seen_number=seen_number(form.seen_number.data))
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    except Conflict as conflict:
        form.form_errors.append(conflict.words.in_(language()))
        form.refused_as = conflict.status
        return False
    flash(say_many("%(n)s item is held later now.", "%(n)s items are held later now.", moved))
    return True


def _page(
    work: Work, gate: Gate, form: LateForm, day: date | None, programme: Programme | None, **values: object
) -> ResponseReturnValue:
    form.seen_number.data = str(programme.number if programme else 0)
    form.day.data = day
    page = render_template(
        "publishing/late.html",
        form=form,
        gate=gate,
        day=day,
        dates=tuple(day.held_on for day in gate.days),
        is_today=local(work.now, gate.zone).date() == day,
        all_minutes=MINUTES,
        now=clock(local(work.now, gate.zone), language()),
        is_published=programme is not None and programme.with_agenda,
        page_here="plan.meetings",
        **values,
        **for_person(work.actor),
    )
    return page, form.refused_as if request.method == "POST" else 200
