"""What happens to the network's records that others may show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ClusterChanged:
    """A cluster is new, or its facts are others than before."""

    cluster_id: int


@dataclass(frozen=True)
class ThemeChanged:
    """A theme is new, has other words or another colour or place in the order, or was retired or restored."""

    theme_id: int


@dataclass(frozen=True)
class VenueChanged:
    """A venue is new, or its facts or its rooms are others than before."""

    venue_id: int
