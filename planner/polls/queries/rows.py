"""Rows of date polls, for use cases."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from planner.core.errors import NotFound
from planner.core.timespan import local
from planner.entries.models import MailedEntry
from planner.entries.rules import EntryState
from planner.meetings.models import Meeting
from planner.polls.models import DatePoll, PollAsk, PollDate, PollEntry, PollLetter
from planner.registrations.queries.privacy import due_among
from planner.registrations.rules import Terms
from planner.registrations.rules.keeping import NOBODY


def lock_poll(db: Session, poll_id: int) -> DatePoll:
    """The row, locked until the end of the transaction: whoever answers, closes or picks comes through here first.

    SQLite has locked the whole database already, by BEGIN IMMEDIATE. Raises NotFound.
    """
    row = db.scalars(
        select(DatePoll)
        .where(DatePoll.id == poll_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound
    return row


def lock_poll_of(db: Session, ask_id: int) -> DatePoll:
    """Like lock_poll(), by one of those who are asked."""
    poll_id = db.scalar(select(PollAsk.poll_id).where(PollAsk.id == ask_id))
    if poll_id is None:
        raise NotFound
    return lock_poll(db, poll_id)


def ask_row(db: Session, ask_id: int) -> PollAsk:
    """One of those who are asked, as it is now. Raises NotFound."""
    row = db.get(PollAsk, ask_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def asks_by_cluster(db: Session, poll_id: int) -> dict[int, PollAsk]:
    """Those who are asked, by cluster."""
    return {row.cluster_id: row for row in db.scalars(select(PollAsk).where(PollAsk.poll_id == poll_id))}


def dates_by_day(db: Session, poll_id: int) -> dict[date, PollDate]:
    """The dates, by first day."""
    return {row.first_day: row for row in db.scalars(select(PollDate).where(PollDate.poll_id == poll_id))}


def polls_to_remind(db: Session) -> list[int]:
    """Polls that were sent, are not closed, and are to remind by themselves."""
    return list(
        db.scalars(
            select(DatePoll.id)
            .where(DatePoll.sent_at.is_not(None), DatePoll.closed_at.is_(None), DatePoll.remind_days.is_not(None))
            .order_by(DatePoll.id)
        )
    )


def entries_of(db: Session, meeting_id: int) -> Sequence[PollEntry]:
    """The calendar entries that told of a gathering's date, locked until the end of the transaction. One statement."""
    return db.scalars(
        select(PollEntry)
        .where(PollEntry.meeting_id == meeting_id)
        .order_by(PollEntry.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def entry_with_uid(db: Session, uid: str) -> PollEntry | None:
    """The calendar entry of this UID, without its host. One statement."""
    return db.scalars(select(PollEntry).where(PollEntry.uid == uid)).one_or_none()


def entries_outdone(db: Session) -> Sequence[PollEntry]:
    """The entries of dates whose readers have the gathering's own by now, since they registered. One statement.

    They are locked until the end of the transaction. Those that somebody else has locked are left out: what is to
    happen to them happens there, or the next time.
    """
    theirs = (
        (MailedEntry.meeting_id == PollEntry.meeting_id)
        & (MailedEntry.address == func.lower(PollEntry.email))
        & MailedEntry.item_uid.is_(None)
        & (MailedEntry.state == EntryState.HELD)
    )
    wanted = select(PollEntry).where(PollEntry.is_cancelled.is_(False), exists().where(theirs))
    return db.scalars(
        wanted.order_by(PollEntry.meeting_id, PollEntry.id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()


def letters_of(db: Session, poll_id: int) -> list[int]:
    """The letters that asked and reminded."""
    return list(
        db.scalars(
            select(PollLetter.letter_id)
            .join(PollAsk, PollAsk.id == PollLetter.ask_id)
            .where(PollAsk.poll_id == poll_id)
        )
    )


def polls_to_forget(db: Session, now: datetime) -> tuple[int, ...]:
    """Polls that name people and are due to be erased: with the gathering's people, or two years after the last date
    where no gathering came of it. Two statements."""
    named = or_(
        exists().where(
            PollAsk.poll_id == DatePoll.id, or_(PollAsk.answered_by.not_in(("", NOBODY)), PollAsk.comment != "")
        ),
        exists().where(PollLetter.ask_id == PollAsk.id, PollAsk.poll_id == DatePoll.id),
        exists().where(PollEntry.meeting_id == DatePoll.meeting_id),
    )
    held = due_among(db, now, exists().where(DatePoll.meeting_id == Meeting.id, named))
    last = select(func.max(PollDate.first_day)).where(PollDate.poll_id == DatePoll.id).scalar_subquery()
    rows = db.execute(
        select(DatePoll.id, DatePoll.meeting_id, DatePoll.zone, DatePoll.length, last.label("last"))
        .where(named)
        .order_by(DatePoll.id)
    )
    return tuple(
        row.id
        for row in rows
        if (row.meeting_id in held if row.meeting_id else row.last and _is_over(row.last, row.length, row.zone, now))
    )


def _is_over(first_day: date, length: int, zone: str, now: datetime) -> bool:
    last_day = first_day + timedelta(days=length - 1)
    return Terms().people_erased_on(last_day) <= local(now, zone).date()
