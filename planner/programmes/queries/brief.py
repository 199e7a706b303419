"""Many published gatherings at once, without what is on their agendas."""

from datetime import date
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.meetings.models import Meeting
from planner.meetings.rules import Status
from planner.programmes.models import ProgrammeRow
from planner.programmes.snapshot import Programme, brief_from_json


def newest_in_brief(db: Session, since: date) -> tuple[tuple[Programme, Status], ...]:
    """Each gathering's newest programme without its entries, and where the lead has put it; by first day.

    Those whose last day is before `since` are left out. One statement.
    """
    newest = select(func.max(ProgrammeRow.id)).group_by(ProgrammeRow.meeting_id)
    rows = db.execute(
        select(ProgrammeRow.snapshot, Meeting.status)
        .join(Meeting, Meeting.id == ProgrammeRow.meeting_id)
        .where(ProgrammeRow.id.in_(newest), ProgrammeRow.last_day >= since)
        .order_by(ProgrammeRow.first_day, ProgrammeRow.id)
    )
    return tuple((_decoded(text), status) for text, status in rows)


@lru_cache(maxsize=512)
def _decoded(text: str) -> Programme:
    return brief_from_json(text)
