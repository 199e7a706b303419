"""Links for those who help at the door: what a lead sees of them, and whom one lets in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from planner.checkin.models import Door, Tick, Visitor
from planner.core.actor import Actor
from planner.core.errors import NotFound
from planner.core.language import say
from planner.core.tokens import hash_token
from planner.meetings.models import Meeting
from planner.registrations.queries.privacy import due_among
from planner.registrations.rules.keeping import NOBODY


@dataclass(frozen=True)
class DoorLine:
    """A link, as the lead sees it."""

    door_id: int
    name: str
    salt: str
    made_at: datetime
    made_by: str
    is_revoked: bool


def doors_of(db: Session, meeting_id: int) -> tuple[DoorLine, ...]:
    """Those that work first, the newest first. One statement."""
    rows = db.scalars(
        select(Door)
        .where(Door.meeting_id == meeting_id)
        .order_by(func.coalesce(Door.revoked_at, Door.made_at) != Door.made_at, Door.id.desc())
    )
    return tuple(DoorLine(r.id, r.name, r.salt, r.made_at, r.made_by, r.revoked_at is not None) for r in rows)


def door_actor(db: Session, token: str) -> Actor:
    """Whom a door link names. Raises NotFound for one that was never made, or was taken back. One statement."""
    row = db.execute(
        select(Door.name, Door.meeting_id).where(Door.token_hash == hash_token(token), Door.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound(say("This link for the door does not work, or does so no more. Ask whoever gave it to you."))
    return Actor(name=row.name, door_meeting_id=row.meeting_id)


def meetings_to_forget(db: Session, now: datetime) -> tuple[int, ...]:
    """Gatherings whose people are due to be erased, where a visitor or a helper still has a name. One statement."""
    visitor = exists().where(Visitor.meeting_id == Meeting.id, Visitor.name != NOBODY)
    helper = exists().where(Door.meeting_id == Meeting.id, Door.name != NOBODY)
    by_name = exists().where(Tick.meeting_id == Meeting.id, Tick.ticked_by != "")
    return due_among(db, now, or_(visitor, helper, by_name))
