"""What the job engine runs for registrations, after the commit that asked for it."""

from datetime import datetime

from planner.core.actor import SYSTEM
from planner.registrations import services
from planner.web.entry import writing

MEETING_CANCELLED = services.MEETING_CANCELLED
OFFER_LAPSES = services.OFFER_LAPSES


def tell_of_cancelling(payload: str) -> None:
    """Letters to everybody that the gathering is off. `payload`: its id, and when it was cancelled."""
    meeting_id, cancelled_at = payload.split(" ")
    with writing(SYSTEM) as work:
        services.tell_of_cancelling(work, int(meeting_id), datetime.fromisoformat(cancelled_at))


def lapse_offers(payload: str) -> None:
    """Offers whose time is up go to the next in line. `payload`: the gathering's id."""
    with writing(SYSTEM) as work:
        services.lapse_offers(work, int(payload))
