"""Who had a seat before whoever has it now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.registrations.models import Handover, Registration


@dataclass(frozen=True)
class Predecessor:
    """Somebody who gave their seat to a colleague. They came from where the seat is."""

    registration_id: int
    handed_at: datetime
    name: str
    email: str
    cluster_id: int | None
    organisation: str


def predecessors_of(db: Session, registration_ids: Collection[int | None]) -> tuple[Predecessor, ...]:
    """Of these seats, in the order they were handed on. One statement."""
    rows = db.execute(
        select(
            Registration.id, Handover.handed_at, Handover.from_name, Handover.from_email, Registration.cluster_id,
            Registration.organisation,
        )
        .join(Registration, Registration.id == Handover.registration_id)
        .where(Handover.registration_id.in_(registration_ids))
        .order_by(Handover.handed_at, Handover.id)
    )  # fmt: skip
    return tuple(Predecessor(*row) for row in rows)
