"""Pages of choices: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.choices.views import blocks, mine, placing

blueprint = Blueprint("choices", __name__)

for rule, view, methods in (
    ("/r/<token>/choices", mine.choose, ("GET", "POST")),
    ("/plan/meetings/<slug>/choices", blocks.index, ("GET",)),
    ("/plan/meetings/<slug>/choices/open/<int:item_id>", blocks.open_block, ("GET", "POST")),
    ("/plan/choices/<int:block_id>", blocks.edit_block, ("GET", "POST")),
    ("/plan/choices/<int:block_id>/remove", blocks.remove_block, ("POST",)),
    ("/plan/choices/<int:block_id>/people", placing.people, ("GET",)),
    ("/plan/choices/<int:block_id>/people/<int:registration_id>", placing.move, ("POST",)),
    ("/plan/choices/<int:block_id>/place", placing.place, ("GET", "POST")),
    ("/plan/choices/<int:block_id>/undo", placing.undo, ("POST",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
