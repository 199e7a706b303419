"""What registrations do when they hear of their gathering, and the errand that tells everybody it is off."""

from datetime import datetime

from planner.core.actor import SYSTEM
from planner.core.work import Work
from planner.meetings.news import DaysSet, MeetingMoved, PlacesChanged, StatusChanged
from planner.registrations import services
from planner.web.entry import writing

MEETING_CANCELLED = services.MEETING_CANCELLED


def follow_days(work: Work, news: DaysSet) -> None:
    """Parts for the days there are."""
    services.follow_days(work, news.meeting_id, news.days)


def follow_move(work: Work, news: MeetingMoved) -> None:
    """Everybody's days move along."""
    services.follow_move(work, news.meeting_id, news.onto)


def follow_places(work: Work, news: PlacesChanged) -> None:
    """More places go to those who wait."""
    services.follow_places(work, news.meeting_id)


def follow_status(work: Work, news: StatusChanged) -> None:
    """Called off, or on again."""
    services.follow_status(work, news.meeting_id, news.after)


def tell_of_cancelling(payload: str) -> None:
    """Errand: letters to everybody that the gathering is off. `payload`: its id, and when it was cancelled."""
    meeting_id, cancelled_at = payload.split(" ")
    with writing(SYSTEM) as work:
        services.tell_of_cancelling(work, int(meeting_id), datetime.fromisoformat(cancelled_at))
