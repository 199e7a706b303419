"""A gathering's first page for planners: numbers, clusters, what to do now; the kitchen's numbers; who is invited."""

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from planner.core.actor import Actor, require
from planner.core.language import Text, language, say, say_many
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import Mode, Status
from planner.programmes.queries import newest
from planner.programmes.snapshot import Programme
from planner.registrations import services
from planner.registrations.forms import InviteForm
from planner.registrations.permissions import may_invite, may_see_all_people, may_see_needs
from planner.registrations.queries.lists import HeadCount, head_count, needs_list
from planner.registrations.queries.tiles import Tile, tiles
from planner.registrations.rules import Answer
from planner.web.entry import reading, writing
from planner.web.page import flash, for_person, see_other

REMIND_DAYS = 14
"""So long before the last day to register, silent clusters become something to do."""


@dataclass(frozen=True)
class Todo:
    """Something that waits for the lead, and where it is done."""

    text: Text
    url: str


def dashboard(slug: str) -> ResponseReturnValue:
    """How the gathering stands."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        heads = head_count(work.db, gate.meeting_id)
        known = tiles(work.db, gate.meeting_id)
        programme = newest(work.db, gate.meeting_id)
    standing = gate.standing(work.now)
    is_near = gate.last_day is not None and work.now.date() >= gate.last_day - timedelta(days=REMIND_DAYS)
    shown = [tile for tile in known if tile.is_invited or tile.people]
    return _page(
        "dashboard",
        work.actor,
        gate,
        standing=standing,
        is_public=programme is not None,
        numbers=_numbers(gate, heads),
        days=heads.days,
        has_site=gate.mode is not Mode.ONLINE,
        has_online=gate.mode is not Mode.ON_SITE,
        tiles=shown,
        answers={answer.value: sum(tile.answer is answer for tile in shown) for answer in Answer},
        todo=dashboard_todo(gate, standing, programme, heads, shown, is_near=is_near),
    )


def _numbers(gate: Gate, heads: HeadCount) -> list[tuple[str, int, str | None]]:
    """(label, number, the list behind it) of the big figures."""

    def listed(**search: str) -> str:
        return url_for("registrations.index", **{"slug": gate.slug, **search})  # type: ignore[arg-type]

    shown: list[tuple[Text, int, str | None]] = []
    if gate.mode is not Mode.ONLINE:
        shown.append((say("On site"), heads.on_site, listed(status="confirmed", mode="on_site")))
    if gate.mode is not Mode.ON_SITE:
        shown.append((say("Online"), heads.online, listed(status="confirmed", mode="online")))
    shown.append((say("On the waiting list"), heads.waiting, listed(status="waiting", sort="registered")))
    if gate.places_left is not None:
        shown.append((say("Places left of %(capacity)s", capacity=gate.capacity), gate.places_left, None))
    return [(label.in_(language()), number, url) for label, number, url in shown]


def dashboard_todo(
    gate: Gate, standing: Status, programme: Programme | None, heads: HeadCount, known: list[Tile], *, is_near: bool
) -> list[Todo]:
    """What the lead should do now, the most pressing first."""

    def url(endpoint: str) -> str:
        return url_for(endpoint, slug=gate.slug)

    silent = sum(tile.answer is Answer.SILENT for tile in known)
    to_come = standing not in (Status.HELD, Status.CANCELLED)
    entries = (
        (
            standing is Status.DRAFT,
            say("Nobody sees this gathering yet. Make it public."),
            url("meetings.status"),
        ),
        (standing is Status.SAVE_THE_DATE, say("Open registration."), url("meetings.status")),
        (standing is Status.MOVED, say("Open registration for the new dates."), url("meetings.status")),
        (
            heads.without_day > 0 and to_come,
            say_many(
                "%(n)s person has no day left: the days they chose are gone. Ask them.",
                "%(n)s persons have no day left: the days they chose are gone. Ask them.",
                heads.without_day,
            ),
            url("registrations.index"),
        ),
        (
            silent > 0 and is_near and to_come,
            say_many("%(n)s cluster has not answered.", "%(n)s clusters have not answered.", silent),
            "#clusters",
        ),
        (
            to_come and not (programme and programme.with_agenda),
            say("Make the programme, and publish it."),
            url("agenda.index"),
        ),
        (to_come and not known, say("Say which clusters you expect to answer."), url("registrations.invite")),
        (
            to_come and not gate.contact_email,
            say("Name a contact person with an address."),
            url("meetings.edit"),
        ),
        (
            gate.status is Status.CLOSED and standing is Status.HELD,
            say("The gathering is over: change its status to held."),
            url("meetings.status"),
        ),
    )
    return [Todo(text, address) for wanted, text, address in entries if wanted]


def invite(slug: str) -> ResponseReturnValue:
    """Tick the clusters that are expected to answer."""
    with reading() as work:
        require(may_invite(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        known = tiles(work.db, gate.meeting_id)
    form = InviteForm()
    form.offer(known)
    if request.method == "GET":
        form.invited.data = [t.cluster.id for t in known if t.is_invited]
        form.absent.data = [t.cluster.id for t in known if t.sends_nobody]
    elif form.was_sent():
        with writing() as work:
            services.invite_clusters(work, slug, form.invited.data or [], absent_ids=form.absent.data or [])
        flash(say("The invited clusters are noted."))
        return see_other("registrations.dashboard", slug=slug)
    return _page("invite", work.actor, gate, form=form, tiles=known)


def needs(slug: str) -> ResponseReturnValue:
    """What the kitchen must know, as numbers."""
    with reading() as work:
        require(may_see_needs(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        found = needs_list(work.db, gate.meeting_id)
    return _page("needs", work.actor, gate, needs=found)


def _page(template: str, actor: Actor, gate: Gate, **values: object) -> ResponseReturnValue:
    page = render_template(
        f"registrations/{template}.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        page_here="plan.meetings",
        **values,
        **for_person(actor),
    )
    return page, 422 if request.method == "POST" else 200
