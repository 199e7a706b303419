"""The invitation as it was sent: its words, when it left, and to how many. No address and no private link."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.core.language import Lang
from planner.core.timespan import local
from planner.core.tokens import conceal
from planner.invitations.letters import INVITATION, REMINDER
from planner.invitations.models import Invitation
from planner.mail.models import PostedLetter
from planner.mail.rules import UNREACHED
from planner.papers.queries.note import ProofNote

# Letters greet their reader by name in their first words, and end with a foot below a line of its own.
_GREETING = re.compile(r"\A(Hej|Hello) [^\n]*?!(?= )")
_FOOT = "\n\n-- \n"


@dataclass(frozen=True)
class SentText:
    """The letter in one language, with dots where a name and a private link stood."""

    lang: Lang
    subject: str
    text: str
    sent_on: date
    """When the first of them left, where the gathering is held."""


@dataclass(frozen=True)
class SentInvitation:
    """What was sent to invite. Letters are kept until the people of the gathering are erased; days and numbers stay."""

    clusters: int
    persons: int
    """Invited by name."""
    first_on: date | None
    last_on: date | None
    recipients: int
    """Addresses that the letter went to, and where it was not refused."""
    reminders: int
    """Letters that reminded."""
    texts: tuple[SentText, ...]
    is_told: bool = False
    """It went another way than from here, and a lead wrote down how."""


def invitation_as_sent(db: Session, meeting_id: int, zone: str) -> SentInvitation | None:
    """None while nobody was sent an invitation. Four statements."""
    clusters, persons, first, last = db.execute(
        select(
            func.count(Invitation.cluster_id), func.count(Invitation.email),
            func.min(Invitation.sent_at), func.max(Invitation.sent_at),
        ).where(Invitation.meeting_id == meeting_id, Invitation.sent_at.is_not(None))
    ).one()  # fmt: skip
    about = PostedLetter.meeting_id == meeting_id
    went = (about, PostedLetter.state.not_in(UNREACHED))
    counts = db.execute(
        select(PostedLetter.kind, func.count(PostedLetter.recipient.distinct()), func.count())
        .where(*went, PostedLetter.kind.in_((INVITATION, REMINDER)))
        .group_by(PostedLetter.kind)
    ).all()
    number = {kind: (addresses, letters) for kind, addresses, letters in counts}
    texts = tuple(_texts(db, meeting_id, zone))
    if not clusters + persons and not texts:
        return None
    return SentInvitation(
        clusters=clusters,
        persons=persons,
        first_on=min((text.sent_on for text in texts), default=local(first, zone).date() if first else None),
        last_on=local(last, zone).date() if last else None,
        recipients=number.get(INVITATION, (0, 0))[0],
        reminders=number.get(REMINDER, (0, 0))[1],
        texts=texts,
    )


def invitation_as_told(note: ProofNote) -> SentInvitation | None:
    """What a lead wrote of an invitation that went another way; None if nothing."""
    if not note.invitation or note.invited_on is None:
        return None
    text = SentText("sv", "", note.invitation, note.invited_on)
    return SentInvitation(0, 0, note.invited_on, note.invited_on, note.recipients or 0, 0, (text,), is_told=True)


def _texts(db: Session, meeting_id: int, zone: str) -> list[SentText]:
    firsts = (
        select(func.min(PostedLetter.id))
        .where(PostedLetter.meeting_id == meeting_id, PostedLetter.kind == INVITATION, PostedLetter.plain != "")
        .group_by(PostedLetter.lang)
    )
    rows = db.execute(
        select(PostedLetter.lang, PostedLetter.subject, PostedLetter.plain, PostedLetter.posted_at)
        .where(PostedLetter.id.in_(firsts))
        .order_by(PostedLetter.lang.desc())
    )
    return [
        SentText("en" if lang == "en" else "sv", subject, impersonal(plain), local(posted_at, zone).date())
        for lang, subject, plain, posted_at in rows
    ]


def impersonal(plain: str) -> str:
    """A letter's text without whom it greets, whom it leads where by a private link, and without its foot."""
    text = conceal(plain.rpartition(_FOOT)[0] or plain)
    return _GREETING.sub(r"\1 …!", text).strip()
