"""Calendars of one's own: made, given a new address, told when to remind, sent a link to, and forgotten."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.exc import IntegrityError

from planner.calendars.rules import ALARMS
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Lang, say
from planner.core.tokens import new_salt
from planner.core.work import Work
from planner.mail.services import post
from planner.meetings.queries import Gate
from planner.mypage.letters import calendar_link
from planner.mypage.models import OwnCalendar
from planner.mypage.permissions import may_own_calendar, may_own_whole_calendar
from planner.mypage.queries.calendars import addresses_in_use
from planner.mypage.rules import FEED, PAGE, PAUSE_MINUTES


def renew_calendar(work: Work, registration_id: int) -> None:
    """A registration's calendar gets an address, or a new one in the place of the old, which leads nowhere."""
    require(may_own_calendar(work.actor, registration_id), work.actor)
    theirs = OwnCalendar.registration_id == registration_id
    _renew(work, _one(work, theirs, OwnCalendar(registration_id=registration_id, alarm_minutes=0, made_at=work.now)))


def renew_whole_calendar(work: Work, calendar_id: int) -> None:
    """The calendar of everything gets a new address; the link to its page stays."""
    require(may_own_whole_calendar(work.actor, calendar_id), work.actor)
    _renew(work, work.db.get_one(OwnCalendar, calendar_id))


def _renew(work: Work, row: OwnCalendar) -> None:
    _give_keys(work, row)
    work.db.flush()


def _give_keys(work: Work, row: OwnCalendar) -> None:
    row.salt = new_salt()
    row.token_hash = work.site.keys.token_hash(FEED, row.salt)


def _one(work: Work, which: ColumnElement[bool], fresh: OwnCalendar) -> OwnCalendar:
    """That row, locked until the end of the transaction; `fresh` if there is none.

    Of two presses at once the second waits for the first, and finds what it made.
    """
    wanted = select(OwnCalendar).where(which).with_for_update().execution_options(populate_existing=True)
    row = work.db.scalar(wanted)
    if row is not None:
        return row
    _give_keys(work, fresh)
    try:
        with work.db.begin_nested():
            work.db.add(fresh)
            work.db.flush()
    except IntegrityError:  # somebody was quicker
        return work.db.scalars(wanted).one()
    return fresh


def set_alarm(work: Work, registration_id: int, minutes: int) -> None:
    """A registration's calendar reminds so many minutes before each entry; 0: never. Nothing where there is none."""
    require(may_own_calendar(work.actor, registration_id), work.actor)
    _set_alarm(work, work.db.scalar(select(OwnCalendar).where(OwnCalendar.registration_id == registration_id)), minutes)


def set_whole_alarm(work: Work, calendar_id: int, minutes: int) -> None:
    """The same of the calendar of everything."""
    require(may_own_whole_calendar(work.actor, calendar_id), work.actor)
    _set_alarm(work, work.db.get_one(OwnCalendar, calendar_id), minutes)


def _set_alarm(work: Work, row: OwnCalendar | None, minutes: int) -> None:
    if minutes not in (0, *ALARMS):
        raise Invalid({"alarm": say("Choose one of these.")})
    if row is not None:
        row.alarm_minutes = minutes
        work.db.flush()


def send_calendar_link(work: Work, registration_id: int, email: str, gate: Gate, lang: Lang) -> None:
    """Send the link to the calendar of everything to the address of a registration: to that address, and nowhere else.

    It is the letter that proves who reads it; the page that asked for it knows no more than before. Raises Conflict
    when it was sent a moment ago.
    """
    require(may_own_calendar(work.actor, registration_id), work.actor)
    fresh = OwnCalendar(email=email, alarm_minutes=0, made_at=work.now, page_salt=new_salt())
    fresh.page_hash = work.site.keys.token_hash(PAGE, fresh.page_salt or "")
    row = _one(work, OwnCalendar.email == email, fresh)
    if row.sent_at is not None and work.now < row.sent_at + timedelta(minutes=PAUSE_MINUTES):
        raise Conflict(say("The link was sent a moment ago. Look among your letters, also the unwanted ones."))
    row.sent_at = work.now
    post(work, calendar_link(work.site, email, lang, row.page_salt or "", gate))


def forget_calendar(work: Work, registration_id: int) -> None:
    """A registration's calendar goes; so do those of addresses that are registered for nothing any more.

    The use case below that took the person out has asked whether it may.
    """
    work.db.flush()
    gone = OwnCalendar.email.is_not(None) & OwnCalendar.email.not_in(addresses_in_use())
    work.db.execute(delete(OwnCalendar).where((OwnCalendar.registration_id == registration_id) | gone))
