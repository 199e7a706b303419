"""Who may do what with gatherings."""

from planner.core.actor import Actor


def may_plan(actor: Actor) -> bool:
    """Leads and admins plan all gatherings of the network."""
    return actor.may_plan


def may_see_plans(actor: Actor) -> bool:
    """Cluster staff see the list of gatherings, and their own people at each."""
    return actor.is_signed_in or actor.is_system
