"""Pages of registrations: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.registrations.views import changing, line, parts, party, privacy, public, seats

blueprint = Blueprint("registrations", __name__)

for rule, view, methods in (
    ("/meetings/<slug>/register", public.register, ("GET", "POST")),
    ("/r/<token>/change", changing.change, ("GET", "POST")),
    ("/p/<token>", party.party, ("GET",)),
    ("/p/<token>/more", party.more, ("GET",)),
    ("/p/<token>/<int:registration_id>/send-link", party.party_send_link, ("POST",)),
    ("/p/<token>/<int:registration_id>/hand-over", party.party_hand_over, ("GET", "POST")),
    ("/p/<token>/apart", party.apart, ("POST",)),
    ("/p/<token>/<int:registration_id>/cancel", party.party_cancel, ("GET", "POST")),
    ("/plan/meetings/<slug>/privacy", privacy.privacy, ("GET",)),
    ("/plan/meetings/<slug>/seats", seats.seats, ("GET", "POST")),
    ("/plan/meetings/<slug>/parts", parts.parts, ("GET",)),
    ("/plan/meetings/<slug>/parts/new", parts.new_part, ("GET", "POST")),
    ("/plan/meetings/<slug>/parts/usual", parts.add_usual, ("POST",)),
    ("/plan/meetings/<slug>/parts/<int:part_id>", parts.part, ("GET", "POST")),
    ("/plan/meetings/<slug>/parts/<int:part_id>/remove", parts.remove_part, ("POST",)),
    ("/plan/meetings/<slug>/line", line.line, ("GET", "POST")),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
