"""A speaker as whoever holds their link sees them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.actor import Actor
from planner.core.errors import NotFound
from planner.core.language import Words, say
from planner.core.tokens import hash_token
from planner.mail.models import PostedLetter
from planner.meetings.queries import Gate, gate_by_id
from planner.network.models import Person
from planner.speakers.models import Speaker, SpeakerNeeds, Suggestion
from planner.speakers.queries.cards import SpeakerCard, card_of
from planner.speakers.rules import TalkIdea


@dataclass(frozen=True)
class Asked:
    """Everything that the page behind the link shows."""

    gate: Gate
    card: SpeakerCard
    special_needs: str = field(repr=False)
    ideas: dict[str, TalkIdea]
    """Item's uid → what they suggested, also where the lead has left it."""

    @property
    def speaker_id(self) -> int:
        return self.card.speaker_id or 0


@dataclass(frozen=True)
class LetterLine:
    subject: str
    sent_at: datetime


def asked(db: Session, token: str) -> Asked:
    """Whom the link names, with all of theirs. Raises NotFound for one that was never made, or was replaced.

    Ten statements.
    """
    row, _ = _row(db, token)
    gate = gate_by_id(db, row.meeting_id)
    return Asked(gate, card_of(db, gate, row.person_id), needs_of(db, row.id), _ideas(db, row.id))


def asked_actor(db: Session, token: str) -> Actor:
    """Whom the link names. Raises NotFound like asked(). One statement."""
    row, name = _row(db, token)
    return Actor(name=name, speaker_id=row.id)


def speaker_salt(db: Session, email: str) -> str:
    """What the private link of somebody's newest asking is made from; "" if nobody with this address was asked."""
    newest = select(Speaker.salt).where(Speaker.email == email, Speaker.asked_at.is_not(None))
    return db.scalar(newest.order_by(Speaker.id.desc()).limit(1)) or ""


def needs_of(db: Session, speaker_id: int) -> str:
    """Their special needs; "" for none. Sensitive: for themselves, and for whoever is noted as a looker."""
    return db.scalar(select(SpeakerNeeds.text).where(SpeakerNeeds.speaker_id == speaker_id)) or ""


def letters_to(db: Session, meeting_id: int, email: str) -> tuple[LetterLine, ...]:
    """Letters about the gathering to one address, as they left."""
    rows = db.execute(
        select(PostedLetter.subject, PostedLetter.posted_at)
        .where(PostedLetter.recipient == email, PostedLetter.meeting_id == meeting_id)
        .order_by(PostedLetter.id)
    )
    return tuple(LetterLine(*row) for row in rows)


def _ideas(db: Session, speaker_id: int) -> dict[str, TalkIdea]:
    rows = db.scalars(select(Suggestion).where(Suggestion.speaker_id == speaker_id))
    return {
        row.item_uid: TalkIdea(row.item_uid, Words(row.title_sv, row.title_en), Words(row.abstract_sv, row.abstract_en))
        for row in rows
    }


def _row(db: Session, token: str) -> tuple[Speaker, str]:
    row = db.execute(
        select(Speaker, Person.name)
        .join(Person, Person.id == Speaker.person_id)
        # Until the first letter has left nobody can have the link.
        .where(Speaker.token_hash == hash_token(token), Speaker.asked_at.is_not(None))
    ).one_or_none()
    if row is None:
        raise NotFound(say("This link is not valid. Use the link in the newest letter about the gathering."))
    return row[0], row[1]


@dataclass(frozen=True)
class WrittenTo:
    """Whom a letter asked, or asked once more."""

    person_id: int
    name: str
    slug: str
    """Of the gathering."""


def speaker_of_letter(db: Session, letter_id: int) -> WrittenTo | None:
    """Whom the letter went to, while it is the newest one to them."""
    row = db.execute(
        select(Person.id, Person.name, Speaker.meeting_id)
        .join(Speaker, Speaker.person_id == Person.id)
        .where(Speaker.letter_id == letter_id)
    ).one_or_none()
    return WrittenTo(row.id, row.name, gate_by_id(db, row.meeting_id).slug) if row else None
