"""A gathering's first page for planners: numbers, clusters, what to do now; and the kitchen's numbers."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from planner.core.actor import Actor, require
from planner.core.language import Text, language, say
from planner.invitations.queries import tiles
from planner.invitations.rules import Answer
from planner.lists.queries.heads import HeadCount, head_count
from planner.lists.queries.kitchen import needs_list
from planner.lists.views.todo import Desk, todo_of
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import Mode
from planner.programmes.queries import newest
from planner.registrations.permissions import may_see_all_people, may_see_needs
from planner.web.entry import reading
from planner.web.page import for_person


def dashboard(slug: str) -> ResponseReturnValue:
    """How the gathering stands."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        shown = tuple(tile for tile in tiles(work.db, gate.meeting_id) if tile.is_invited or tile.people)
        heads = head_count(work.db, gate.meeting_id)
        desk = Desk(gate, heads, shown, newest(work.db, gate.meeting_id), work.now)
    return _page(
        "dashboard",
        work.actor,
        gate,
        desk=desk,
        numbers=_numbers(gate, heads),
        has_site=gate.mode is not Mode.ONLINE,
        has_online=gate.mode is not Mode.ON_SITE,
        answers={answer.value: sum(tile.answer is answer for tile in shown) for answer in Answer},
        todo=todo_of(desk),
    )


def _numbers(gate: Gate, heads: HeadCount) -> list[tuple[str, int, str | None]]:
    """(label, number, the list behind it) of the big figures."""

    def listed(**search: str) -> str:
        return url_for("lists.index", **{"slug": gate.slug, **search})  # type: ignore[arg-type]

    shown: list[tuple[Text, int, str | None]] = []
    if gate.mode is not Mode.ONLINE:
        shown.append((say("On site"), heads.on_site, listed(status="confirmed", mode="on_site")))
    if gate.mode is not Mode.ON_SITE:
        shown.append((say("Online"), heads.online, listed(status="confirmed", mode="online")))
    shown.append((say("On the waiting list"), heads.waiting, listed(status="waiting", sort="registered")))
    if gate.places_left is not None:
        shown.append((say("Places left of %(capacity)s", capacity=gate.capacity), gate.places_left, None))
    return [(label.in_(language()), number, url) for label, number, url in shown]


def kitchen(slug: str) -> ResponseReturnValue:
    """What the kitchen must know, as numbers."""
    with reading() as work:
        require(may_see_needs(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        found = needs_list(work.db, gate.meeting_id)
    return _page("kitchen", work.actor, gate, needs=found)


def _page(template: str, actor: Actor, gate: Gate, **values: object) -> ResponseReturnValue:
    page = render_template(
        f"lists/{template}.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        page_here="plan.meetings",
        **values,
        **for_person(actor),
    )
    return page, 422 if request.method == "POST" else 200
