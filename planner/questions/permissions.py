"""Who decides what a gathering asks."""

from planner.core.actor import Actor


def may_plan(actor: Actor) -> bool:
    """Leads and admins ask, change and remove questions, and copy those of an earlier gathering."""
    return actor.may_plan


def may_see_sensitive(actor: Actor) -> bool:
    """Answers to sensitive questions, like diet and needs, are for leads and admins only."""
    return actor.may_plan
