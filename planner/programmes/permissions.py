"""Who may publish."""

from planner.core.actor import Actor


def may_publish(actor: Actor) -> bool:
    """Leads and admins."""
    return actor.may_plan
