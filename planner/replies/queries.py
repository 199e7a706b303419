"""Whose an answer is, how far the mailbox is read, and what became of the mails in it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from planner.agenda.models import Item
from planner.core.language import Words
from planner.entries.models import MailedEntry
from planner.entries.rules import EntryState
from planner.mail.models import PostedLetter
from planner.meetings.models import Meeting, MeetingDay
from planner.meetings.rules import Status
from planner.network.models import Person
from planner.registrations.models import Registration
from planner.registrations.rules import RegistrationStatus
from planner.replies.models import CalendarReply, IncomingMail, ItemReply, Mailbox
from planner.replies.rules import CalendarAnswer, MailKind, Reason, ReplyState

PER_PAGE = 50


@dataclass(frozen=True)
class EntryByUid:
    """A mailed calendar entry, and whose it is."""

    registration_id: int
    address: str
    """The one ATTENDEE, in lower case."""
    sequence: int
    """Of the last letter about it."""


@dataclass(frozen=True)
class SentLetter:
    """A letter that somebody tells of."""

    letter_id: int
    recipient: str


@dataclass(frozen=True)
class Declined:
    """Somebody whose calendar has declined what they are still registered for."""

    registration_id: int
    name: str
    title: Words
    """Of the gathering."""
    answered_at: datetime


@dataclass(frozen=True)
class ItemAnswer:
    """What somebody's calendar answered last about the entry of an item that they chose."""

    title: Words
    answer: CalendarAnswer


@dataclass(frozen=True)
class IncomingLine:
    """A mail that was looked at."""

    read_at: datetime
    kind: MailKind
    reason: Reason | None
    registration_id: int | None
    name: str
    """Of the person whose registration it is about; empty when it is about none."""
    letter_id: int | None
    meeting: Words | None = None
    """Title of the gathering, where the mail is about no registration as a whole."""
    slug: str = ""
    person_id: int | None = None
    """Of somebody who gives the item that it is about; `name` is theirs."""
    item: Words | None = None


@dataclass(frozen=True)
class Reading:
    """How the last try to read a mailbox went."""

    tried_at: datetime
    read_at: datetime | None
    trouble: str

    @property
    def is_to_the_end(self) -> bool:
        """Whether all mails were read then; what trouble there was came after."""
        return self.read_at == self.tried_at


@dataclass(frozen=True)
class Incoming:
    """One page of what came back, newest first, and how many of each kind are on all pages."""

    reading: Reading | None
    """None: it has never been tried."""
    counts: tuple[tuple[MailKind, int], ...]
    """In the order of MailKind; kinds of which none came are left out."""
    lines: tuple[IncomingLine, ...]
    number: int
    pages: int


def own_uid(uid: str, host: str) -> str:
    """The part of a UID that is ours and random; empty when it does not end in `host`."""
    own, _, where = uid.rpartition("@")
    return own if where.lower() == host.lower() else ""


def entry_by_uid(db: Session, uid: str, host: str) -> EntryByUid | None:
    """The entry that was mailed under this UID, which ends in `host`; None if there is none. One statement."""
    own = own_uid(uid, host)
    row = db.execute(
        select(Registration.id, Registration.email, Registration.sequence).where(Registration.uid == own)
    ).one_or_none()
    return EntryByUid(*row) if row is not None else None


def letter_sent_as(db: Session, message_id: str) -> SentLetter | None:
    """The letter with this Message-ID, angle brackets and all; None if it is none of ours. One statement."""
    row = db.execute(
        select(PostedLetter.id, PostedLetter.recipient).where(PostedLetter.message_id == message_id)
    ).one_or_none()
    return SentLetter(*row) if row is not None else None


def answer_of(db: Session, registration_id: int) -> CalendarAnswer | None:
    """What this person's calendar answered last, if anything. One statement."""
    row = db.execute(
        select(
            CalendarReply.state, CalendarReply.answered_at, CalendarReply.sequence >= Registration.sequence
        )
        .join(Registration, Registration.id == CalendarReply.registration_id)
        .where(CalendarReply.registration_id == registration_id)
    ).one_or_none()  # fmt: skip
    return CalendarAnswer(row[0], row[1], bool(row[2])) if row is not None else None


