"""Whom questions about dates do not reach."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from planner.mail.letter import Sort
from planner.mail.models import MailRefusal, PostedLetter
from planner.mail.rules import UNREACHED
from planner.polls.models import PollAsk, PollLetter


def troubles_of(db: Session, poll_id: int) -> dict[int, tuple[str, ...]]:
    """By cluster that is asked: the addresses that the newest letter came to nobody at."""
    rows = db.execute(
        select(PollAsk.id, PostedLetter.recipient)
        .join(PollLetter, and_(PollLetter.ask_id == PollAsk.id, PollLetter.sending == PollAsk.sendings))
        .join(PostedLetter, PostedLetter.id == PollLetter.letter_id)
        .where(PollAsk.poll_id == poll_id, PostedLetter.state.in_(UNREACHED))
        .order_by(PostedLetter.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for ask_id, email in rows:
        found[ask_id] = (*found.get(ask_id, ()), email)
    return found


def decliners(db: Session) -> frozenset[str]:
    """The addresses, in lower case, of all who want no questions about dates."""
    return frozenset(db.scalars(select(MailRefusal.address).where(MailRefusal.sort == Sort.DATES)))
