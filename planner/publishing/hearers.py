"""What publishing does when it hears of programmes and of registrations."""

from planner.core.work import Work
from planner.programmes.news import ProgrammePublished
from planner.publishing import services
from planner.registrations.news import PersonErased, SeatHandedOver


def tell_of_version(work: Work, news: ProgrammePublished) -> None:
    """Whom a version concerns is told, unless it was published quietly."""
    if not news.quiet:
        services.ask_for_letters(work, news.programme_id)


def forget_predecessor(work: Work, news: SeatHandedOver) -> None:
    """The colleague says anew which letters to get."""
    services.forget_wish(work, news.registration_id)


def forget_erased(work: Work, news: PersonErased) -> None:
    """What an erased person said of letters goes too."""
    services.forget_wish(work, news.registration_id)
