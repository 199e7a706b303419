"""Which state of the shared calendar is the newest."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from planner.activities.models import CalendarVersion


@dataclass(frozen=True, slots=True)
class Stamp:
    """What all of the calendar's output depends on beside the day it is read."""

    number: int
    changed_at: datetime

    @property
    def version(self) -> str:
        # The instant too: a database that is made anew counts from one again, and old bytes may still be kept.
        return f"{self.number}.{self.changed_at.timestamp():.0f}"


NEVER = Stamp(0, datetime(2000, 1, 1, tzinfo=UTC))
# Tables, not entities: without the mapper in between, the one statement of an answer that is kept costs a third.
_row = CalendarVersion.__table__.c
_stamp = select(_row.number, _row.changed_at)


def calendar_stamp(db: Session | Connection) -> Stamp:
    """The calendar's stamp. One statement, a single row: every poll sends it."""
    row = db.execute(_stamp).first()
    return Stamp(*tuple(row)) if row is not None else NEVER
