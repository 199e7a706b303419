"""Pages of date polls: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.polls.views import answering, making, picking, planning, sending

blueprint = Blueprint("polls", __name__)

for rule, view, methods in (
    ("/plan/polls", planning.index, ("GET",)),
    ("/plan/polls/new", making.new, ("GET", "POST")),
    ("/plan/polls/<int:poll_id>", planning.poll, ("GET",)),
    ("/plan/polls/<int:poll_id>/edit", making.edit, ("GET", "POST")),
    ("/plan/polls/<int:poll_id>/dates", making.dates, ("GET", "POST")),
    ("/plan/polls/<int:poll_id>/remove", making.remove, ("POST",)),
    ("/plan/polls/<int:poll_id>/send", sending.send, ("GET", "POST")),
    ("/plan/polls/<int:poll_id>/remind", sending.remind, ("GET", "POST")),
    ("/plan/polls/<int:poll_id>/close", planning.close, ("POST",)),
    ("/plan/polls/<int:poll_id>/reopen", planning.reopen, ("GET", "POST")),
    ("/plan/polls/<int:poll_id>/answers/<int:ask_id>", planning.note, ("GET", "POST")),
    ("/plan/polls/<int:poll_id>/pick/<int:date_id>", picking.pick, ("GET", "POST")),
    ("/d/<token>", answering.answer, ("GET", "POST")),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
