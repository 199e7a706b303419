"""A gathering's first page for planners: numbers, who comes to what, clusters, what to do now."""

from flask import url_for
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.language import Text, language, say
from planner.invitations.queries import tiles
from planner.invitations.rules import Answer
from planner.lists.queries.heads import HeadCount, head_count, part_counts
from planner.lists.rules import part_title
from planner.lists.views.frame import lists_page
from planner.lists.views.todo import Desk, todo_of
from planner.meetings.queries import Gate, gate_of
from planner.meetings.rules import Mode
from planner.publishing.services import standing_of
from planner.registrations.permissions import may_see_all_people
from planner.web.entry import reading


def dashboard(slug: str) -> ResponseReturnValue:
    """How the gathering stands."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        shown = tuple(tile for tile in tiles(work.db, gate.meeting_id) if tile.is_invited or tile.people)
        heads, parts = head_count(work.db, gate.meeting_id), part_counts(work.db, gate.meeting_id)
        desk = Desk(gate, heads, parts, shown, standing_of(work, gate), work.now)
    return lists_page(
        "dashboard",
        work,
        gate,
        desk=desk,
        numbers=_numbers(gate, heads),
        counts=[(part_title(count.offer.details, language()), count) for count in parts],
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
    if heads.offered:
        shown.append((say("Offered a place"), heads.offered, listed(status="offered")))
    if heads.unanswered:
        shown.append((say("Have not answered the rest"), heads.unanswered, listed(answered="no")))
    if gate.places_left is not None:
        shown.append((say("Places left of %(capacity)s", capacity=gate.capacity), gate.places_left, None))
    return [(label.in_(language()), number, url) for label, number, url in shown]
