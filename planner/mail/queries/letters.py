"""What is known of letters."""

from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from planner.core.errors import NotFound
from planner.core.language import Lang
from planner.mail.letter import Sort
from planner.mail.models import PostedLetter
from planner.mail.rules import FAILED, FORGOTTEN, LetterState

PER_PAGE = 50


@dataclass(frozen=True)
class LetterRow:
    """A letter in the list."""

    id: int
    recipient: str
    subject: str
    about: str
    state: LetterState
    posted_at: datetime
    trouble: str
    kind: str


@dataclass(frozen=True)
class LetterList:
    """One page of letters, newest first, and how many there are in each state."""

    rows: tuple[LetterRow, ...]
    counts: tuple[tuple[LetterState, int], ...]
    """In the order of LetterState; states that no letter is in are left out."""
    all: int
    """In any state."""
    pages: int
    """At least 1."""

    @property
    def failed(self) -> int:
        """How many of them may be sent again by hand."""
        return sum(count for state, count in self.counts if state in FAILED)


@dataclass(frozen=True)
class FullLetter:
    """One letter with all that is known of it; its private links are still blanks."""

    id: int
    message_id: str
    recipient: str
    lang: str
    kind: str
    sort: Sort
    about: str
    meeting_id: int | None
    reply_to: str
    subject: str
    plain: str
    html: str
    calendar_method: str
    calendar: bytes | None
    state: LetterState
    posted_at: datetime
    settled_at: datetime | None
    tries: int
    trouble: str
    anew_of_id: int | None
    asked_by: str


@dataclass(frozen=True)
class Wanted:
    """Which letters are asked for; all of them unless something is said."""

    state: LetterState | None = None
    containing: str = ""
    """In recipient, subject or matter."""
    meeting_id: int | None = None


@dataclass(frozen=True)
class About:
    """A gathering that letters are about, by the title that stands in them."""

    meeting_id: int
    title: str


def letters(db: Session, wanted: Wanted = Wanted(), *, page: int = 1) -> LetterList:
    """One page of those letters; `page` counts from 1. Counts and `failed` are of the others' states too."""
    matched = matching(replace(wanted, state=None))
    counting = select(PostedLetter.state, func.count()).where(*matched).group_by(PostedLetter.state)
    counted = dict(db.execute(counting).all())
    rows = db.execute(
        select(
            PostedLetter.id,
            PostedLetter.recipient,
            PostedLetter.subject,
            PostedLetter.about,
            PostedLetter.state,
            PostedLetter.posted_at,
            PostedLetter.trouble,
            PostedLetter.kind,
        )
        .where(*matching(wanted))
        .order_by(PostedLetter.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    shown = counted.get(wanted.state, 0) if wanted.state else sum(counted.values())
    return LetterList(
        rows=tuple(LetterRow(*row) for row in rows),
        counts=tuple((s, counted[s]) for s in LetterState if s in counted),
        all=sum(counted.values()),
        pages=max(1, -(-shown // PER_PAGE)),
    )


def matching(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The conditions that pick those letters."""
    found: list[ColumnElement[bool]] = []
    if wanted.containing:
        columns = (PostedLetter.recipient, PostedLetter.subject, PostedLetter.about)
        found.append(or_(*(column.icontains(wanted.containing, autoescape=True) for column in columns)))
    if wanted.meeting_id is not None:
        found.append(PostedLetter.meeting_id == wanted.meeting_id)
    if wanted.state is not None:
        found.append(PostedLetter.state == wanted.state)
    return found


def is_outdone() -> ColumnElement[bool]:
    """The condition that a later letter tells something else of the same calendar entry, whatever became of it."""
    # RFC 5546 2.1.5: of two editions of an entry the one with the higher SEQUENCE holds. A lower one that comes after
    # a CANCEL is taken for a new entry by programs that have forgotten the old.
    later = aliased(PostedLetter)
    same_entry = (PostedLetter.entry_uid != "", later.entry_uid == PostedLetter.entry_uid)
    return exists().where(*same_entry, later.entry_sequence > PostedLetter.entry_sequence)


def count_outdone(db: Session, of: int | Wanted) -> int:
    """How many of those letters (or whether this one) failed and are not sent again: a later one tells otherwise."""
    which = [PostedLetter.id == of] if isinstance(of, int) else matching(of)
    failed = (PostedLetter.state.in_(FAILED), PostedLetter.kind != FORGOTTEN)
    return db.execute(select(func.count()).where(*which, *failed, is_outdone()).select_from(PostedLetter)).scalar_one()


def abouts(db: Session, lang: Lang) -> tuple[About, ...]:
    """The gatherings that letters are about, the newest first, titled in this language if any letter is."""
    in_lang = func.max(case((PostedLetter.lang == lang, PostedLetter.about)))
    rows = db.execute(
        select(PostedLetter.meeting_id, func.coalesce(in_lang, func.max(PostedLetter.about)))
        .where(PostedLetter.meeting_id.is_not(None))
        .group_by(PostedLetter.meeting_id)
        .order_by(PostedLetter.meeting_id.desc())
    )
    return tuple(About(number, title) for number, title in rows if number is not None)


def letter(db: Session, letter_id: int) -> FullLetter:
    """One letter. Raises NotFound."""
    found = db.get(PostedLetter, letter_id)
    if found is None:
        raise NotFound
    return full(found)


def letter_with_id(db: Session, message_id: str) -> FullLetter | None:
    """The letter that has this Message-ID."""
    row = db.scalars(select(PostedLetter).where(PostedLetter.message_id == message_id)).one_or_none()
    return None if row is None else full(row)


def full(row: PostedLetter) -> FullLetter:
    """The row as a value."""
    return FullLetter(**{field.name: getattr(row, field.name) for field in fields(FullLetter)})


def posted_since(db: Session, kind: str, since: datetime) -> int:
    """How many letters of a kind were posted after `since`: for limits on what anybody may cause to be sent."""
    return db.execute(
        select(func.count()).where(PostedLetter.kind == kind, PostedLetter.posted_at > since)
    ).scalar_one()


@dataclass(frozen=True)
class SentAnew:
    """A letter that was sent to another address: the new one."""

    id: int
    recipient: str
    asked_by: str
    posted_at: datetime


def sent_anew(db: Session, letter_id: int) -> tuple[SentAnew, ...]:
    """The letters that this one was sent to other addresses as, the first first."""
    rows = db.execute(
        select(PostedLetter.id, PostedLetter.recipient, PostedLetter.asked_by, PostedLetter.posted_at)
        .where(PostedLetter.anew_of_id == letter_id)
        .order_by(PostedLetter.id)
    )
    return tuple(SentAnew(*row) for row in rows)
