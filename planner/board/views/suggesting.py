"""What could stand better: shown with its reasons, and done only when the lead says so."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.agenda import services
from planner.agenda.permissions import may_plan
from planner.agenda.queries import AgendaItem, items_of, last_number, plan_of
from planner.agenda.rules import Plan, Proposed, as_proposed, clashes, parallel_items, place_parked, suggest_parallel
from planner.board.queries import known_of, wants_of
from planner.board.views.answers import done
from planner.core.actor import require
from planner.core.errors import Conflict, NotFound
from planner.core.language import Span, language, say, say_many
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.web.entry import reading, writing
from planner.web.form import seen_number
from planner.web.page import flash, for_person, see_other


@dataclass(frozen=True)
class Suggestion:
    """One of the two: `found` in its own words, what it would move, and what that does to the warnings."""

    found: Any
    placements: tuple[Proposed, ...]
    warnings: tuple[int, int]
    """How many there are, and how many there would be."""
    mark: str
    """Changes with whatever would be done."""


def suggest(slug: str) -> ResponseReturnValue:
    """Both suggestions, with their reasons."""
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        gate, items, seen, found = _look(work, slug)
    rooms = {room.room_id: room.name for room in found["plan"].rooms}
    return render_template(
        "board/suggest.html",
        gate=gate,
        seen=seen,
        found=found,
        moves=_moves(found["parallel"], items, rooms, gate),
        has_parked=any(item.details.parked for item in items),
        page_here="plan.meetings",
        **for_person(work.actor),
    )


def take(slug: str, what: str) -> ResponseReturnValue:
    """Do what was suggested, if it still is what was seen."""
    if what not in ("parallel", "parking"):
        raise NotFound
    try:
        with writing() as work:
            require(may_plan(work.actor), work.actor)
            _, _, _, found = _look(work, slug)
            suggestion: Suggestion = found[what]
            if suggestion.mark != request.form.get("mark"):
                raise Conflict(say("The agenda has changed since. Look at the suggestion again."))
            seen = seen_number(request.form.get("seen"))
            services.place_many(work, slug, suggestion.placements, seen=seen)
    except Conflict as error:
        flash(error.words, "warning")
        return see_other("board.suggest", slug=slug)
    moved = len(suggestion.placements)
    return done(
        slug, say_many("%(n)s item is moved. You can undo it.", "%(n)s items are moved. You can undo it.", moved)
    )


def _look(work: Work, slug: str) -> tuple[Gate, tuple[AgendaItem, ...], int, dict[str, Any]]:
    """The gathering, its items, which state of the board this is, and both suggestions."""
    gate = gate_of(work.db, slug)
    items = items_of(work.db, gate.meeting_id, gate.zone)
    plan = plan_of(work.db, gate, items, known_of(work.db, gate))
    parallel = suggest_parallel(plan, parallel_items(plan), wants_of(work.db, gate.meeting_id))
    parking = place_parked([item for item in plan.items if item.parked], plan)
    found = {"plan": plan, "parallel": _weighed(plan, parallel), "parking": _weighed(plan, parking)}
    return gate, items, last_number(work.db, gate.meeting_id), found


def _weighed(plan: Plan, found: Any) -> Suggestion:
    placements: tuple[Proposed, ...] = found.placements
    after = len(clashes(as_proposed(plan, placements))) if placements else 0
    mark = hashlib.sha256(repr(sorted(placements, key=lambda p: p.item_id)).encode()).hexdigest()[:16]
    return Suggestion(found, placements, (len(clashes(plan)) if placements else 0, after), mark)


def _moves(
    suggestion: Suggestion, items: tuple[AgendaItem, ...], rooms: dict[int, str], gate: Gate
) -> list[tuple[str, str, str, str, str]]:
    """(kind, title, what, old, new) for each item that would move, as the list of differences takes it."""
    lang, by_id, lines = language(), {item.item_id: item for item in items}, []
    for place in suggestion.placements:
        item = by_id[place.item_id]
        ends_at = place.starts_at + (item.ends_at - item.starts_at)
        new = Span(place.starts_at, ends_at, gate.zone).in_(lang)
        old = Span(item.starts_at, item.ends_at, gate.zone).in_(lang)
        room = rooms.get(place.room_id or 0, "")
        where = [part for part in (new, room) if part]
        was = [part for part in (old, item.room) if part]
        lines.append(("moved", item.title.in_(lang), say("Place").in_(lang), ", ".join(was), ", ".join(where)))
    return lines
