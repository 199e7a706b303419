"""Pages of registrations: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.registrations.views import mine, public

blueprint = Blueprint("registrations", __name__)

for rule, view, methods in (
    ("/meetings/<slug>/register", public.register, ("GET", "POST")),
    ("/r/<token>/change", mine.change, ("GET", "POST")),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
