"""What registrations do when they hear of their gathering."""

from planner.core.work import Work
from planner.meetings.news import DaysSet, MeetingMoved, PlacesChanged, StatusChanged
from planner.registrations import services


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
