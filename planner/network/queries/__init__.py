"""What is known of clusters, themes, venues and people: frozen values, a fixed number of statements each."""

from planner.network.queries.clusters import (
    ClusterName,
    ClusterRecord,
    cluster_by_domain,
    cluster_record,
    cluster_records,
    cluster_version,
    clusters_in_order,
    directory_version,
)
from planner.network.queries.people import PersonValue, people_by_id, people_named
from planner.network.queries.themes import ThemeValue, themes_in_order
from planner.network.queries.venues import (
    RoomValue,
    VenueName,
    VenueValue,
    rooms_of_venue,
    venue_with_rooms,
    venues_in_order,
)

__all__ = [
    "ClusterName",
    "ClusterRecord",
    "PersonValue",
    "RoomValue",
    "ThemeValue",
    "VenueName",
    "VenueValue",
    "cluster_by_domain",
    "cluster_record",
    "cluster_records",
    "cluster_version",
    "clusters_in_order",
    "directory_version",
    "people_by_id",
    "people_named",
    "rooms_of_venue",
    "themes_in_order",
    "venue_with_rooms",
    "venues_in_order",
]
