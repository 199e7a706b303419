"""What was mailed, and whose it is: also for those who read what people answer by their calendars."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.core.language import Lang
from planner.entries.models import ItemEntryWish, MailedEntry
from planner.entries.rules import EntryState, Mailed
from planner.registrations.models import Registration


@dataclass(frozen=True)
class EntryByUid:
    """A mailed calendar entry, and whose it is."""

    uid: str
    meeting_id: int
    item_uid: str | None
    """None: the entry is of the whole gathering."""
    address: str
    """The one ATTENDEE, in small letters."""
    state: EntryState
    sequence: int
    """Of the last letter about it: an answer to an older one speaks of what no longer holds (RFC 5546 2.1.5)."""
    registration_id: int | None
    """None for a speaker's item, and for an entry of the gathering whose seat a colleague has now."""
    person_id: int | None
    """Of a speaker's item."""

    @property
    def is_held(self) -> bool:
        return self.state is EntryState.HELD


def entry_by_uid(db: Session, uid: str) -> EntryByUid | None:
    """The entry that was mailed under this UID, with or without its host; None if there is none. One statement."""
    row = db.execute(
        select(
            MailedEntry.uid, MailedEntry.meeting_id, MailedEntry.item_uid, MailedEntry.address, MailedEntry.state,
            MailedEntry.sequence, func.coalesce(MailedEntry.registration_id, Registration.id).label("registration_id"),
            MailedEntry.person_id,
        )
        .outerjoin(Registration, Registration.uid == MailedEntry.uid)
        .where(MailedEntry.uid == uid.partition("@")[0])
    ).one_or_none()  # fmt: skip
    return EntryByUid(*row) if row is not None else None


def mailed_of(db: Session, meeting_id: int) -> tuple[Mailed, ...]:
    """Everything that was mailed of a gathering's entries, in the order it first was. One statement."""
    rows = db.scalars(
        select(MailedEntry)
        .where(MailedEntry.meeting_id == meeting_id)
        .order_by(MailedEntry.first_mailed_at, MailedEntry.uid)
        .execution_options(populate_existing=True)
    )
    return tuple(_mailed(row) for row in rows)


def items_held_by(db: Session, registration_id: int) -> tuple[Mailed, ...]:
    """The entries of items that an attendee holds. One statement."""
    rows = db.scalars(
        select(MailedEntry)
        .where(MailedEntry.registration_id == registration_id, MailedEntry.state == EntryState.HELD)
        .order_by(MailedEntry.uid)
    )
    return tuple(_mailed(row) for row in rows)


def _mailed(row: MailedEntry) -> Mailed:
    lang: Lang = "en" if row.lang == "en" else "sv"
    return Mailed(
        uid=row.uid,
        address=row.address,
        lang=lang,
        state=row.state,
        sequence=row.sequence,
        told=row.told,
        mailed_at=row.mailed_at,
        first_mailed_at=row.first_mailed_at,
        item_uid=row.item_uid,
        registration_id=row.registration_id,
        person_id=row.person_id,
    )


def wants_entries(db: Session, registration_id: int) -> bool:
    """Whether somebody wants entries of what they chose by mail. One statement."""
    return db.get(ItemEntryWish, registration_id) is not None


def are_wanted(db: Session, meeting_id: int) -> bool:
    """Whether anybody at a gathering wants entries of items. One statement."""
    found = db.scalar(
        select(ItemEntryWish.registration_id)
        .join(Registration, Registration.id == ItemEntryWish.registration_id)
        .where(Registration.meeting_id == meeting_id)
        .limit(1)
    )
    return found is not None
