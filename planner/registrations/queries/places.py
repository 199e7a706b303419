"""The line, and the rows that use cases write."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from planner.core.errors import NotFound
from planner.mail.models import PostedLetter
from planner.meetings.models import Meeting
from planner.network.models import Cluster, Room
from planner.network.rules import ClusterStatus, RoomKind
from planner.registrations.models import Needs, Part, Party, Registration
from planner.registrations.rules import PartKind, RegistrationStatus

CONFIRMED, OFFERED, WAITING = RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED, RegistrationStatus.WAITING
COMING = (CONFIRMED, OFFERED, WAITING)


def those_waiting(db: Session, meeting_id: int) -> Sequence[Registration]:
    """The waiting list in its order, with the days of each."""
    return _rows(db, Registration.meeting_id == meeting_id, Registration.status == WAITING)


def those_coming(db: Session, meeting_id: int) -> Sequence[Registration]:
    """All who are registered or wait, with their days: first the registered."""
    wanted = Registration.status.in_(COMING)
    return _rows(db, Registration.meeting_id == meeting_id, wanted)


def _rows(db: Session, *conditions: ColumnElement[bool]) -> Sequence[Registration]:
    return db.scalars(
        select(Registration)
        .where(*conditions)
        .order_by(Registration.status, Registration.place_in_line, Registration.id)
        .options(selectinload(Registration.parts))
    ).all()


def meeting_of(db: Session, registration_id: int) -> int:
    """The gathering of a registration; NotFound if there is none."""
    found = db.scalar(select(Registration.meeting_id).where(Registration.id == registration_id))
    if found is None:
        raise NotFound
    return found


def row_of(db: Session, registration_id: int) -> Registration:
    """The row with its days, as it stands now: read it after the lock, not before. NotFound if there is none."""
    rows = _rows(db, Registration.id == registration_id)
    if not rows:
        raise NotFound
    return rows[0]


def rows_of(db: Session, registration_ids: Collection[int]) -> Sequence[Registration]:
    """These rows, with their parts, in the order they were made."""
    return db.scalars(
        select(Registration)
        .where(Registration.id.in_(registration_ids))
        .order_by(Registration.id)
        .options(selectinload(Registration.parts))
    ).all()


def row_by_email(db: Session, meeting_id: int, email: str) -> Registration | None:
    """The registration of an address (in small letters) at a gathering, whatever its status."""
    rows = _rows(db, Registration.meeting_id == meeting_id, Registration.email == email)
    return rows[0] if rows else None


def rows_known(
    db: Session, meeting_id: int, emails: Collection[str], form_key: str
) -> Sequence[tuple[Registration, Party]]:
    """Who is registered under these addresses (in small letters), or was by this very form, whatever their status.

    With each the party they came in. Their parts are not loaded.
    """
    return db.execute(
        select(Registration, Party)
        .join(Party, Party.id == Registration.party_id)
        .where(
            Registration.meeting_id == meeting_id,
            or_(Registration.email.in_(emails), Party.form_key == form_key),
        )
        .order_by(Registration.id)
    ).all()


def rows_of_party(db: Session, party_id: int) -> Sequence[Registration]:
    """Everybody of a party, with their parts, in the order they were named."""
    return db.scalars(
        select(Registration)
        .where(Registration.party_id == party_id)
        .order_by(Registration.id)
        .options(selectinload(Registration.parts))
    ).all()


def place_column() -> ColumnElement[int | None]:
    """The place in line of each row of Registration: 1 for the first; None for those who do not wait."""
    other = aliased(Registration)
    ahead = (
        select(func.count())
        .where(
            other.meeting_id == Registration.meeting_id,
            other.status == WAITING,
            other.place_in_line <= Registration.place_in_line,
        )
        .correlate(Registration)
        .scalar_subquery()
    )
    return case((Registration.status == WAITING, ahead))


def place_in(db: Session, registration: Registration) -> int | None:
    """1 for the first in line; None for those who do not wait."""
    return db.execute(select(place_column()).where(Registration.id == registration.id)).scalar_one()


def places_in_line(db: Session, meeting_id: int) -> dict[int, int]:
    """Where each of those who wait stands in the line, from 1. One statement."""
    rows = db.execute(
        select(Registration.id, place_column()).where(
            Registration.meeting_id == meeting_id, Registration.status == WAITING
        )
    )
    return {row[0]: row[1] or 0 for row in rows}


def bookers_of(db: Session, meeting_id: int) -> dict[int, str]:
    """Who registered each party, by name. One statement."""
    rows = db.execute(select(Party.id, Party.booker_name).where(Party.meeting_id == meeting_id))
    return {row.id: row.booker_name for row in rows}


def day_parts(db: Session, meeting_id: int) -> Sequence[Part]:
    """The parts that are the gathering's days, in order."""
    return db.scalars(
        select(Part).where(Part.meeting_id == meeting_id, Part.kind == PartKind.DAY).order_by(Part.held_on)
    ).all()


def needs_of(db: Session, registration_id: int) -> Needs | None:
    """What a registered person needs to eat and take part; None when nothing was said, or it is erased."""
    return db.get(Needs, registration_id)


def meeting_of_party(db: Session, party_id: int) -> int:
    """The gathering that a party comes to. NotFound if there is no such party."""
    found = db.scalar(select(Party.meeting_id).where(Party.id == party_id))
    if found is None:
        raise NotFound
    return found


def party_row(db: Session, party_id: int) -> Party:
    """The row of a party. NotFound if there is none."""
    row = db.get(Party, party_id)
    if row is None:
        raise NotFound
    return row


def lapsed_offers(db: Session, meeting_id: int, now: datetime) -> Sequence[Registration]:
    """Whose time to take the offered place has run out, the first in line first; with their parts."""
    return _rows(
        db, Registration.meeting_id == meeting_id, Registration.status == OFFERED, Registration.offered_until <= now
    )


def groups_together(db: Session, meeting_id: int) -> frozenset[int]:
    """Parties of a gathering that come together or not at all."""
    return frozenset(db.scalars(select(Party.id).where(Party.meeting_id == meeting_id, Party.together)))


def clusters_there_are(db: Session) -> frozenset[int]:
    """Every cluster, dormant ones too."""
    return frozenset(db.scalars(select(Cluster.id)))


def clusters_to_come_from(db: Session) -> frozenset[int]:
    """Clusters that people can say they come from: active ones, and those that are forming."""
    return frozenset(db.scalars(select(Cluster.id).where(Cluster.status != ClusterStatus.DORMANT)))


def letter_since(db: Session, kind: str, meeting_id: int, recipient: str, since: datetime) -> bool:
    """Whether such a letter was posted to this address at `since` or later."""
    return recipient in recipients_since(db, kind, meeting_id, since)


def recipients_since(db: Session, kind: str, meeting_id: int, since: datetime) -> frozenset[str]:
    """The addresses that such letters about a gathering were posted to, at `since` or later."""
    return frozenset(
        db.scalars(
            select(PostedLetter.recipient).where(
                PostedLetter.kind == kind,
                PostedLetter.meeting_id == meeting_id,
                PostedLetter.posted_at >= since,
            )
        )
    )


def online_link_of(db: Session, meeting_id: int) -> str:
    """Where those who take part online meet; empty when the venue has no such room."""
    return (
        db.scalar(
            select(Room.online_link)
            .join(Meeting, Meeting.venue_id == Room.venue_id)
            .where(Meeting.id == meeting_id, Room.kind == RoomKind.ONLINE, Room.online_link != "")
            .order_by(Room.position, Room.id)
            .limit(1)
        )
        or ""
    )
