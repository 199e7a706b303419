"""The use cases of the network's records."""

from planner.network.services.clusters import (
    ClusterDetails,
    ClusterFacts,
    add_cluster,
    change_cluster,
    change_cluster_facts,
)
from planner.network.services.people import PersonDetails, add_person, change_person
from planner.network.services.staff import admit_staff, remove_staff
from planner.network.services.themes import ThemeDetails, add_theme, change_theme, restore_theme, retire_theme
from planner.network.services.venues import (
    RoomDetails,
    VenueDetails,
    add_room,
    add_venue,
    change_room,
    change_venue,
    remove_room,
)

__all__ = [
    "ClusterDetails",
    "ClusterFacts",
    "PersonDetails",
    "RoomDetails",
    "ThemeDetails",
    "VenueDetails",
    "add_cluster",
    "add_person",
    "add_room",
    "add_theme",
    "add_venue",
    "admit_staff",
    "change_cluster",
    "change_cluster_facts",
    "change_person",
    "change_room",
    "change_theme",
    "change_venue",
    "remove_room",
    "remove_staff",
    "restore_theme",
    "retire_theme",
]
