"""Who may use starters and templates, and copy gatherings."""

from planner.core.actor import Actor


def may_plan(actor: Actor) -> bool:
    """Leads and admins: a template or an earlier gathering may hold what was never published."""
    return actor.may_plan
