"""Who may invite, and who may answer an invitation."""

from planner.core.actor import Actor


def may_invite(actor: Actor) -> bool:
    """Leads ask clusters and persons to come, and note who sends nobody."""
    return actor.may_plan


def may_answer(actor: Actor, invitation_id: int) -> bool:
    """Whoever holds the invitation's link; leads by hand."""
    return actor.invitation_id == invitation_id or actor.may_plan


def may_remind_by_itself(actor: Actor) -> bool:
    """Automatic reminders are sent by the schedule, or by an admin who runs it by hand."""
    return actor.may_administer
