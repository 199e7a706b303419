"""Pages of invitations: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.invitations.views import invited, one, planning, sending

blueprint = Blueprint("invitations", __name__)

for rule, view, methods in (
    ("/plan/meetings/<slug>/invitations", planning.index, ("GET",)),
    ("/plan/meetings/<slug>/invitations/add", planning.add, ("GET", "POST")),
    ("/plan/meetings/<slug>/invitations/message", planning.message, ("GET", "POST")),
    ("/plan/meetings/<slug>/invitations/send", sending.send, ("GET", "POST")),
    ("/plan/meetings/<slug>/invitations/remind", sending.remind, ("GET", "POST")),
    ("/plan/invitations/<int:invitation_id>", one.one, ("GET", "POST")),
    ("/plan/invitations/<int:invitation_id>/decline", one.note_nobody, ("POST",)),
    ("/plan/invitations/<int:invitation_id>/remove", one.remove, ("POST",)),
    ("/plan/invitations/<int:invitation_id>/send", one.send_again, ("POST",)),
    ("/plan/invitations/<int:invitation_id>/take-back", one.expect_again, ("POST",)),
    ("/i/<token>", invited.invited, ("GET",)),
    ("/i/<token>/decline", invited.decline, ("POST",)),
    ("/i/<token>/opened", invited.opened, ("POST",)),
    ("/i/<token>/people/<int:registration_id>", invited.person, ("GET", "POST")),
    ("/i/<token>/people/<int:registration_id>/cancel", invited.cancel, ("POST",)),
    ("/i/<token>/take-back", invited.take_back, ("POST",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
