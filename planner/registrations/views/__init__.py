"""Pages of registrations: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.registrations.views import changing, party, privacy, public

blueprint = Blueprint("registrations", __name__)

for rule, view, methods in (
    ("/meetings/<slug>/register", public.register, ("GET", "POST")),
    ("/r/<token>/change", changing.change, ("GET", "POST")),
    ("/p/<token>", party.party, ("GET",)),
    ("/p/<token>/more", party.more, ("GET",)),
    ("/p/<token>/<int:registration_id>/send-link", party.party_send_link, ("POST",)),
    ("/p/<token>/<int:registration_id>/hand-over", party.party_hand_over, ("GET", "POST")),
    ("/p/<token>/<int:registration_id>/cancel", party.party_cancel, ("GET", "POST")),
    ("/plan/meetings/<slug>/privacy", privacy.privacy, ("GET",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
