"""A seat goes to a colleague: whoever was there with it stays on the list, as somebody of their own."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, select, update

from planner.checkin.models import Tick, Visitor
from planner.checkin.queries.roll import states_in
from planner.checkin.queries.seats import Predecessor, predecessors_of
from planner.checkin.rules import Said, TickState, Who, ticked_at
from planner.core.work import Work


def keep_predecessor(work: Work, meeting_id: int, registration_id: int) -> None:
    """What was ticked of whoever had this seat until now stays theirs if they were there; else it goes.

    The use case below that gave it away has asked whether it may.
    """
    seat = Who("r", registration_id)
    was_there = any(
        who == seat and state is TickState.PRESENT for (who, _), state in states_in(work.db, meeting_id).items()
    )
    theirs = Tick.registration_id == registration_id
    if not was_there:
        work.db.execute(delete(Tick).where(theirs))
        return
    visitor_id = _row_of(work, meeting_id, predecessors_of(work.db, [registration_id])[-1])
    work.db.execute(update(Tick).where(theirs).values(registration_id=None, visitor_id=visitor_id))


def by_holder(work: Work, meeting_id: int, said: Sequence[Said]) -> list[Said]:
    """The same ticks, each of whoever had the seat when it was made: a phone's may come after the seat was handed on.

    One statement; two more for each predecessor who is on no list yet.
    """
    before = predecessors_of(work.db, {s.who.registration_id for s in said if s.at and s.who.registration_id})
    return [replace(each, who=_holder(work, meeting_id, each, before)) for each in said]


def _holder(work: Work, meeting_id: int, said: Said, before: Sequence[Predecessor]) -> Who:
    seat, at = said.who.registration_id, ticked_at(work.now, said.at)
    had_it = next((each for each in before if each.registration_id == seat and at < each.handed_at), None)
    return Who("v", _row_of(work, meeting_id, had_it)) if had_it else said.who


def _row_of(work: Work, meeting_id: int, predecessor: Predecessor) -> int:
    """Their row on the list; made now where there is none."""
    known = work.db.scalar(
        select(Visitor.id).where(Visitor.seat_id == predecessor.registration_id, Visitor.email == predecessor.email)
    )
    if known is not None:
        return known
    row = Visitor(
        meeting_id=meeting_id,
        form_key=secrets.token_hex(16),
        name=predecessor.name,
        email=predecessor.email,
        cluster_id=predecessor.cluster_id,
        organisation="" if predecessor.cluster_id is not None else predecessor.organisation,
        came_at=work.now,
        noted_by="",
        seat_id=predecessor.registration_id,
    )
    work.db.add(row)
    work.db.flush()
    return row.id
