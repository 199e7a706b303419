"""What the shared calendar does when it hears of what it shows."""

from planner.activities import services
from planner.core.work import Work


def renew(work: Work, news: object) -> None:
    """A programme was published, a gathering's status changed, a cluster or a theme has another name."""
    services.touch_calendar(work)
