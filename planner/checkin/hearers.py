"""What the door does when it hears of registrations."""

from planner.checkin import services
from planner.core.work import Work
from planner.registrations.news import PersonErased, SeatHandedOver


def keep_predecessor(work: Work, news: SeatHandedOver) -> None:
    """Where the first one was, the colleague was not."""
    services.keep_predecessor(work, news.meeting_id, news.registration_id)


def forget_erased(work: Work, news: PersonErased) -> None:
    """Only the number stays."""
    services.forget_names(work, news.registration_id)
