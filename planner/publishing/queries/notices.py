"""Which versions people are told of, who has been, and what is scheduled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.mail.models import PostedLetter
from planner.programmes.models import ProgrammeRow
from planner.publishing.models import ChangeLetter, ChangeNotice, LetterWish, ScheduledPublication
from planner.publishing.rules import Publication, Scheduled
from planner.registrations.models import Registration
from planner.registrations.rules import RegistrationStatus


@dataclass(frozen=True)
class TellingOf:
    """How far the letters about a version have come."""

    letters: int
    is_done: bool


def lock_notice(db: Session, programme_id: int) -> ChangeNotice | None:
    """The notice of a version, held against others who would write the same letters; None when nobody is told."""
    return db.scalar(select(ChangeNotice).where(ChangeNotice.programme_id == programme_id).with_for_update())


def addresses_told(db: Session, programme_id: int) -> frozenset[str]:
    """Whom letters about this version were written to."""
    return frozenset(
        db.scalars(
            select(PostedLetter.recipient)
            .join(ChangeLetter, ChangeLetter.letter_id == PostedLetter.id)
            .where(ChangeLetter.programme_id == programme_id)
        )
    )


def tellings_of(db: Session, meeting_id: int) -> Mapping[int, TellingOf]:
    """For each version, by its number, that people are told of: how far that has come. One statement."""
    rows = db.execute(
        select(ProgrammeRow.number, ChangeNotice.finished_at, func.count(ChangeLetter.letter_id))
        .join(ChangeNotice, ChangeNotice.programme_id == ProgrammeRow.id)
        .outerjoin(ChangeLetter, ChangeLetter.programme_id == ProgrammeRow.id)
        .where(ProgrammeRow.meeting_id == meeting_id)
        .group_by(ProgrammeRow.number, ChangeNotice.finished_at)
    )
    return {number: TellingOf(letters, finished_at is not None) for number, finished_at, letters in rows}


def scheduled_row(db: Session, meeting_id: int, *, lock: bool = False) -> ScheduledPublication | None:
    """The publication to come, for a use case."""
    query = select(ScheduledPublication).where(ScheduledPublication.meeting_id == meeting_id)
    return db.scalar(query.with_for_update() if lock else query)


def scheduled_of(db: Session, meeting_id: int) -> Scheduled | None:
    """The publication to come, if one is scheduled. One statement."""
    row = scheduled_row(db, meeting_id)
    return scheduled_from(row) if row else None


def scheduled_from(row: ScheduledPublication) -> Scheduled:
    """A row as a value."""
    return Scheduled(
        meeting_id=row.meeting_id,
        publication=Publication(row.with_agenda, row.preliminary, row.quiet, row.note),
        due_at=row.due_at,
        seen_number=row.seen_number,
        scheduled_at=row.scheduled_at,
        scheduled_by=row.scheduled_by,
        account_id=row.account_id,
    )


@dataclass(frozen=True)
class WantedLetters:
    """Which letters about the programme somebody wants."""

    of_changes: bool = True
    on_the_day: bool = False


def wanted_letters(db: Session, registration_id: int) -> WantedLetters:
    """What somebody said of letters about the programme, or as is usual. One statement."""
    row = db.execute(
        select(LetterWish.of_changes, LetterWish.on_the_day).where(LetterWish.registration_id == registration_id)
    ).one_or_none()
    return WantedLetters(row.of_changes, row.on_the_day) if row else WantedLetters()


def registrations_written_to(db: Session, address: str, meeting_id: int | None) -> Sequence[int]:
    """Registrations that stand under this address (in small letters) at a gathering, or at any."""
    theirs = [Registration.email == address, Registration.status != RegistrationStatus.CANCELLED]
    if meeting_id is not None:
        theirs.append(Registration.meeting_id == meeting_id)
    return db.scalars(select(Registration.id).where(*theirs).order_by(Registration.id)).all()
