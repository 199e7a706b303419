"""Pages of speakers and of items' files: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.speakers.views import asking, files, giving, leaving, mine, one, planning, shown

blueprint = Blueprint("speakers", __name__)

PLAN = "/plan/meetings/<slug>/speakers"
ONE = f"{PLAN}/<int:person_id>"
FILES = "/plan/meetings/<slug>/agenda/<int:item_id>/files"

for rule, view, methods in (
    (PLAN, planning.index, ("GET",)),
    (f"{PLAN}/invite", asking.invite, ("GET", "POST")),
    (f"{PLAN}/remind", asking.remind, ("GET", "POST")),
    (ONE, one.one, ("GET",)),
    (f"{ONE}/address", one.address, ("POST",)),
    (f"{ONE}/answer", one.note_answer, ("POST",)),
    (f"{ONE}/details", one.fill_in, ("GET", "POST")),
    (f"{ONE}/invite", asking.invite_one, ("GET", "POST")),
    (f"{ONE}/items/<int:item_id>/leave", one.leave, ("POST",)),
    (f"{ONE}/items/<int:item_id>/take", one.take, ("POST",)),
    (f"{ONE}/needs", one.needs, ("POST",)),
    (f"{ONE}/picture", one.picture, ("GET",)),
    (FILES, files.files, ("GET", "POST")),
    (f"{FILES}/shown", files.show, ("POST",)),
    (f"{FILES}/<int:file_id>", files.file, ("GET",)),
    (f"{FILES}/<int:file_id>/down", files.down, ("POST",)),
    (f"{FILES}/<int:file_id>/remove", files.remove, ("GET", "POST")),
    (f"{FILES}/<int:file_id>/up", files.up, ("POST",)),
    ("/s/<token>", mine.mine, ("GET",)),
    ("/s/<token>/answer", mine.answer, ("POST",)),
    ("/s/<token>/data.json", leaving.my_data, ("GET",)),
    ("/s/<token>/details", giving.details, ("GET", "POST")),
    ("/s/<token>/erase", leaving.erase, ("GET", "POST")),
    ("/s/<token>/files/<int:file_id>", giving.my_file, ("GET",)),
    ("/s/<token>/files/<int:file_id>/remove", giving.remove_my_file, ("POST",)),
    ("/s/<token>/items/<int:item_id>/files", giving.my_files, ("GET", "POST")),
    ("/s/<token>/picture", giving.my_picture, ("GET",)),
    ("/files/<file_digest>/<file_name>", shown.shown_file, ("GET",)),
    ("/portraits/<picture_digest>", shown.portrait, ("GET",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
