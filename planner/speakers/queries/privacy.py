"""What is kept of speakers that is sensitive, when it goes, and who looked at it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from planner.core.timespan import local
from planner.meetings.models import Meeting, MeetingDay
from planner.meetings.rules import erase_date
from planner.speakers.models import Speaker, SpeakerErasure, SpeakerHours, SpeakerLook, SpeakerNeeds, Suggestion

REMAINS_KEPT_DAYS = 730
"""What only those who plan need of speakers goes so many days after the gathering."""


@dataclass(frozen=True)
class SpeakerLookLine:
    """Somebody looked at a speaker's special needs."""

    looker: str
    looked_at: datetime


@dataclass(frozen=True)
class SpeakerErasureLine:
    """Something was erased: how many, not whose."""

    what: str
    erased: int
    erased_at: datetime


def speaker_looks_of(db: Session, meeting_id: int) -> tuple[SpeakerLookLine, ...]:
    """Who looked at special needs, the latest first. One statement."""
    rows = db.execute(
        select(SpeakerLook.looker, SpeakerLook.looked_at)
        .where(SpeakerLook.meeting_id == meeting_id)
        .order_by(SpeakerLook.id.desc())
    )
    return tuple(SpeakerLookLine(*row) for row in rows)


def speaker_erasures_of(db: Session, meeting_id: int) -> tuple[SpeakerErasureLine, ...]:
    """What has been erased, the earliest first. One statement."""
    rows = db.execute(
        select(SpeakerErasure.what, SpeakerErasure.erased, SpeakerErasure.erased_at)
        .where(SpeakerErasure.meeting_id == meeting_id)
        .order_by(SpeakerErasure.id)
    )
    return tuple(SpeakerErasureLine(*row) for row in rows)


def needs_kept(db: Session, meeting_id: int) -> int:
    """How many have special needs noted. One statement."""
    return (
        db.scalar(
            select(func.count(SpeakerNeeds.speaker_id))
            .join(Speaker, Speaker.id == SpeakerNeeds.speaker_id)
            .where(Speaker.meeting_id == meeting_id)
        )
        or 0
    )


def needs_due(db: Session, now: datetime) -> tuple[int, ...]:
    """Gatherings whose date for it has come where they are held, and some special needs are left. One statement."""
    with_needs = select(Speaker.meeting_id).join(SpeakerNeeds, SpeakerNeeds.speaker_id == Speaker.id)
    return tuple(
        row.id
        for row in _ended(db, now, Meeting.id.in_(with_needs))
        if erase_date(row.ends_on, row.erase_needs_on) <= local(now, row.zone).date()
    )


def remains_due(db: Session, now: datetime) -> tuple[int, ...]:
    """Gatherings long since held, of whose speakers more is kept than what is public. One statement."""
    left = select(Speaker.meeting_id).where(
        or_(
            Speaker.email != "",
            Speaker.word != "",
            Speaker.room_needs != "",
            Speaker.id.in_(select(SpeakerHours.speaker_id)),
            Speaker.id.in_(select(Suggestion.speaker_id)),
        )
    )
    return tuple(
        row.id
        for row in _ended(db, now, Meeting.id.in_(left))
        if row.ends_on + timedelta(days=REMAINS_KEPT_DAYS) <= local(now, row.zone).date()
    )


def _ended(db: Session, now: datetime, which: ColumnElement[bool]) -> list[Any]:
    """Those of the gatherings whose last day has come somewhere on earth: id, zone, erase_needs_on, ends_on."""
    ends_on = func.max(MeetingDay.held_on).label("ends_on")
    return list(
        db.execute(
            select(Meeting.id, Meeting.zone, Meeting.erase_needs_on, ends_on)
            .join(MeetingDay, MeetingDay.meeting_id == Meeting.id)
            .where(which)
            .group_by(Meeting.id, Meeting.zone, Meeting.erase_needs_on)
            .having(ends_on < now.date() + timedelta(days=1))
            .order_by(Meeting.id)
        )
    )
