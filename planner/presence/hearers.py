"""What presence does when it hears of registrations."""

from planner.core.work import Work
from planner.presence import services
from planner.registrations.news import SeatHandedOver


def forget_predecessor(work: Work, news: SeatHandedOver) -> None:
    """Where the first one was, the colleague was not."""
    services.forget(work, news.registration_id)
