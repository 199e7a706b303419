"""Pages of the board: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.board.views import history, items, moving, page, suggesting, warnings, whole

blueprint = Blueprint("board", __name__)
ROOT = "/plan/meetings/<slug>/agenda"

for rule, view, methods in (
    ("", page.index, ("GET",)),
    ("/since/<int:number>", page.since, ("GET",)),
    ("/new", items.new, ("GET", "POST")),
    ("/<int:item_id>", items.edit, ("GET", "POST")),
    ("/<int:item_id>/remove", items.remove, ("POST",)),
    ("/<int:item_id>/copy", items.copy, ("POST",)),
    ("/<int:item_id>/move", moving.move, ("GET", "POST")),
    ("/<int:item_id>/shift", moving.shift, ("POST",)),
    ("/<int:item_id>/swap", moving.swap, ("POST",)),
    ("/<int:item_id>/fill", moving.fill, ("POST",)),
    ("/<int:item_id>/break", moving.put_break, ("POST",)),
    ("/<int:item_id>/split", moving.split, ("POST",)),
    ("/warnings", warnings.warnings, ("GET",)),
    ("/suggest", suggesting.suggest, ("GET",)),
    ("/suggest/<what>", suggesting.take, ("POST",)),
    ("/whole", whole.whole, ("GET",)),
    ("/whole/rooms", whole.rooms, ("POST",)),
    ("/whole/block", whole.block, ("POST",)),
    ("/undo", history.undo, ("POST",)),
    ("/redo", history.redo, ("POST",)),
    ("/history", history.history, ("GET",)),
    ("/history/<int:number>", history.then, ("GET", "POST")),
    ("/history/<int:number>/undo", history.undo_step, ("POST",)),
):
    blueprint.add_url_rule(ROOT + rule, view_func=view, methods=methods)
