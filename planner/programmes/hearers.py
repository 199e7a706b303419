"""What the published programme does when it hears news from below."""

from planner.core.work import Work
from planner.meetings.news import StatusChanged
from planner.meetings.queries import gate_by_id
from planner.meetings.rules import Status
from planner.programmes.services import carry_state, forget
from planner.speakers.news import GivenErased


def follow_status(work: Work, news: StatusChanged) -> None:
    """Cancelled, on again, moved, or public for the first time: pages and calendars must say so at once."""
    if news.after is not Status.DRAFT:
        carry_state(work, gate_by_id(work.db, news.meeting_id).slug, moved=news.after is Status.MOVED)


def forget_given(work: Work, news: GivenErased) -> None:
    """What a speaker has had erased is in no published programme either."""
    forget(work, news.meeting_id, news.person_id, news.digests)
