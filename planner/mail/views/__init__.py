"""Pages of mail: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.mail.views import again, delivery, letters, no_more, pausing

blueprint = Blueprint("mail", __name__)

LETTERS = "/plan/letters"
ONE = f"{LETTERS}/<int:letter_id>"

for rule, view, methods in (
    (LETTERS, letters.letters, ("GET",)),
    (f"{LETTERS}/send-again", again.send_all_again, ("POST",)),
    (f"{LETTERS}/pause", pausing.pause, ("POST",)),
    (f"{LETTERS}/resume", pausing.resume, ("POST",)),
    (f"{LETTERS}/delivery", delivery.delivery, ("GET",)),
    (f"{LETTERS}/delivery/pace", delivery.pace, ("POST",)),
    (f"{LETTERS}/delivery/trial", delivery.trial, ("POST",)),
    (f"{LETTERS}/delivery/names", delivery.names, ("POST",)),
    (ONE, letters.letter, ("GET",)),
    (f"{ONE}/html", letters.letter_html, ("GET",)),
    (f"{ONE}/send-again", again.send_again, ("POST",)),
    (f"{ONE}/elsewhere", again.elsewhere, ("POST",)),
    ("/no-more/<mark>/<token>", no_more.no_more, ("GET", "POST")),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
