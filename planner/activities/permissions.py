"""Who may put what into the shared calendar."""

from planner.core.actor import Actor


def may_see_desk(actor: Actor) -> bool:
    """Everybody who signs in sees what is entered: leads all of it, staff what is their clusters'."""
    return actor.is_signed_in or actor.is_system


def may_enter_any(actor: Actor) -> bool:
    """Whether there is some cluster that this person may enter activities for."""
    return actor.may_plan or bool(actor.cluster_ids)


def may_enter(actor: Actor, cluster_id: int) -> bool:
    """Staff enter and change their own cluster's activities and say where its calendar is; leads those of all."""
    return actor.may_plan or cluster_id in actor.cluster_ids


def may_approve(actor: Actor) -> bool:
    """Leads decide what is shown, and which clusters need not ask."""
    return actor.may_plan


def may_read_in(actor: Actor) -> bool:
    """What a cluster's calendar says is written by the schedule alone."""
    return actor.is_system
