"""How many come, by day and by how they take part."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.orm import Session

from planner.meetings.rules import Mode
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.rules import PartKind, RegistrationStatus

_COMING = (RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED, RegistrationStatus.WAITING)


@dataclass(frozen=True)
class DayCount:
    """Confirmed people on one day."""

    held_on: date
    on_site: int
    online: int


@dataclass(frozen=True)
class HeadCount:
    """How many come. People, not days: somebody on site on any day counts there."""

    on_site: int
    online: int
    waiting: int
    cancelled: int
    without_day: int
    """Registered or waiting, but all their days were taken out of the gathering since."""
    days: tuple[DayCount, ...]


def head_count(db: Session, meeting_id: int) -> HeadCount:
    """Two statements."""
    any_day = exists().where(RegistrationPart.registration_id == Registration.id).correlate(Registration)
    each = (
        select(
            Registration.status,
            case((any_day.where(RegistrationPart.mode == Mode.ON_SITE), 1), else_=0).label("on_site"),
            case((any_day, 1), else_=0).label("any_day"),
        )
        .where(Registration.meeting_id == meeting_id)
        .subquery()
    )
    kinds = (each.c.status, each.c.on_site, each.c.any_day)
    groups = db.execute(select(*kinds, func.count()).group_by(*kinds)).all()

    def number(status: RegistrationStatus, *, site: bool | None = None, day: bool | None = None) -> int:
        fitting = (g for g in groups if g[0] == status and site in (None, bool(g[1])) and day in (None, bool(g[2])))
        return sum(g[3] for g in fitting)

    return HeadCount(
        on_site=number(RegistrationStatus.CONFIRMED, site=True),
        online=number(RegistrationStatus.CONFIRMED, site=False, day=True),
        waiting=number(RegistrationStatus.WAITING),
        cancelled=number(RegistrationStatus.CANCELLED),
        without_day=sum(number(status, day=False) for status in _COMING),
        days=_day_counts(db, meeting_id),
    )


def _day_counts(db: Session, meeting_id: int) -> tuple[DayCount, ...]:
    rows = db.execute(
        select(Part.held_on, RegistrationPart.mode, func.count(Registration.id))
        .outerjoin(RegistrationPart, RegistrationPart.part_id == Part.id)
        .outerjoin(
            Registration,
            and_(
                Registration.id == RegistrationPart.registration_id,
                Registration.status == RegistrationStatus.CONFIRMED,
            ),
        )
        .where(Part.meeting_id == meeting_id, Part.kind == PartKind.DAY)
        .group_by(Part.held_on, RegistrationPart.mode)
        .order_by(Part.held_on)
    ).all()

    def number(day: date, mode: Mode) -> int:
        return sum(n for held_on, m, n in rows if held_on == day and m == mode)

    days = dict.fromkeys(row.held_on for row in rows)
    return tuple(DayCount(day, number(day, Mode.ON_SITE), number(day, Mode.ONLINE)) for day in days)
