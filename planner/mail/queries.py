"""What is known of letters."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import Session

from planner.core.errors import NotFound
from planner.core.outbox import Errand, ErrandState
from planner.mail.models import PostedLetter
from planner.mail.rules import DELIVER, UNSENT, LetterState

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


@dataclass(frozen=True)
class FullLetter:
    """One letter with all that is known of it; its private links are still blanks."""

    id: int
    message_id: str
    recipient: str
    lang: str
    kind: str
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


def letters(db: Session, *, state: LetterState | None = None, containing: str = "", page: int = 1) -> LetterList:
    """Letters whose recipient, subject or matter has `containing` in it; `page` counts from 1."""
    matching = _matching(containing)
    counting = select(PostedLetter.state, func.count()).where(*matching).group_by(PostedLetter.state)
    counted = dict(db.execute(counting).all())
    wanted = [*matching, PostedLetter.state == state] if state else matching
    rows = db.execute(
        select(
            PostedLetter.id,
            PostedLetter.recipient,
            PostedLetter.subject,
            PostedLetter.about,
            PostedLetter.state,
            PostedLetter.posted_at,
            PostedLetter.trouble,
        )
        .where(*wanted)
        .order_by(PostedLetter.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    shown = counted.get(state, 0) if state else sum(counted.values())
    return LetterList(
        rows=tuple(LetterRow(*row) for row in rows),
        counts=tuple((s, counted[s]) for s in LetterState if s in counted),
        all=sum(counted.values()),
        pages=max(1, -(-shown // PER_PAGE)),
    )


def _matching(containing: str) -> list[ColumnElement[bool]]:
    if not containing:
        return []
    columns = (PostedLetter.recipient, PostedLetter.subject, PostedLetter.about)
    return [or_(*(column.icontains(containing, autoescape=True) for column in columns))]


def letter(db: Session, letter_id: int) -> FullLetter:
    """One letter. Raises NotFound."""
    found = db.get(PostedLetter, letter_id)
    if found is None:
        raise NotFound
    return _full(found)


def letter_to_send(db: Session, letter_id: int) -> FullLetter | None:
    """The letter, unless it has been settled."""
    found = db.get(PostedLetter, letter_id)
    return _full(found) if found is not None and found.state in UNSENT else None


def _full(row: PostedLetter) -> FullLetter:
    return FullLetter(**{field.name: getattr(row, field.name) for field in fields(FullLetter)})


def held_back_until(db: Session, letter: FullLetter) -> datetime | None:
    """When the last of the letters posted before to the same address is to be tried; None if all are settled.

    Only one whose errand is alive counts: were one lost, it must not hold up the rest for ever.
    """
    return db.execute(
        select(func.max(Errand.due_at))
        .join(PostedLetter, Errand.payload == cast(PostedLetter.id, String))
        .where(
            Errand.kind == DELIVER,
            Errand.state.in_((ErrandState.WAITING, ErrandState.RUNNING)),
            PostedLetter.recipient == letter.recipient,
            PostedLetter.id < letter.id,
            PostedLetter.state.in_(UNSENT),
        )
    ).scalar_one()


def posted_since(db: Session, kind: str, since: datetime) -> int:
    """How many letters of a kind were posted after `since`: for limits on what anybody may cause to be sent."""
    return db.execute(
        select(func.count()).where(PostedLetter.kind == kind, PostedLetter.posted_at > since)
    ).scalar_one()
