"""What takes place already, for whoever looks for a free day."""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.activities.queries import happenings
from planner.activities.rules import EntryKind
from planner.core.language import Words
from planner.meetings.models import Meeting, MeetingDay
from planner.meetings.rules import Status
from planner.polls.rules import Around, RemarkKind

Source = Callable[[Session, date, date], Iterable[Around]]


def gatherings(db: Session, first: date, last: date) -> tuple[Around, ...]:
    """Gatherings of the network with a day from `first` to `last`, drafts too: planners see them. One statement."""
    rows = db.execute(
        select(Meeting.id, Meeting.title_sv, Meeting.title_en, Meeting.status, MeetingDay.held_on)
        .join(MeetingDay, MeetingDay.meeting_id == Meeting.id)
        .where(MeetingDay.held_on.between(first, last), Meeting.status != Status.CANCELLED)
        .order_by(MeetingDay.held_on, Meeting.id)
    )
    found: dict[int, Around] = {}
    for meeting_id, title_sv, title_en, status, held_on in rows:
        days = (*(found[meeting_id].days if meeting_id in found else ()), held_on)
        title = Words(title_sv, title_en)
        found[meeting_id] = Around(RemarkKind.GATHERING, title, days, is_draft=status is Status.DRAFT)
    return tuple(found.values())


def activities(db: Session, first: date, last: date) -> tuple[Around, ...]:
    """What clusters do on a day from `first` to `last`, also what waits for approval: planners see it."""
    return tuple(
        Around(RemarkKind.ACTIVITY, each.title, each.days, each.clusters)
        for each in happenings(db, first, last, with_hidden=True)
        if each.kind is EntryKind.ACTIVITY
    )


SOURCES: tuple[Source, ...] = (gatherings, activities)
"""Who is asked what takes place."""


def around(db: Session, first: date, last: date) -> tuple[Around, ...]:
    """Everything that takes place on some day from `first` to `last`. A fixed number of statements."""
    return tuple(each for source in SOURCES for each in source(db, first, last))
