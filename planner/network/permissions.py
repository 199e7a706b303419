"""Who may see and change the network's records."""

from planner.core.actor import Actor


def may_see_clusters(actor: Actor) -> bool:
    """Everybody who signs in sees the clusters as planners do."""
    return actor.is_signed_in or actor.is_system


def may_keep_network(actor: Actor) -> bool:
    """Leads keep clusters, themes, venues and people."""
    return actor.may_plan


def may_edit_cluster(actor: Actor, cluster_id: int) -> bool:
    """Staff keep their own cluster's facts; its name and status are the lead's."""
    return may_keep_network(actor) or cluster_id in actor.cluster_ids
