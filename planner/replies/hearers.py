"""What replies do when they hear of registrations."""

from planner.core.work import Work
from planner.registrations.news import PersonErased, SeatHandedOver
from planner.replies import services


def forget_predecessor(work: Work, news: SeatHandedOver) -> None:
    """What the calendar of the first one answered does not speak for the colleague."""
    services.forget(work, news.registration_id)


def forget_erased(work: Work, news: PersonErased) -> None:
    """What their calendar answered goes with the person."""
    services.forget(work, news.registration_id)
