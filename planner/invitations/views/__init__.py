"""Pages of invitations: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.invitations.views import planning

blueprint = Blueprint("invitations", __name__)

for rule, view, methods in (("/plan/meetings/<slug>/invitations", planning.index, ("GET", "POST")),):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
