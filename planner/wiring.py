"""Who hears which news, which errand is run by what, and who is at the door. One page, on purpose."""

from collections.abc import Callable

from flask import session
from sqlalchemy.orm import Session

from planner.accounts import queries as accounts
from planner.core.actor import ANONYMOUS, Actor
from planner.core.work import Hearers
from planner.mail import delivery
from planner.meetings.news import DaysSet, MeetingMoved, PlacesChanged, StatusChanged
from planner.registrations import hearers as registrations

HEARERS: Hearers = {
    MeetingMoved: (registrations.follow_move,),
    DaysSet: (registrations.follow_days,),
    PlacesChanged: (registrations.follow_places,),
    StatusChanged: (registrations.follow_status,),
}
"""News → who hears it, in this order, in the teller's transaction."""

RUNNERS: dict[str, Callable[[str], None]] = {
    delivery.DELIVER: delivery.deliver,
    registrations.MEETING_CANCELLED: registrations.tell_of_cancelling,
}
"""Kind of errand → what runs it, after the commit."""


def identify(db: Session) -> Actor:
    """Who the session cookie says this is; anonymous when it says nothing, or no longer anything true."""
    account_id = session.get("account")
    if account_id is None:
        return ANONYMOUS
    return accounts.actor_of(db, account_id, session.get("key", "")) or ANONYMOUS
