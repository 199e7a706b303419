"""Pages of lists: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.lists.views import dashboard, people

blueprint = Blueprint("lists", __name__)

for rule, view, methods in (
    ("/plan/meetings/<slug>", dashboard.dashboard, ("GET",)),
    ("/plan/meetings/<slug>/lists/kitchen", dashboard.kitchen, ("GET",)),
    ("/plan/meetings/<slug>/registrations", people.index, ("GET",)),
    ("/plan/meetings/<slug>/registrations.<any(csv, xlsx):kind>", people.export, ("GET",)),
    ("/plan/registrations/<int:registration_id>/cancel", people.cancel_for, ("POST",)),
    ("/plan/registrations/<int:registration_id>/send-link", people.send_link, ("POST",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
