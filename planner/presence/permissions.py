"""Who may see and note who was there."""

from planner.core.actor import Actor


def may_note_presence(actor: Actor) -> bool:
    """Leads and admins: whoever keeps the minutes."""
    return actor.may_plan
