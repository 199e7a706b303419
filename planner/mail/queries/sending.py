"""What is known of letters on their way out: whose turn it is, how fast they leave, who does not want which."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import String, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from planner.core.outbox import Errand, ErrandState
from planner.mail.letter import Sort
from planner.mail.models import MailRefusal, MailSwitch, PostedLetter
from planner.mail.queries.letters import FullLetter, full
from planner.mail.rules import DELIVER, EVERYWHERE, UNSENT
from planner.mail.rules.pace import MINUTE, Switch, Waiter, Window


def letter_to_send(db: Session, letter_id: int) -> FullLetter | None:
    """The letter, unless it has been settled."""
    found = db.get(PostedLetter, letter_id)
    return full(found) if found is not None and found.state in UNSENT else None


def held_back_until(db: Session, letter: FullLetter) -> datetime | None:
    """When the last of the calendar entries posted before to the same address is to be tried; None if all are settled.

    What holds no entry waits for nobody: a link to sign in by is of no use once a letter before it has been tried for
    hours. Only one whose errand is alive counts: were one lost, it must not hold up the rest for ever.
    """
    if letter.calendar is None:
        return None
    return db.execute(
        select(func.max(Errand.due_at))
        .join(PostedLetter, Errand.payload == cast(PostedLetter.id, String))
        .where(
            Errand.kind == DELIVER,
            Errand.state.in_((ErrandState.WAITING, ErrandState.RUNNING)),
            PostedLetter.recipient == letter.recipient,
            PostedLetter.id < letter.id,
            PostedLetter.calendar.is_not(None),
            PostedLetter.state.in_(UNSENT),
        )
    ).scalar_one()


def switch_of(db: Session, per_minute: int) -> Switch:
    """How letters leave now; `per_minute` is what the settings say."""
    row = db.get(MailSwitch, 1)
    if row is None:
        return Switch(per_minute)
    own = row.per_minute is not None
    return Switch(row.per_minute if row.per_minute is not None else per_minute, own, row.paused_at, row.paused_by)


def window_of(db: Session, now: datetime) -> Window:
    """What left within the last minute."""
    count, first_at = db.execute(
        select(func.count(), func.min(PostedLetter.handed_at)).where(PostedLetter.handed_at > now - MINUTE)
    ).one()
    next_turn_at = db.scalars(select(MailSwitch.next_turn_at).where(MailSwitch.id == 1)).one_or_none()
    return Window(count, first_at, next_turn_at)


def waiter_of(db: Session, letter_id: int) -> Waiter:
    """The letter as one that waits for its turn."""
    row = db.execute(select(PostedLetter.hurries, PostedLetter.turn_at).where(PostedLetter.id == letter_id)).one()
    return Waiter(*row)


def count_waiting(db: Session) -> int:
    """How many letters have not left yet."""
    return db.execute(select(func.count()).where(PostedLetter.state.in_(UNSENT))).scalar_one()


def declines(db: Session, letter: FullLetter) -> bool:
    """Whether its recipient has said no to letters like this one."""
    if letter.sort is Sort.RECEIPT:
        return False
    wide = or_(MailRefusal.meeting_id == EVERYWHERE, MailRefusal.meeting_id == (letter.meeting_id or EVERYWHERE))
    theirs = and_(MailRefusal.address == letter.recipient, MailRefusal.sort == letter.sort)
    return bool(db.execute(select(exists().where(theirs, wide))).scalar_one())


def refusals_of(db: Session, addresses: Collection[str]) -> frozenset[tuple[str, Sort, int]]:
    """(address, sort, gathering) of everything that these people do not want. In lower case."""
    rows = db.execute(
        select(MailRefusal.address, MailRefusal.sort, MailRefusal.meeting_id).where(MailRefusal.address.in_(addresses))
    )
    return frozenset((address, sort, meeting_id) for address, sort, meeting_id in rows)


def refused_by(db: Session, address: str, sort: Sort, meeting_id: int | None) -> frozenset[int]:
    """Of the two, this gathering and EVERYWHERE, those that a refusal stands for."""
    return frozenset(
        refused
        for _, refused_sort, refused in refusals_of(db, [address])
        if refused_sort is sort and refused in (meeting_id or EVERYWHERE, EVERYWHERE)
    )
