"""Pages of starters: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.starters.views import copying, making, saving, using

blueprint = Blueprint("starters", __name__)

for rule, view, methods in (
    ("/plan/meetings/new", making.new, ("GET", "POST")),
    ("/plan/meetings/copy", copying.copy, ("GET", "POST")),
    ("/plan/meetings/<slug>/fill", copying.fill, ("GET", "POST")),
    ("/plan/meetings/<slug>/starters", using.index, ("GET",)),
    ("/plan/meetings/<slug>/starters/<way>", using.use, ("GET", "POST")),
    ("/plan/meetings/<slug>/save-template", saving.save, ("GET", "POST")),
    ("/plan/templates", saving.templates, ("GET",)),
    ("/plan/templates/<int:template_id>", saving.template, ("GET", "POST")),
    ("/plan/templates/<int:template_id>/remove", saving.remove, ("POST",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
