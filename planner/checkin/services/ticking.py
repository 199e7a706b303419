"""Taking ticks: each arrives once, whichever way and in whatever order they come."""

from collections.abc import Collection, Sequence

from sqlalchemy import insert, select

from planner.checkin.models import Tick
from planner.checkin.permissions import may_check_in
from planner.checkin.queries.roll import roll_of
from planner.checkin.rules import MOST_TICKS_AT_ONCE, TICK_KEY, DoorState, Outcome, Said, Who, door_state, ticked_at
from planner.checkin.services.handing import by_holder
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.work import Work
from planner.meetings.queries import Gate
from planner.registrations.services.seating import enter_by_slug


def take_ticks(work: Work, slug: str, said: Sequence[Said]) -> tuple[Outcome, ...]:
    """Note what was ticked; gives what became of each, in their order. What had arrived before stays as it was.

    People who are not on the list (any more) and parts of other gatherings are refused, one by one. Ten statements at
    most, however many ticks; two more for each who had given up the seat when the tick arrived. Raises Invalid for
    more than MOST_TICKS_AT_ONCE, Conflict when the door is closed.
    """
    gate = enter_by_slug(work, slug)
    require(may_check_in(work.actor, gate.meeting_id), work.actor)
    check_door(work, gate)
    if len(said) > MOST_TICKS_AT_ONCE:
        raise Invalid({"ticks": say("That is more than can be sent at once.")})
    roll = roll_of(work.db, gate)
    on_list, parts = {person.who for person in roll.people}, {part.part_id for part in roll.parts}
    known = set(work.db.scalars(select(Tick.key).where(Tick.key.in_([each.key for each in said]))))
    outcomes = [_outcome(each, known, on_list, parts) for each in said]
    kept = [each for each, outcome in zip(said, outcomes, strict=True) if outcome is Outcome.KEPT]
    if kept:
        theirs = by_holder(work, gate.meeting_id, kept)
        work.db.execute(insert(Tick), [_row(work, gate, each) for each in theirs])
    return tuple(outcomes)


def _outcome(said: Said, known: set[str], on_list: Collection[Who], parts: Collection[int]) -> Outcome:
    """What becomes of one tick; its key is known from then on."""
    if said.key in known:
        return Outcome.KNOWN
    if said.who not in on_list or said.part_id not in parts or not TICK_KEY.fullmatch(said.key):
        return Outcome.REFUSED
    known.add(said.key)
    return Outcome.KEPT


def check_door(work: Work, gate: Gate) -> None:
    """Raises Conflict for a helper outside the gathering's days; leads come and go as they like."""
    if work.actor.door_meeting_id is None:
        return
    state = door_state([day.held_on for day in gate.days], gate.zone, work.now)
    if state is DoorState.EARLY:
        raise Conflict(say("The door is not open yet: the list can be ticked on the days of the gathering."))
    if state is DoorState.CLOSED:
        raise Conflict(say("The door is closed: the gathering is over."))


def _row(work: Work, gate: Gate, said: Said) -> dict[str, object]:
    return {
        "meeting_id": gate.meeting_id,
        "key": said.key,
        "part_id": said.part_id,
        "registration_id": said.who.registration_id,
        "visitor_id": said.who.visitor_id,
        "state": said.state,
        "way": said.way,
        "ticked_at": ticked_at(work.now, said.at),
        "received_at": work.now,
        "ticked_by": work.actor.name,
    }
