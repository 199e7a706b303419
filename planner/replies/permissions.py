"""Who sees what came back by mail."""

from planner.core.actor import Actor


def may_see_incoming(actor: Actor) -> bool:
    """Leads and admins see what became of the mails that were read."""
    return actor.may_plan


def may_take_mail(actor: Actor) -> bool:
    """Only the errand that reads the mailbox, and a command, say what came in it."""
    return actor.is_system
