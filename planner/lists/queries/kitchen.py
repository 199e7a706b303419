"""What the kitchen must know: numbers, no names."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from planner.meetings.rules import Mode
from planner.registrations.models import Erasure, Needs, Part, Registration, RegistrationPart
from planner.registrations.rules import PartKind, RegistrationStatus, diets_by_kind


@dataclass(frozen=True)
class KitchenDay:
    """What the kitchen must know for one day: numbers, no names."""

    held_on: date
    eating: int
    """Everybody on site."""
    diets: tuple[tuple[str, int], ...]

    @property
    def plain(self) -> int:
        """Those who eat what is served."""
        return self.eating - sum(n for _, n in self.diets)


@dataclass(frozen=True)
class ErasureLine:
    erased: int
    erased_at: datetime


@dataclass(frozen=True)
class NeedsList:
    days: tuple[KitchenDay, ...]
    access: tuple[tuple[str, int], ...]
    erasures: tuple[ErasureLine, ...]


def needs_list(db: Session, meeting_id: int) -> NeedsList:
    """Diets by day and accessibility needs of those who are registered on site. Three statements."""
    rows = db.execute(
        select(Part.held_on, Registration.id, Needs.diet, Needs.access)
        .select_from(Part)
        .join(RegistrationPart, and_(RegistrationPart.part_id == Part.id, RegistrationPart.mode == Mode.ON_SITE))
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .outerjoin(Needs, Needs.registration_id == Registration.id)
        .where(
            Part.meeting_id == meeting_id,
            Part.kind == PartKind.DAY,
            Registration.status == RegistrationStatus.CONFIRMED,
        )
        .order_by(Part.held_on, Registration.id)
    ).all()
    by_day: dict[date, list[str]] = {}
    for row in rows:
        by_day.setdefault(row.held_on, []).append(row.diet or "")
    erasures = db.execute(
        select(Erasure.erased, Erasure.erased_at)
        .where(Erasure.meeting_id == meeting_id, Erasure.what == "needs")
        .order_by(Erasure.id)
    )
    return NeedsList(
        days=tuple(KitchenDay(day, len(diets), diets_by_kind(diets)) for day, diets in by_day.items()),
        access=diets_by_kind(_access_of(db, meeting_id)),
        erasures=tuple(ErasureLine(row.erased, row.erased_at) for row in erasures),
    )


def _access_of(db: Session, meeting_id: int) -> list[str]:
    return list(
        db.scalars(
            select(Needs.access)
            .join(Registration, Registration.id == Needs.registration_id)
            .where(Registration.meeting_id == meeting_id, Registration.status == RegistrationStatus.CONFIRMED)
            .order_by(Registration.id)
        )
    )
