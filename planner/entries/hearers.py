"""What mailed entries do when they hear news from below."""

from planner.choices.news import ChoicesChanged
from planner.core.work import Work
from planner.entries import services
from planner.mail.news import EntriesPosted
from planner.network.news import VenueChanged
from planner.programmes.news import ProgrammePublished
from planner.registrations.news import DaysChosen, PersonErased, RegistrationCancelled, SeatHandedOver
from planner.speakers.news import SpeakerChanged


def note_posted(work: Work, news: EntriesPosted) -> None:
    """What letters have told is what the next ones are compared with."""
    services.note_posted(work, news.entries)


def follow_programme(work: Work, news: ProgrammePublished) -> None:
    """Calendars follow every version, those that are published without letters too."""
    services.ask_to_mend(work, news.meeting_id)


def follow_venue(work: Work, news: VenueChanged) -> None:
    """The online link may be another."""
    services.follow_venue(work, news.venue_id)


def follow_speaker(work: Work, news: SpeakerChanged) -> None:
    """A yes brings the entry, a no takes it back."""
    services.ask_to_mend(work, news.meeting_id)


def follow_choices(work: Work, news: ChoicesChanged | DaysChosen) -> None:
    """Who wants entries of what they chose gets those of what they have now."""
    services.follow_choices(work, news.meeting_id)


def take_back(work: Work, news: RegistrationCancelled | SeatHandedOver) -> None:
    """The entries of what somebody chose go with the seat, and the colleague says anew whether to get any."""
    services.take_back(work, news.meeting_id, news.registration_id)


def forget_erased(work: Work, news: PersonErased) -> None:
    """What was mailed to an erased person because they came is known no more; what they hold as a giver stays."""
    services.forget_registered(work, news.meeting_id, news.registration_id, news.email)
