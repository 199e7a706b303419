"""Programmes as iCalendar: files, feeds and mailed invitations. Pure: same programme, same bytes."""

from planner.calendars.ical.feeds import (
    add_links_of,
    calendar_of,
    day_events,
    feed_name,
    item_calendar,
    meeting_calendar,
    vevent,
)
from planner.calendars.ical.invitations import Attendance, invitation
from planner.calendars.ical.pieces import Edition

__all__ = [
    "Attendance",
    "Edition",
    "add_links_of",
    "calendar_of",
    "day_events",
    "feed_name",
    "invitation",
    "item_calendar",
    "meeting_calendar",
    "vevent",
]
