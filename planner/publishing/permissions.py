"""Who may change what is published, and who says which letters they want."""

from planner.core.actor import Actor


def may_publish(actor: Actor) -> bool:
    """Leads and admins."""
    return actor.may_plan


def may_want_letters(actor: Actor, registration_id: int) -> bool:
    """Whoever has the private link of a registration says which letters they want."""
    return actor.registration_id == registration_id
