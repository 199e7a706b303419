"""What happens to people's own calendars when they go."""

from planner.core.work import Work
from planner.mypage import services
from planner.registrations.news import PersonErased, SeatHandedOver


def forget_predecessor(work: Work, news: SeatHandedOver) -> None:
    """The address that the first person follows leads nowhere, and never to the colleague's days."""
    services.forget_calendar(work, news.registration_id)


def forget_erased(work: Work, news: PersonErased) -> None:
    """An erased person's addresses lead nowhere."""
    services.forget_calendar(work, news.registration_id)
