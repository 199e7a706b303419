"""Whose an answer is, how far the mailbox is read, and what became of the mails in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.mail.models import PostedLetter
from planner.registrations.models import Registration
from planner.replies.models import CalendarReply, IncomingMail, Mailbox
from planner.replies.rules import CalendarAnswer, MailKind, Reason

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
class IncomingLine:
    """A mail that was looked at."""

    read_at: datetime
    kind: MailKind
    reason: Reason | None
    registration_id: int | None
    name: str
    """Of the person whose registration it is about; empty when it is about none."""
    letter_id: int | None


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


def incoming(db: Session, mailbox: str, page: int = 1) -> Incoming:
    """What came back of late; `page` counts from 1, and the last one is given for a later one. Three statements."""
    counted = dict(db.execute(select(IncomingMail.kind, func.count()).group_by(IncomingMail.kind)).all())
    pages = max(1, -(-sum(counted.values()) // PER_PAGE))
    number = min(page, pages)
    rows = db.execute(
        select(
            IncomingMail.read_at, IncomingMail.kind, IncomingMail.reason, IncomingMail.registration_id,
            func.coalesce(Registration.name, ""), IncomingMail.letter_id,
        )
        .outerjoin(Registration, Registration.id == IncomingMail.registration_id)
        .order_by(IncomingMail.id.desc())
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )  # fmt: skip
    last = db.get(Mailbox, mailbox, populate_existing=True)
    return Incoming(
        reading=Reading(last.tried_at, last.read_at, last.trouble) if last else None,
        counts=tuple((kind, counted[kind]) for kind in MailKind if kind in counted),
        lines=tuple(IncomingLine(*row) for row in rows),
        number=number,
        pages=pages,
    )
