"""Sends what brings mailed entries up to date: some at a time, to nobody twice."""

from sqlalchemy import delete

from planner.core.actor import require
from planner.core.work import Work
from planner.entries import letters
from planner.entries.letters import Scene
from planner.entries.models import ItemEntryWish
from planner.entries.queries.mailed import items_held_by
from planner.entries.rules import items_to_come
from planner.entries.services.planning import MendingPlan, cancelling, plan_mending
from planner.mail.letter import Letter
from planner.mail.services import post_all
from planner.meetings.permissions import may_plan
from planner.meetings.queries import Gate, gate_by_id
from planner.programmes.queries import newest
from planner.programmes.snapshot import Programme
from planner.registrations.services.holding import note_sequences
from planner.registrations.services.seating import enter

BATCH = 200
"""So many letters are written in one transaction: what a crash interrupts is little, and nobody waits long."""


def mend_some(work: Work, meeting_id: int, *, most: int = BATCH) -> bool:
    """Send the next letters, `most` of them, to those whose entries are not as they should be; True while there are
    more to send.

    Bears repetition: what a letter told is noted as it is posted, so nobody gets another that tells the same.
    """
    require(work.actor.is_system, work.actor)
    # Locked: two workers would find the same entries amiss, and registrations send letters about them too.
    gate = enter(work, meeting_id)
    programme = newest(work.db, meeting_id)
    if programme is None:
        return False
    plan = plan_mending(work, gate, programme)
    gathering = _gathering_letters(plan)[:most]
    items = [letters.of_item(plan.scene, told) for told in plan.items[: most - len(gathering)]]
    post_all(work, [*gathering, *items])
    note_sequences(work, {to.uid: to.sequence for to, _ in plan.guests[: len(gathering)]})
    return len(plan.guests) + len(plan.items) > most


def _gathering_letters(plan: MendingPlan) -> list[Letter]:
    if plan.on is None:
        return []
    written = (letters.of_gathering(plan.on, to, step) for to, step in plan.guests)
    return [letter for letter in written if letter is not None]


def count_reached(work: Work, gate: Gate, coming: Programme) -> int:
    """How many people would get a changed calendar entry by mail, were `coming` published now."""
    require(may_plan(work.actor), work.actor)
    return len(plan_mending(work, gate, coming).addresses)


def take_back(work: Work, meeting_id: int, registration_id: int) -> None:
    """Whoever had this seat holds no entries of items any more, and whoever has it next is asked anew.

    At once, not by an errand: the address may be erased before that runs. The use case below has asked whether it may.
    """
    work.db.execute(delete(ItemEntryWish).where(ItemEntryWish.registration_id == registration_id))
    held = items_held_by(work.db, registration_id)
    programme = newest(work.db, meeting_id) if held else None
    if programme is None:
        return
    to_come = items_to_come(programme.entries, work.now)
    told = [cancelling(work, each, to_come[each.item_uid]) for each in held if each.item_uid in to_come]
    scene = Scene(work.site, gate_by_id(work.db, meeting_id), programme)
    post_all(work, [letters.of_item(scene, each) for each in told])
