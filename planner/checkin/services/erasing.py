"""Forgetting people at the door: with their registration, and on the gathering's date."""

from sqlalchemy import delete, func, select, update

from planner.checkin.models import Door, Tick, Visitor
from planner.checkin.queries.attendance import attendance_of
from planner.checkin.queries.doors import meetings_to_forget
from planner.checkin.queries.roll import NEWEST_FIRST
from planner.core.actor import require
from planner.core.tokens import new_salt
from planner.core.work import Work
from planner.registrations.permissions import may_erase
from planner.registrations.rules.keeping import NOBODY, Kind
from planner.registrations.services.erasing import keep, log

ATTENDANCE = "attendance"
"""What numbers are kept of: how many were there at each part; label `<part> present|visitors`."""


def forget_names(work: Work, registration_id: int) -> None:
    """Of somebody who is erased only whether they were there stays: a number. How it came about, and by whom, goes."""
    newest = (
        select(Tick.id, func.row_number().over(partition_by=Tick.part_id, order_by=NEWEST_FIRST).label("rank"))
        .where(Tick.registration_id == registration_id)
        .subquery()
    )
    older = select(newest.c.id).where(newest.c.rank > 1)
    work.db.execute(delete(Tick).where(Tick.id.in_(older)))
    work.db.execute(update(Tick).where(Tick.registration_id == registration_id).values(ticked_by=""))


def erase_visitors(work: Work) -> int:
    """Make those nameless who came unannounced or helped, where people are due to be erased; gives how many came.

    For a daily schedule. How many were there at which part is noted, and stays in the rows as well.
    """
    require(may_erase(work.actor), work.actor)
    erased = 0
    for meeting_id in meetings_to_forget(work.db, work.now):
        _keep_numbers(work, meeting_id)
        here = Visitor.meeting_id == meeting_id
        named = len(work.db.scalars(select(Visitor.id).where(here, Visitor.name != NOBODY)).all())
        work.db.execute(update(Visitor).where(here).values(name=NOBODY, email="", organisation="", noted_by=""))
        work.db.execute(update(Tick).where(Tick.meeting_id == meeting_id).values(ticked_by=""))
        for door in work.db.scalars(select(Door).where(Door.meeting_id == meeting_id)):
            # The old link leads nowhere.
            door.name, door.made_by, door.salt = NOBODY, "", new_salt()
            door.token_hash = work.site.keys.token_hash("gone", door.salt)
            door.revoked_at = door.revoked_at or work.now
        log(work, meeting_id, Kind.PEOPLE, named)
        erased += named
    work.db.flush()
    return erased


def _keep_numbers(work: Work, meeting_id: int) -> None:
    found = attendance_of(work.db, meeting_id)
    numbers = {}
    for line in found.parts if found.is_noted else ():
        numbers[line.part.held_on, f"{line.part.part_id} present"] = line.present
        numbers[line.part.held_on, f"{line.part.part_id} visitors"] = line.visitors
    keep(work, meeting_id, ATTENDANCE, numbers, anew=True)
