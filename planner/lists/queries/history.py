"""What has happened to one registration: whose it was, how it moved in line, which letters left."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.errors import NotFound
from planner.lists.queries.people import PersonRow, Wanted, people
from planner.mail.models import PostedLetter
from planner.registrations.models import Handover, LineMove, Party, Registration


@dataclass(frozen=True)
class Event:
    """Something that happened, and the words of it that people wrote."""

    at: datetime
    kind: Literal["handed", "moved", "letter"]
    by: str
    before: str
    after: str
    note: str
    letter_id: int | None = None


@dataclass(frozen=True)
class Person:
    """Everything of one registration but diet and needs."""

    row: PersonRow
    booker_name: str
    booker_email: str
    changed_at: datetime
    history: tuple[Event, ...]
    """The latest first."""


def person_of(db: Session, meeting_id: int, registration_id: int) -> Person:
    """One person. NotFound if the gathering has none of this number. Six statements."""
    wanted = Wanted(ids=frozenset({registration_id}), with_cancelled=True)
    rows = people(db, meeting_id, wanted, clusters=None).rows
    if not rows:
        raise NotFound
    booker = db.execute(
        select(Party.booker_name, Party.booker_email, Registration.changed_at)
        .join(Registration, Registration.party_id == Party.id)
        .where(Registration.id == registration_id)
    ).one()
    happened = (
        *_handovers(db, registration_id), *_moves(db, registration_id), *_letters(db, meeting_id, rows[0].email),
    )  # fmt: skip
    history = tuple(sorted(happened, key=lambda event: (event.at, event.letter_id or 0), reverse=True))
    return Person(rows[0], booker.booker_name, booker.booker_email, booker.changed_at, history)


def salt_of(db: Session, registration_id: int) -> str:
    """Of the private link, to read what its owner would read. NotFound if there is no such registration."""
    salt = db.scalar(select(Registration.salt).where(Registration.id == registration_id))
    if salt is None:
        raise NotFound
    return salt


def _handovers(db: Session, registration_id: int) -> tuple[Event, ...]:
    rows = db.scalars(select(Handover).where(Handover.registration_id == registration_id))
    return tuple(Event(row.handed_at, "handed", row.handed_by, row.from_name, row.to_name, "") for row in rows)


def _moves(db: Session, registration_id: int) -> tuple[Event, ...]:
    rows = db.scalars(select(LineMove).where(LineMove.registration_id == registration_id))
    return tuple(
        Event(row.moved_at, "moved", row.moved_by, str(row.from_place), str(row.to_place), row.reason) for row in rows
    )


def _letters(db: Session, meeting_id: int, email: str) -> tuple[Event, ...]:
    rows = db.execute(
        select(PostedLetter.id, PostedLetter.posted_at, PostedLetter.subject, PostedLetter.state).where(
            PostedLetter.recipient == email, PostedLetter.meeting_id == meeting_id
        )
    )
    return tuple(Event(row.posted_at, "letter", "", "", row.state.value, row.subject, row.id) for row in rows)
