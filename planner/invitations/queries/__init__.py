"""What is known of invitations: frozen values, a fixed number of statements each."""

from planner.invitations.queries.tiling import Tile, tiles

__all__ = ["Tile", "tiles"]
