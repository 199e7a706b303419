"""The lead's pages on what people can say yes to: days, meals, nights, buses."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Invalid, NotFound
from planner.core.language import say, say_many
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.registrations import services
from planner.registrations.forms.parts import DayForm, PartForm, part_form
from planner.registrations.permissions import may_see_all_people
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.seats import today_at
from planner.registrations.queries.standing import PartCount, part_counts
from planner.registrations.rules import PART_WORDS, PartKind, PartOffer
from planner.registrations.rules.parts import usual_parts
from planner.web.entry import reading, writing
from planner.web.form import add_row
from planner.web.page import flash, for_person, see_other


@dataclass(frozen=True)
class PartLine:
    """A part in the lead's list."""

    offer: PartOffer
    count: PartCount
    is_closed: bool

    @property
    def is_day(self) -> bool:
        return self.offer.details.kind is PartKind.DAY


def parts(slug: str) -> ResponseReturnValue:
    """Every part in the order of time, and how full it is."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        offers = offers_of(work.db, gate.meeting_id)
        counts = part_counts(work.db, gate.meeting_id)
    return render_template(
        "registrations/parts.html",
        gate=gate,
        days=_by_day(work, gate, offers, counts),
        usual=len(usual_parts([day.held_on for day in gate.days], offers)),
        kind_words=PART_WORDS,
        page_here="plan.meetings",
        **for_person(work.actor),
    )


def new_part(slug: str) -> ResponseReturnValue:
    """One part more."""
    work, gate = _gate(slug)
    form = part_form(None, [day.held_on for day in gate.days])
    assert isinstance(form, PartForm)
    if "more_stops" in request.form:
        add_row(form.stops)
    elif form.was_sent():
        try:
            with writing() as work:
                services.add_part(work, slug, form.details())
            flash(say("“%(name)s” can be chosen from now on.", name=form.name_sv.data))
            return see_other("registrations.new_part" if "and_another" in request.form else "registrations.parts",
                             slug=slug)  # fmt: skip
        except Invalid as refusal:
            form.refuse(refusal)
    return _form_page(work, form, gate, None, PartCount())


def part(slug: str, part_id: int) -> ResponseReturnValue:
    """Change what is said of one part; of a day, its places, last day and price."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        offer = _offer(offers_of(work.db, gate.meeting_id), part_id)
        count = part_counts(work.db, gate.meeting_id).get(part_id, PartCount())
    form = part_form(offer, [day.held_on for day in gate.days])
    if "more_stops" in request.form and isinstance(form, PartForm):
        add_row(form.stops)
    elif form.was_sent() and _saved(form, slug, offer):
        return see_other("registrations.parts", slug=slug)
    return _form_page(work, form, gate, offer, count)


def remove_part(slug: str, part_id: int) -> ResponseReturnValue:
    """Take away a part that nobody has said yes to."""
    with writing() as work:
        services.remove_part(work, slug, part_id)
    flash(say("It is taken away."))
    return see_other("registrations.parts", slug=slug)


def add_usual(slug: str) -> ResponseReturnValue:
    """What most gatherings have, by one button."""
    with writing() as work:
        added = services.add_usual_parts(work, slug)
    flash(say_many("%(n)s part is added.", "%(n)s parts are added.", added))
    return see_other("registrations.parts", slug=slug)


def _gate(slug: str) -> tuple[Work, Gate]:
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        return work, gate_of(work.db, slug)


def _by_day(
    work: Work, gate: Gate, offers: tuple[PartOffer, ...], counts: dict[int, PartCount]
) -> list[tuple[date, list[PartLine]]]:
    today = today_at(gate, work.now)
    lines = [PartLine(o, counts.get(o.part_id, PartCount()), o.is_closed(today)) for o in offers]
    return [(day, list(of_day)) for day, of_day in groupby(lines, lambda line: line.offer.details.held_on)]


def _offer(offers: tuple[PartOffer, ...], part_id: int) -> PartOffer:
    for offer in offers:
        if offer.part_id == part_id:
            return offer
    raise NotFound


def _saved(form: DayForm, slug: str, offer: PartOffer) -> bool:
    details = form.details() if isinstance(form, PartForm) else form.details_of_day(offer.details.held_on)
    try:
        with writing() as work:
            services.change_part(work, slug, offer.part_id, details)
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    flash(say("It is saved."))
    return True


def _form_page(work: Work, form: DayForm, gate: Gate, offer: PartOffer | None, count: PartCount) -> ResponseReturnValue:
    page = render_template(
        "registrations/part.html",
        form=form,
        gate=gate,
        offer=offer,
        count=count,
        is_day=not isinstance(form, PartForm),
        page_here="plan.meetings",
        **for_person(work.actor),
    )
    return page, form.refused_as if request.method == "POST" else 200
