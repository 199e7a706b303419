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
from planner.calendars.ical.invitations import Attendance, are_out, invitation, told_of
from planner.calendars.ical.item_invitations import ItemAttendance, item_invitation, told_of_item
from planner.calendars.ical.personal import (
    Portions,
    personal_calendar,
    personal_name,
    portions_from_bytes,
    portions_of,
    portions_to_bytes,
)
from planner.calendars.ical.pieces import Edition

__all__ = [
    "Attendance",
    "Edition",
    "ItemAttendance",
    "Portions",
    "add_links_of",
    "are_out",
    "calendar_of",
    "day_events",
    "feed_name",
    "invitation",
    "item_calendar",
    "item_invitation",
    "meeting_calendar",
    "personal_calendar",
    "personal_name",
    "portions_from_bytes",
    "portions_of",
    "portions_to_bytes",
    "told_of",
    "told_of_item",
    "vevent",
]
