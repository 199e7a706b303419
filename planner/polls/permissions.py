"""Who may ask for a date, and who may answer."""

from planner.core.actor import Actor


def may_ask(actor: Actor) -> bool:
    """Leads ask clusters which dates suit them, note answers, and pick."""
    return actor.may_plan


def may_answer(actor: Actor, ask_id: int) -> bool:
    """Whoever holds the cluster's link; leads for what was said by phone."""
    return actor.poll_ask_id == ask_id or actor.may_plan


def may_remind_by_itself(actor: Actor) -> bool:
    """Automatic reminders are sent by the schedule, or by an admin who runs it by hand."""
    return actor.may_administer
