"""Links for those who help at the door."""

from sqlalchemy import select

from planner.checkin.models import Door
from planner.checkin.permissions import may_keep_door
from planner.checkin.rules import DOOR_PURPOSE
from planner.core.actor import require
from planner.core.errors import Invalid, NotFound
from planner.core.language import say
from planner.core.tokens import new_salt
from planner.core.work import Work
from planner.mail.letter import one_line
from planner.registrations.services.seating import enter_by_slug

MOST_DOORS = 50


def make_door(work: Work, slug: str, name: str) -> str:
    """A link for somebody who helps at the door; gives its token. Raises Invalid without a name, or for too many."""
    require(may_keep_door(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    if not name.strip():
        raise Invalid({"name": say("This needs an answer.")})
    working = work.db.scalars(select(Door.id).where(Door.meeting_id == gate.meeting_id, Door.revoked_at.is_(None)))
    if len(working.all()) >= MOST_DOORS:
        raise Invalid({"name": say("There are as many links as there may be. Take one back first.")})
    salt = new_salt()
    token = work.site.keys.token(DOOR_PURPOSE, salt)
    work.db.add(
        Door(
            meeting_id=gate.meeting_id,
            name=one_line(name, 100),
            salt=salt,
            token_hash=work.site.keys.token_hash(DOOR_PURPOSE, salt),
            made_at=work.now,
            made_by=work.actor.name,
        )
    )
    work.db.flush()
    return token


def revoke_door(work: Work, slug: str, door_id: int) -> None:
    """From now on the link leads nowhere. What was ticked with it stays. NotFound if there is none of this number."""
    require(may_keep_door(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    row = work.db.scalar(select(Door).where(Door.id == door_id, Door.meeting_id == gate.meeting_id))
    if row is None:
        raise NotFound
    row.revoked_at = row.revoked_at or work.now
    work.db.flush()
