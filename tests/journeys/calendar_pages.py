"""A calendar of one's own, for the pages that journeys look at."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from planner.core.actor import Actor
from planner.core.work import Work
from planner.meetings.queries import gate_by_id
from planner.mypage.models import OwnCalendar
from planner.mypage.rules import PAGE
from planner.mypage.services import renew_calendar, send_calendar_link
from planner.registrations.models import Registration

WHOLE = ("/my/{calendar_page}", "/my/not-a-token")


def owning(work: Work, meeting_id: int) -> dict[str, Any]:
    """The last of a gathering's people has both calendars: of that registration, and of everything."""
    theirs = work.db.execute(
        select(Registration.id, Registration.email)
        .where(Registration.meeting_id == meeting_id)
        .order_by(Registration.id.desc())
        .limit(1)
    ).one()
    as_them = replace(work, actor=Actor(registration_id=theirs.id))
    renew_calendar(as_them, theirs.id)
    send_calendar_link(as_them, theirs.id, theirs.email, gate_by_id(work.db, meeting_id), "sv")
    row = work.db.scalars(select(OwnCalendar).where(OwnCalendar.email == theirs.email)).one()
    return {"calendar_page": work.site.keys.token(PAGE, row.page_salt or "")}
