"""The use cases of invitations."""

from planner.invitations.services.inviting import invite_clusters

__all__ = ["invite_clusters"]
