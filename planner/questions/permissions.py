"""Who decides what a gathering asks."""

from planner.core.actor import Actor


def may_plan(actor: Actor) -> bool:
    """Leads and admins ask, change and remove questions, and copy those of an earlier gathering."""
    return actor.may_plan
