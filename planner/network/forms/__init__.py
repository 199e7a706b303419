"""What planners fill in about clusters, themes, venues and people."""

from planner.network.forms.clusters import ClusterForm, FactsForm, StaffForm
from planner.network.forms.people import PersonForm
from planner.network.forms.themes import ThemeForm
from planner.network.forms.venues import RoomForm, VenueForm

__all__ = ["ClusterForm", "FactsForm", "PersonForm", "RoomForm", "StaffForm", "ThemeForm", "VenueForm"]