def answers_about_items(db: Session, registration_id: int) -> tuple[ItemAnswer, ...]:
    """What this person's calendar answered about items that they chose. One statement."""
    rows = db.execute(
        select(
            Item.title_sv, Item.title_en, ItemReply.state, ItemReply.answered_at,
            ItemReply.sequence >= MailedEntry.sequence,
        )
        .join(MailedEntry, MailedEntry.uid == ItemReply.uid)
        .join(Item, Item.uid == MailedEntry.item_uid)
        .where(MailedEntry.registration_id == registration_id)
        .order_by(Item.title_sv, Item.id)
    )  # fmt: skip
    return tuple(ItemAnswer(Words(sv, en), CalendarAnswer(state, at, bool(holds))) for sv, en, state, at, holds in rows)


def incoming(db: Session, mailbox: str, page: int = 1) -> Incoming:
    """What came back of late; `page` counts from 1, and the last one is given for a later one. Three statements."""
    counted = dict(db.execute(select(IncomingMail.kind, func.count()).group_by(IncomingMail.kind)).all())
    pages = max(1, -(-sum(counted.values()) // PER_PAGE))
    number = min(page, pages)
    rows = db.execute(
        select(
            IncomingMail.read_at, IncomingMail.kind, IncomingMail.reason, IncomingMail.registration_id,
            func.coalesce(Registration.name, Person.name, ""), IncomingMail.letter_id,
            Meeting.title_sv, Meeting.title_en, Meeting.slug, MailedEntry.person_id, Item.title_sv, Item.title_en,
        )
        .outerjoin(Registration, Registration.id == IncomingMail.registration_id)
        .outerjoin(Meeting, Meeting.id == IncomingMail.meeting_id)
        .outerjoin(MailedEntry, MailedEntry.uid == IncomingMail.entry_uid)
        .outerjoin(Person, Person.id == MailedEntry.person_id)
        .outerjoin(Item, Item.uid == MailedEntry.item_uid)
        .order_by(IncomingMail.id.desc())
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )  # fmt: skip
    last = db.get(Mailbox, mailbox, populate_existing=True)
    return Incoming(
        reading=Reading(last.tried_at, last.read_at, last.trouble) if last else None,
        counts=tuple((kind, counted[kind]) for kind in MailKind if kind in counted),
        lines=tuple(_line(row) for row in rows),
        number=number,
        pages=pages,
    )


def _line(row: Any) -> IncomingLine:
    read_at, kind, reason, registration_id, name, letter_id, title_sv, title_en, slug, person_id, item_sv, item_en = row
    return IncomingLine(
        read_at,
        kind,
        reason,
        registration_id,
        name,
        letter_id,
        meeting=Words(title_sv, title_en) if title_sv else None,
        slug=slug or "",
        person_id=person_id,
        item=Words(item_sv, item_en) if item_sv else None,
    )


def declined_but_coming(db: Session, today: date) -> tuple[Declined, ...]:
    """Whose calendar says no and whose registration stands, of gatherings to come; the first answer first.

    One statement.
    """
    is_to_come = exists().where(MeetingDay.meeting_id == Meeting.id, MeetingDay.held_on >= today)
    rows = db.execute(
        select(Registration.id, Registration.name, Meeting.title_sv, Meeting.title_en, CalendarReply.answered_at)
        .join(CalendarReply, CalendarReply.registration_id == Registration.id)
        .join(Meeting, Meeting.id == Registration.meeting_id)
        .where(
            CalendarReply.state == ReplyState.DECLINED,
            CalendarReply.sequence >= Registration.sequence,
            Registration.status != RegistrationStatus.CANCELLED,
            Meeting.status != Status.CANCELLED,
            is_to_come,
        )
        .order_by(CalendarReply.answered_at, Registration.id)
    )
    return tuple(Declined(number, name, Words(sv, en), at) for number, name, sv, en, at in rows)


def items_declined(db: Session, meeting_id: int) -> dict[int, tuple[Words, ...]]:
    """Person → the items they give and whose entry their calendar has declined, as it stands now. One statement."""
    rows = db.execute(
        select(MailedEntry.person_id, Item.title_sv, Item.title_en)
        .join(ItemReply, ItemReply.uid == MailedEntry.uid)
        .join(Item, Item.uid == MailedEntry.item_uid)
        .where(
            MailedEntry.meeting_id == meeting_id,
            MailedEntry.person_id.is_not(None),
            MailedEntry.state == EntryState.HELD,
            ItemReply.state == ReplyState.DECLINED,
            ItemReply.sequence >= MailedEntry.sequence,
        )
        .order_by(Item.title_sv, Item.id)
    )
    found: dict[int, tuple[Words, ...]] = {}
    for person_id, sv, en in rows:
        if person_id is not None:
            found[person_id] = (*found.get(person_id, ()), Words(sv, en))
    return found
