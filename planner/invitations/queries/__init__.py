"""What is known of invitations: frozen values, a fixed number of statements each."""

from planner.invitations.queries.holders import ClusterPerson, Invited, invited, invited_actor
from planner.invitations.queries.lines import (
    Addressee,
    InvitationLine,
    Trouble,
    invitation_of_letter,
    line_of,
    lines_of,
    terms_of,
)
from planner.invitations.queries.tiling import Tile, tiles

__all__ = [
    "Addressee",
    "ClusterPerson",
    "InvitationLine",
    "Invited",
    "Tile",
    "Trouble",
    "invitation_of_letter",
    "invited",
    "invited_actor",
    "line_of",
    "lines_of",
    "terms_of",
    "tiles",
]
