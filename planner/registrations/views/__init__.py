"""Pages of registrations: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.registrations.views import dashboard, mine, people, public

blueprint = Blueprint("registrations", __name__)

for rule, view, methods in (
    ("/meetings/<slug>/register", public.register, ("GET", "POST")),
    ("/r/<token>/change", mine.change, ("GET", "POST")),
    ("/plan/meetings/<slug>", dashboard.dashboard, ("GET",)),
    ("/plan/meetings/<slug>/invite", dashboard.invite, ("GET", "POST")),
    ("/plan/meetings/<slug>/needs", dashboard.needs, ("GET",)),
    ("/plan/meetings/<slug>/registrations", people.index, ("GET",)),
    ("/plan/meetings/<slug>/registrations.<any(csv, xlsx):kind>", people.export, ("GET",)),
    ("/plan/registrations/<int:registration_id>/cancel", people.cancel_for, ("POST",)),
    ("/plan/registrations/<int:registration_id>/send-link", people.send_link, ("POST",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
