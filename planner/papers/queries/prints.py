"""Prints as values, and what every document is made of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.errors import NotFound
from planner.meetings.models import Meeting
from planner.papers.models import PrintJob
from planner.papers.rules import Job, Wanted


@dataclass(frozen=True)
class Made:
    """What a document is printed from: a frozen value that can be pickled, and the name of its state."""

    version: str
    """Letters, digits and dots, at most 60. The same version gives the same bytes."""
    value: object


def jobs_of(db: Session, meeting_id: int) -> dict[tuple[str, str], Job]:
    """The last print of each document and language of a gathering. One statement."""
    rows = db.execute(_with_slug.where(PrintJob.meeting_id == meeting_id)).all()
    return {(job.document, job.lang): _job(job, slug) for job, slug in rows}


def job_of(db: Session, job_id: int) -> Job:
    """A print; NotFound if there is none. One statement."""
    row = db.execute(_with_slug.where(PrintJob.id == job_id)).one_or_none()
    if row is None:
        raise NotFound
    return _job(*row)


def kept_before(db: Session, documents: Collection[str], asked_before: datetime) -> tuple[Job, ...]:
    """Prints of these documents whose bytes are kept and were asked for before an instant. One statement."""
    rows = db.execute(
        _with_slug.where(PrintJob.document.in_(documents), PrintJob.kept_as != "", PrintJob.asked_at < asked_before)
    )
    return tuple(_job(job, slug) for job, slug in rows)


_with_slug = select(PrintJob, Meeting.slug).join(Meeting, Meeting.id == PrintJob.meeting_id)


def _job(row: PrintJob, slug: str) -> Job:
    return Job(
        job_id=row.id,
        wanted=Wanted(row.meeting_id, row.document, "en" if row.lang == "en" else "sv", row.version),
        slug=slug,
        run=row.run,
        state=row.state,
        done=row.done,
        of_all=row.of_all,
        pages=row.pages,
        trouble=row.trouble,
        asked_at=row.asked_at,
        kept_as=row.kept_as,
    )
