"""What the job engine runs for publishing, after the commit that asked for it."""

from datetime import datetime

from planner.core.actor import SYSTEM
from planner.publishing import services
from planner.web.entry import writing

TELL = services.TELL
PUBLISH_LATER = services.PUBLISH_LATER


def tell_of_version(payload: str) -> None:
    """Letters about a version, a batch a transaction. `payload`: the version's row."""
    has_more = True
    while has_more:
        with writing(SYSTEM) as work:
            has_more = services.tell_some(work, int(payload))


def publish_later(payload: str) -> None:
    """What was scheduled. `payload`: the gathering's id, and the instant it was scheduled for."""
    meeting_id, due_at = payload.split(" ")
    with writing(SYSTEM) as work:
        services.publish_scheduled(work, int(meeting_id), datetime.fromisoformat(due_at))
