"""What invitations do when they hear that people were registered."""

from planner.core.work import Work
from planner.invitations import services
from planner.registrations.news import PeopleRegistered, PersonErased


def note_answers(work: Work, news: PeopleRegistered) -> None:
    """Those who invited them wait for no answer any more."""
    services.note_answers(work, news)


def forget_erased(work: Work, news: PersonErased) -> None:
    """Whoever is erased is not on the list of those who were asked either."""
    services.forget(work, news.meeting_id, news.email)
