"""Pages of network: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.network.views import clusters, directory, people, themes, venues

blueprint = Blueprint("network", __name__)

for rule, view, methods in (
    ("/clusters", directory.clusters, ("GET",)),
    ("/clusters/<slug>", directory.cluster, ("GET",)),
    ("/plan/clusters", clusters.plan_clusters, ("GET",)),
    ("/plan/clusters/new", clusters.new_cluster, ("GET", "POST")),
    ("/plan/clusters/<slug>/edit", clusters.edit_cluster, ("GET", "POST")),
    ("/plan/clusters/<slug>/staff", clusters.admit_staff, ("POST",)),
    ("/plan/clusters/<slug>/staff/<int:account_id>/remove", clusters.remove_staff, ("POST",)),
    ("/plan/themes", themes.plan_themes, ("GET",)),
    ("/plan/themes/new", themes.new_theme, ("GET", "POST")),
    ("/plan/themes/<code>/edit", themes.edit_theme, ("GET", "POST")),
    ("/plan/themes/<code>/retire", themes.retire_theme, ("POST",)),
    ("/plan/themes/<code>/restore", themes.restore_theme, ("POST",)),
    ("/plan/venues", venues.plan_venues, ("GET",)),
    ("/plan/venues/new", venues.new_venue, ("GET", "POST")),
    ("/plan/venues/<int:venue_id>/edit", venues.edit_venue, ("GET", "POST")),
    ("/plan/venues/<int:venue_id>/rooms", venues.save_room, ("POST",)),
    ("/plan/venues/<int:venue_id>/rooms/<int:room_id>", venues.save_room, ("POST",)),
    ("/plan/venues/<int:venue_id>/rooms/<int:room_id>/remove", venues.remove_room, ("POST",)),
    ("/plan/people", people.plan_people, ("GET",)),
    ("/plan/people/new", people.new_person, ("GET", "POST")),
    ("/plan/people/<int:person_id>/edit", people.edit_person, ("GET", "POST")),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
