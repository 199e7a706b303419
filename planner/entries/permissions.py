"""Who says whether entries of items are mailed to them."""

from planner.core.actor import Actor


def may_want_entries(actor: Actor, registration_id: int) -> bool:
    """Whoever has the private link of a registration."""
    return actor.registration_id == registration_id
