"""Who is invited and what became of it; inviting more; what the letters say."""

from collections import Counter

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from planner.core.actor import Actor, require
from planner.core.errors import Conflict, Invalid
from planner.core.language import language, say, say_many
from planner.core.timespan import local
from planner.invitations import services
from planner.invitations.forms import AddForm, MessageForm
from planner.invitations.permissions import may_invite
from planner.invitations.queries import InvitationLine, lines_of, terms_of
from planner.invitations.rules import STANDING_WORDS, Standing, may_remind, reminder_days
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import Status
from planner.network.queries import clusters_in_order
from planner.network.rules import ClusterStatus
from planner.web.entry import reading, writing
from planner.web.form import add_row
from planner.web.page import flash, for_person, see_other

SHAPES = {
    Standing.BOUNCED: "cancelled",
    Standing.NOT_SENT: "draft",
    Standing.SENT: "save_the_date",
    Standing.OPENED: "full",
    Standing.ANSWERED: "open",
    Standing.ABSENT: "closed",
}
"""Which shape and colour of parts/status.html stands for what."""


def index(slug: str) -> ResponseReturnValue:
    """Everybody who is invited, by what became of it; a filter stands in the address."""
    with reading() as work:
        require(may_invite(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        lines = lines_of(work.db, gate.meeting_id)
        days = reminder_days(terms_of(work.db, gate.meeting_id), gate.last_day)
    today = local(work.now, gate.zone).date()
    wanted = request.args.get("standing", "")
    return invitations_page(
        "index",
        work.actor,
        gate,
        lines=_shown(lines, wanted),
        chips=_chips(gate, lines, wanted),
        all=len(lines),
        waiting=sum(line.standing is Standing.NOT_SENT and bool(line.addressees) for line in lines),
        silent=[line for line in lines if may_remind(line.reminded(gate.zone), work.now)],
        is_open=gate.standing(work.now) is Status.OPEN,
        reminder_days=[day for day in days if day >= today],
    )


def _shown(lines: tuple[InvitationLine, ...], wanted: str) -> list[InvitationLine]:
    """Those of the filter, whatever waits for the lead first."""
    order = list(Standing)
    return sorted(
        (line for line in lines if wanted in ("", line.standing.value)), key=lambda x: order.index(x.standing)
    )


def _chips(gate: Gate, lines: tuple[InvitationLine, ...], wanted: str) -> list[tuple[str, str, bool, None]]:
    """The filters, each with its count; those that nobody is in are left out."""
    counts = Counter(line.standing for line in lines)
    url = url_for("invitations.index", slug=gate.slug)
    shown = [(f"{say('All').in_(language())} {len(lines)}", url, wanted == "", None)]
    for standing in Standing:
        if counts[standing]:
            words = f"{STANDING_WORDS[standing].in_(language())} {counts[standing]}"
            shown.append((words, f"{url}?standing={standing}", wanted == standing, None))
    return shown


def add(slug: str) -> ResponseReturnValue:
    """Tick clusters, name persons, or paste a list of them."""
    with reading() as work:
        require(may_invite(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        invited = {line.cluster_id for line in lines_of(work.db, gate.meeting_id)}
        free = [c for c in clusters_in_order(work.db) if c.id not in invited and c.status is not ClusterStatus.DORMANT]
    form = AddForm()
    form.offer(free)
    if "more_rows" in request.form:
        add_row(form.guests)
        return invitations_page("add", work.actor, gate, form=form, code=200)
    if form.was_sent() and _added(slug, form):
        return see_other("invitations.index", slug=slug)
    return invitations_page("add", work.actor, gate, form=form)


def _added(slug: str, form: AddForm) -> bool:
    try:
        guests = form.persons()
        with writing() as work:
            number = services.invite_clusters(work, slug, form.chosen()) + services.invite_people(work, slug, guests)
    except Invalid as error:
        form.refuse(error)
        return False
    flash(say_many("%(n)s more is invited. No letter has been sent yet.",
                   "%(n)s more are invited. No letter has been sent yet.", number))  # fmt: skip
    return True


def message(slug: str) -> ResponseReturnValue:
    """The lead's own words in the letters, and automatic reminders."""
    with reading() as work:
        require(may_invite(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        terms = terms_of(work.db, gate.meeting_id)
    form = MessageForm()
    if request.method == "GET":
        form.show(terms)
    elif form.was_sent():
        try:
            with writing() as work:
                services.set_terms(work, slug, form.terms())
            flash(say("It is saved."))
            return see_other("invitations.index", slug=slug)
        except Conflict as error:
            form.overtaken(error, terms.revision)
        except Invalid as error:
            form.refuse(error)
    return invitations_page("message", work.actor, gate, form=form, code=form.refused_as)


def invitations_page(
    template: str, actor: Actor, gate: Gate, *, code: int = 422, **values: object
) -> ResponseReturnValue:
    """A planner's page of this slice; `code` where a form that was sent is shown again."""
    shown = render_template(
        f"invitations/{template}.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        page_here="plan.meetings",
        standing_words=STANDING_WORDS,
        shapes=SHAPES,
        **values,
        **for_person(actor),
    )
    return shown, code if request.method == "POST" else 200
