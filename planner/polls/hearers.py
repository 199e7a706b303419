"""What date polls do when they hear what becomes of gatherings and people."""

from planner.core.work import Work
from planner.meetings.news import DaysSet, StatusChanged
from planner.polls import services
from planner.registrations.news import PersonErased
from planner.replies.news import AnswerUnclaimed


def follow_days(work: Work, news: DaysSet) -> None:
    """The entries in people's calendars move with the gathering; one that moved has its days set too."""
    services.follow(work, news.meeting_id)


def follow_status(work: Work, news: StatusChanged) -> None:
    """Cancelled, or on again: the entries follow."""
    services.follow(work, news.meeting_id)


def take_answer(work: Work, news: AnswerUnclaimed) -> None:
    """The calendar of somebody who was told of a date has answered."""
    services.take_answer(work, news)


def forget_erased(work: Work, news: PersonErased) -> None:
    """Whoever is erased has no entry that follows."""
    services.forget(work, news.meeting_id, news.email)
