"""Who may work on an agenda."""

from planner.core.actor import Actor


def may_plan(actor: Actor) -> bool:
    """The draft is private to leads and admins."""
    return actor.may_plan
