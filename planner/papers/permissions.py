"""Who may print what."""

from planner.core.actor import Actor


def may_print(actor: Actor) -> bool:
    """Leads and admins; a document may ask for more (pdf/document.py)."""
    return actor.may_plan
