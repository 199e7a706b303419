"""What publishing does when it hears of programmes and of registrations."""

from planner.core.work import Work
from planner.mail.news import LettersRefused, LettersWanted
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


def note_refusal(work: Work, news: LettersRefused) -> None:
    """Who says no to letters by the link in one has said so on their own page too."""
    services.note_wish(work, news.address, news.meeting_id or None, news.sort, is_wanted=False)


def note_consent(work: Work, news: LettersWanted) -> None:
    """And yes again."""
    services.note_wish(work, news.address, news.meeting_id or None, news.sort, is_wanted=True)
