"""What choices do when they hear of registrations."""

from planner.choices import services
from planner.core.work import Work
from planner.registrations.news import DaysChosen, PersonErased, RegistrationCancelled, SeatHandedOver


def forget_cancelled(work: Work, news: RegistrationCancelled) -> None:
    """Who does not come leaves room for others."""
    services.forget(work, news.registration_id)


def keep_within(work: Work, news: DaysChosen) -> None:
    """What was chosen stays where there is room for whoever comes in person now."""
    services.keep_within(work, news.meeting_id, news.registration_id)


def forget_predecessor(work: Work, news: SeatHandedOver) -> None:
    """The colleague chooses anew."""
    services.forget(work, news.registration_id)


def forget_erased(work: Work, news: PersonErased) -> None:
    """What an erased person chose goes too."""
    services.forget(work, news.registration_id)
