"""Who may see and tick the list at the door."""

from planner.core.actor import Actor


def may_check_in(actor: Actor, meeting_id: int) -> bool:
    """Leads, and whoever helps at the door of this gathering."""
    return actor.may_plan or actor.door_meeting_id == meeting_id


def may_keep_door(actor: Actor) -> bool:
    """Leads let others help, enter sheets of paper, and take away who was written down by mistake."""
    return actor.may_plan
