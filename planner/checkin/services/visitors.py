"""Those who come unannounced: written down at the door, counted like everybody else."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from planner.checkin.models import Tick, Visitor, VisitorPart
from planner.checkin.permissions import may_check_in, may_keep_door
from planner.checkin.queries.roll import is_on_list, parts_of
from planner.checkin.rules import TickState, TickWay
from planner.checkin.services.ticking import check_door
from planner.core.actor import require
from planner.core.errors import Invalid, NotFound
from planner.core.language import say
from planner.core.timespan import local
from planner.core.work import Work
from planner.mail.letter import one_line
from planner.registrations.queries.places import clusters_there_are
from planner.registrations.services.seating import enter_by_slug

MOST_VISITORS = 1000


@dataclass(frozen=True)
class NewVisitor:
    """What somebody says who came unannounced."""

    name: str
    email: str
    cluster_id: int | None
    organisation: str
    days: frozenset[date]
    is_another: bool = False
    """Somebody else than who has this name on the list."""


def welcome(work: Work, slug: str, visitor: NewVisitor, form_key: str) -> str:
    """Write somebody down, there from this day on, on each of their days; gives their name. Sent twice: once.

    Days to come are days on which they are expected. Raises Invalid by field.
    """
    gate = enter_by_slug(work, slug)
    require(may_check_in(work.actor, gate.meeting_id), work.actor)
    check_door(work, gate)
    if work.db.scalar(select(Visitor.id).where(Visitor.form_key == form_key)) is not None:
        return visitor.name
    days = [part for part in parts_of(work.db, gate.meeting_id) if part.is_day and part.held_on in visitor.days]
    _check(work, visitor, known_days={part.held_on for part in days}, meeting_id=gate.meeting_id)
    row = Visitor(
        meeting_id=gate.meeting_id,
        form_key=form_key,
        name=one_line(visitor.name, 200),
        email=visitor.email.strip().lower(),
        cluster_id=visitor.cluster_id,
        organisation="" if visitor.cluster_id is not None else one_line(visitor.organisation, 200),
        came_at=work.now,
        noted_by=work.actor.name,
    )
    work.db.add(row)
    work.db.flush()
    today = local(work.now, gate.zone).date()
    for part in days:
        work.db.add(VisitorPart(visitor_id=row.id, part_id=part.part_id))
        if part.held_on <= today:
            work.db.add(_tick(work, row, part.part_id))
    work.db.flush()
    return row.name


def remove_visitor(work: Work, slug: str, visitor_id: int) -> None:
    """Take away somebody who was written down by mistake, or wants to be; what was ticked of them goes too."""
    require(may_keep_door(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    gone = work.db.scalar(select(Visitor.id).where(Visitor.id == visitor_id, Visitor.meeting_id == gate.meeting_id))
    if gone is None:
        raise NotFound
    work.db.execute(delete(Visitor).where(Visitor.id == visitor_id))


def _check(work: Work, visitor: NewVisitor, *, known_days: Collection[date], meeting_id: int) -> None:
    wrong = {}
    if not visitor.name.strip():
        wrong["name"] = say("This needs an answer.")
    elif not visitor.is_another and is_on_list(work.db, meeting_id, one_line(visitor.name, 200)):
        wrong["is_another"] = say("%(name)s is on the list already. Look there first.", name=visitor.name.strip())
    if visitor.cluster_id is not None and visitor.cluster_id not in clusters_there_are(work.db):
        wrong["cluster"] = say("Choose one of the options.")
    if not known_days:
        wrong["days"] = say("Choose at least one day.")
    if wrong:
        raise Invalid(wrong)
    here = work.db.scalars(select(Visitor.id).where(Visitor.meeting_id == meeting_id).limit(MOST_VISITORS)).all()
    if len(here) >= MOST_VISITORS:
        raise Invalid({"name": say("More people than can have come are on the list already.")})


def _tick(work: Work, row: Visitor, part_id: int) -> Tick:
    return Tick(
        meeting_id=row.meeting_id,
        key=secrets.token_hex(16),
        part_id=part_id,
        visitor_id=row.id,
        state=TickState.PRESENT,
        way=TickWay.PHONE,
        ticked_at=work.now,
        received_at=work.now,
        ticked_by=work.actor.name,
    )
