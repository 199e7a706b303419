"""The demo: the Gamleby gathering, a webinar to come and a gathering that has been, all planted through use cases.

Clusters are those named in public sources (network/clusters.csv says which); the rest, and all people, are plainly
marked as demo. Used by `flask seed demo`, by the journeys and by the bench.
"""

from planner.demo.planting import Planted, plant

__all__ = ["Planted", "plant"]
